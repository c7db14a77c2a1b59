"""The rule `typed`: the code of an operation says what it reads and returns."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import override_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers

from drf_typed_responses.responses import RESPONSE_NO_CONTENT, RESPONSE_NOT_FOUND, Response
from drf_typed_responses.serializers import Serializer, inline_sentry_response_serializer

from ..building import TeamResponse, build
from .judging import Endpoint, broken, endpoint, judged, posting

ANNOTATE = "Annotate the method, -> Response[...], or document the serializer that it uses."
SAY = "Say what it holds: in a TypedDict or a serializer."


class TeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse: ...


class FieldsSerializer(serializers.Serializer[Any]):
    id = serializers.CharField()


class OnlyDecorated(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND})  # broken
    def get(self, request): ...


def test_a_type_that_only_the_decorator_names() -> None:
    assert judged("typed", OnlyDecorated) == [
        broken(__file__, "typed", "only its decorator says what it returns", ANNOTATE)
    ]


class Annotated(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND})
    def get(self, request) -> Response[TeamResponse]: ...


class File(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.BINARY})
    def get(self, request) -> HttpResponse: ...


TYPED = [
    Annotated,
    File,
    endpoint(responses=TeamSerializer),
    endpoint(responses=FieldsSerializer(many=True)),
    endpoint(responses={200: OpenApiResponse(FieldsSerializer), 404: RESPONSE_NOT_FOUND}),
    posting(request=None, responses={204: RESPONSE_NO_CONTENT}),
]


@pytest.mark.parametrize("view", TYPED)
def test_code_that_says_it(view: Any) -> None:
    assert judged("typed", view) == []


@pytest.mark.parametrize(
    "responses",
    [
        list[TeamResponse],
        {200: {"type": "object", "properties": {"id": {"type": "string"}}}},
        inline_sentry_response_serializer("Teams", list[TeamResponse]),
        {200: FieldsSerializer, 201: TeamResponse},
    ],
)
def test_other_bodies_of_a_decorator(responses: Any) -> None:
    (found,) = judged("typed", endpoint(responses=responses))
    assert found.hint == ANNOTATE


class Free(Endpoint):
    public = frozenset({"GET"})

    def get(self, request) -> Response[dict[str, Any]]: ...


def test_an_annotation_that_says_nothing() -> None:
    (found,) = judged("typed", Free)
    assert (found.message, found.hint) == ("its response may hold anything", SAY)


def test_a_request_that_says_nothing() -> None:
    (found,) = judged("typed", posting(request=dict, responses={201: TeamSerializer}))
    assert (found.message, found.hint) == ("its request may hold anything", SAY)


def test_the_rule_about_the_body_says_it_better() -> None:
    levels = {"*": "off", "typed": "error", "free-form": "warning"}
    with override_settings(TYPED_RESPONSES={"RULES": levels}):
        assert [each.id for each in build(Free).findings] == ["free-form"]
