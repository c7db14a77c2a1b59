"""In a public document this package translates every hint, even those of drf-spectacular."""

from __future__ import annotations

import datetime
import decimal
import enum
import functools
import typing
import uuid
from typing import Any, Literal, Optional

import pytest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import Serializer
from drf_typed_responses.translate import schema_components
from publish.building import JSONView, build
from translate.test_errors import UNSUPPORTED

from .building import built, view


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


HINTS = [
    str,
    int,
    bool,
    float,
    decimal.Decimal,
    uuid.UUID,
    datetime.date,
    datetime.datetime,
    datetime.time,
    datetime.timedelta,
    list[datetime.timedelta],
    dict[str, decimal.Decimal],
    tuple[int, str],
    Optional[str],  # noqa: UP045
    Literal["a", None],
    dict,
    typing.Mapping,
]
hints = pytest.mark.parametrize("hint", HINTS, ids=str)
versions = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


def ours(hint: Any, version: str) -> Any:
    (schema,), _ = schema_components([hint], version=version[:3])
    return schema


def published(version: str, **said: Any) -> Any:
    """The document of one view with these arguments of its decorator, as `build` makes it."""

    class View(JSONView):
        public = frozenset({"POST"})

        @extend_schema(**{"request": None, "responses": None, **said})
        def post(self, request): ...

    publication = build(View, OAS_VERSION=version)
    assert publication.findings == ()
    return publication.document


def body(document: Any, key: str = "responses") -> Any:
    said = document["paths"]["/0/"]["post"][key]
    found = said["200"] if key == "responses" else said
    return found["content"]["application/json"]["schema"]


@hints
@versions
def test_a_response(hint: Any, version: str) -> None:
    assert body(published(version, responses={200: hint})) == ours(hint, version)


@hints
@versions
def test_a_request_body(hint: Any, version: str) -> None:
    document = published(version, request={"application/json": hint})
    assert body(document, "requestBody") == ours(hint, version)


@versions
def test_an_enum_is_a_body(version: str) -> None:
    document = published(version, request={"application/json": Size}, responses={200: Size})
    assert body(document) == body(document, "requestBody") == ours(Size, version)


@hints
@versions
def test_an_overridden_field(hint: Any, version: str) -> None:
    @extend_schema_field(hint)
    class Field(serializers.Field): ...

    class TeamSerializer(serializers.Serializer):
        score = Field()

    assert score(published(version, responses={200: TeamSerializer})) == ours(hint, version)


@hints
@versions
def test_what_a_method_returns(hint: Any, version: str) -> None:
    class TeamSerializer(serializers.Serializer):
        score = serializers.SerializerMethodField()

        def get_score(self, team): ...

    TeamSerializer.get_score.__annotations__["return"] = hint
    assert score(published(version, responses={200: TeamSerializer})) == ours(hint, version)


@versions
def test_a_method_without_annotation_returns_anything(version: str) -> None:
    """drf-spectacular guesses a string."""

    class TeamSerializer(serializers.Serializer):
        score = serializers.SerializerMethodField()

        def get_score(self, team): ...

    assert score(published(version, responses={200: TeamSerializer})) == {}


def score(document: Any) -> Any:
    found = dict(document["components"]["schemas"]["Team"]["properties"]["score"])
    assert found.pop("readOnly", True) is True
    return found


@versions
def test_the_vocabulary_of_drf_spectacular_stays(version: str) -> None:
    document = published(version, responses={(200, "application/json"): OpenApiTypes.DURATION})
    assert body(document) == {"type": "string", "format": "duration"}


@versions
def test_a_file(version: str) -> None:
    # bytes with another media type are not written by a JSON renderer.
    document = published(version, responses={(200, "image/png"): bytes})
    schema = document["paths"]["/0/"]["post"]["responses"]["200"]["content"]["image/png"]["schema"]
    assert schema == {"type": "string", "format": "binary"}


@pytest.mark.parametrize("hint", [pytest.param(row[0], id=row[1][:40]) for row in UNSUPPORTED])
def test_each_error_has_its_operation_and_a_place(hint: Any) -> None:
    class View(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses={(200, "application/json"): list[hint]})
        def get(self, request): ...

        def put(self, request): ...

    returning(View.put, Response[list[hint]])
    found = build(View).findings
    assert {each.operation for each in found} == {"GET /0/", "PUT /0/"}
    assert all(each.file for each in found)


DEEP: Any = functools.reduce(lambda hint, _: list[hint], range(600), int)


def returning(method: Any, hint: Any) -> Any:
    method.__annotations__["return"] = hint
    return method


class DeepField(serializers.CharField):
    def to_representation(self, value): ...


class DeepMethod(serializers.Serializer):
    score = serializers.SerializerMethodField()

    def get_score(self, team): ...


class DeepForm(serializers.Serializer):
    def to_representation(self, instance): ...


class DeepSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs): ...


returning(DeepField.to_representation, DEEP)
returning(DeepMethod.get_score, DEEP)
returning(DeepForm.to_representation, DEEP)
returning(DeepSerializer.serialize, DEEP)


def holding(field: Any) -> Any:
    return type("Holder", (serializers.Serializer,), {"score": field})


ENTRIES = {
    "decorator": DEEP,
    "method": DeepMethod,
    "field": holding(DeepField()),
    "override": holding(extend_schema_field(DEEP)(type("F", (serializers.CharField,), {}))()),
    "to_representation": DeepForm,
    "serialize": DeepSerializer,
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_type_that_is_nested_too_deeply(entry: Any) -> None:
    class View(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses={200: entry})
        def get(self, request): ...

    (found,) = build(View).findings
    assert (found.id, found.operation, found.file) == ("infinite-alias", "GET /0/", __file__)


def test_a_view_method_whose_type_is_nested_too_deeply() -> None:
    class View(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

    returning(View.get, Response[DEEP])
    (found,) = build(View).findings
    assert (found.id, found.operation, found.file) == ("infinite-alias", "GET /0/", __file__)


def test_another_document_survives_a_type_that_is_nested_too_deeply() -> None:
    members = {"get": extend_schema(responses=DeepMethod)(get)}
    found = built(view(type("XView", (JSONView,), members)))
    assert found.schemas["DeepMethod"]["required"] == ["score"]
    assert [text for text in found.said if "nested too deeply" in text]


def get(self: Any, request: Any) -> Any: ...
