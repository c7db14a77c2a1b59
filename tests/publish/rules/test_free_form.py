"""The rule `free-form`: whatever says nothing, however it is spelled, and only that."""

from __future__ import annotations

import collections
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.utils.serializer_helpers import ReturnDict, ReturnList
from typing_extensions import TypedDict

from drf_typed_responses.responses import RESPONSE_BAD_REQUEST, Response
from drf_typed_responses.serializers import Private, Serializer

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    "Declare what it holds, as in list[TeamResponse] or dict[str, int] or a TypedDict with its "
    "keys: a method or property by its return annotation, a field by @extend_schema_field. If it "
    "may really be anything, waive the rule for the operation."
)
VERSIONS = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


class Relic(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: dict, 404: object})  # broken
    def get(self, request): ...


def test_where_it_is() -> None:
    assert judged("free-form", Relic) == [
        broken(__file__, "free-form", "it may hold anything", HINT, path=status, level="warning")
        for status in ("200", "404")
    ]


class Empty(serializers.Serializer): ...


Loose = collections.namedtuple("Loose", "x y")


@VERSIONS
@pytest.mark.parametrize(
    "response",
    [
        Any,
        object,
        dict,
        list,
        Mapping,
        ReturnDict,
        ReturnList,
        dict[str, Any],
        list[dict],
        list[Any] | None,
        str | Any,
        OpenApiTypes.OBJECT,
        OpenApiTypes.ANY,
        {"type": "object"},
        {"type": "object", "description": "Whatever it is."},
        {"type": "object", "additionalProperties": True},
        {"type": "array", "items": {}},
        {"type": "array", "items": {"type": "object"}},
    ],
    ids=str,
)
def test_bodies_that_say_nothing(response: Any, version: str) -> None:
    found = judged("free-form", endpoint(responses={200: response}), OAS_VERSION=version)
    assert [finding.path for finding in found] == ["200"]


class Keys(TypedDict):
    any: Any
    mapping: dict[str, Any]
    listed: list[list[Any]]
    inside: dict[str, list[dict]]
    pair: tuple[int, object]
    team: TeamResponse
    name: str | None
    hidden: Private[Any]


class Fields(serializers.Serializer):
    json = serializers.JSONField()
    nullable = serializers.JSONField(allow_null=True)
    mapping = serializers.DictField()
    listed = serializers.ListField(child=serializers.DictField())
    name = serializers.CharField()
    sent = serializers.JSONField(write_only=True)
    method = serializers.SerializerMethodField()
    overridden = serializers.SerializerMethodField()
    unannotated = serializers.SerializerMethodField()

    def get_method(self, obj) -> dict: ...

    def get_unannotated(self, obj): ...

    @extend_schema_field(dict)
    def get_overridden(self, obj): ...


@VERSIONS
def test_attributes_that_say_nothing(version: str) -> None:
    found = judged("free-form", endpoint(responses={200: Keys}), OAS_VERSION=version)
    pair = "Keys.pair[]" if version == "3.0.3" else "Keys.pair[1]"
    paths = ["Keys.any", "Keys.mapping", "Keys.listed", "Keys.inside{}", pair]
    assert [finding.path for finding in found] == paths
    assert {finding.file for finding in found} == {__file__}
    lines = [finding.line for finding in found]
    assert lines == [lines[0] + number for number in range(5) if lines[0]]


@VERSIONS
def test_fields_that_say_nothing(version: str) -> None:
    found = judged("free-form", endpoint(responses={200: Fields}), OAS_VERSION=version)
    names = ["json", "nullable", "mapping", "listed", "method", "overridden", "unannotated"]
    assert [finding.path for finding in found] == [f"Fields.{name}" for name in names]
    assert {finding.file for finding in found} == {__file__}


class Inheriting(generics.RetrieveAPIView):
    public = frozenset({"GET"})
    serializer_class = Fields


def test_a_field_of_a_view_that_inherits_its_method_has_the_remedy_of_a_field() -> None:
    assert {finding.hint for finding in judged("free-form", Inheriting)} == {HINT}


class Looseness(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> Any: ...


class Answering(Endpoint):
    public = frozenset({"GET", "PUT"})

    def get(self, request) -> Response[dict[str, object]]: ...

    @extend_schema(request=None)
    def put(self, request) -> Response[Loose]: ...


def test_declarations_that_say_nothing() -> None:
    assert [f.path for f in judged("free-form", endpoint(responses=Looseness))] == ["Looseness"]
    assert [f.path for f in judged("free-form", Answering)] == ["200", "Loose[]"]


def test_a_component_is_reported_once() -> None:
    class Other(TypedDict):
        keys: Keys

    found = judged("free-form", endpoint(responses=Other), endpoint(responses=Keys))
    assert len(found) == 5
    assert {finding.operation for finding in found} == {"GET /0/"}


class Point(NamedTuple):
    x: int


class Open(TypedDict, extra_items=Any):
    id: int


SAY_SOMETHING = {
    "an open object": {200: TeamResponse},
    "an object with extra items": {200: Open},
    "keys": {200: dict[str, int]},
    "an array": {200: list[Point]},
    "no items": {200: tuple[()]},
    "text": {200: str},
    "bytes": {(200, "application/zip"): OpenApiTypes.BINARY},
    "no body": {204: None},
    "an error of this package": {200: TeamResponse, 400: RESPONSE_BAD_REQUEST},
}


@VERSIONS
@pytest.mark.parametrize("responses", SAY_SOMETHING.values(), ids=SAY_SOMETHING)
def test_schemas_that_say_something(responses: Any, version: str) -> None:
    assert judged("free-form", endpoint(responses=responses), OAS_VERSION=version) == []


def test_a_reference_that_leads_nowhere() -> None:
    nowhere = {200: {"$ref": "#/components/schemas/Nowhere"}}
    found = judged("free-form", endpoint(responses=nowhere))
    assert [each.id for each in found] == ["unresolved-reference"]
