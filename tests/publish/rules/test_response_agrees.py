"""The rule `response-agrees`: the decorator documents what the method says it returns."""

from __future__ import annotations

from typing import Any, List, TypedDict  # noqa: UP035

import pytest
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers

from drf_typed_responses.responses import (
    RESPONSE_FORBIDDEN,
    RESPONSE_NO_CONTENT,
    ErrorResponse,
    Response,
)
from drf_typed_responses.serializers import Serializer, inline_sentry_response_serializer

from ..building import JSONView, TeamResponse
from .judging import Endpoint, broken, judged

HINT = "Let both name the same type, or leave the response out of the decorator."


class MemberResponse(TypedDict):
    email: str


class TeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse: ...


class Fields(serializers.Serializer):
    slug = serializers.CharField()


class Disagreeing(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: MemberResponse})  # broken
    def get(self, request) -> Response[TeamResponse]: ...


def test_another_type() -> None:
    message = (
        f"its method returns Response[{TeamResponse.__module__}.TeamResponse], "
        f"and its decorator documents {__name__}.MemberResponse"
    )
    expected = broken(__file__, "response-agrees", message, HINT)
    assert judged("response-agrees", Disagreeing) == [expected]


def view(annotation: Any, responses: Any) -> Any:
    class View(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

        get.__annotations__["return"] = annotation
        get = extend_schema(responses=responses)(get)

    return View


NAMED = inline_sentry_response_serializer("TeamList", List[TeamResponse])  # noqa: UP006


@pytest.mark.parametrize(
    ("annotation", "responses"),
    [
        (Response[list[TeamResponse]], {200: TeamResponse}),
        (Response[TeamResponse], {200: list[TeamResponse]}),
        (Response[TeamResponse], TeamSerializer(many=True)),
        (Response[MemberResponse], {200: TeamSerializer}),
        (Response[TeamResponse], {200: NAMED}),
        (Response[TeamResponse], {204: RESPONSE_NO_CONTENT}),
        (Response[None], {200: TeamResponse}),
        (Response[TeamResponse | MemberResponse], {200: TeamResponse}),
        (Response[TeamResponse | None], {200: TeamResponse}),
        (Response[TeamResponse] | Response[None], {200: TeamResponse}),
        (Response[TeamResponse] | Response[ErrorResponse], {200: TeamResponse}),
        # It never returns what it documents.
        (Response[ErrorResponse], {200: TeamResponse, 403: RESPONSE_FORBIDDEN}),
    ],
    ids=str,
)
def test_disagreements(annotation: Any, responses: Any) -> None:
    (found,) = judged("response-agrees", view(annotation, responses))
    assert found.id == "response-agrees"


@pytest.mark.parametrize(
    ("annotation", "responses"),
    [
        (Response[TeamResponse], {200: TeamSerializer, 403: RESPONSE_FORBIDDEN}),
        (Response[TeamResponse], {200: OpenApiResponse(TeamResponse, description="A team.")}),
        (Response[list[TeamResponse]], {200: NAMED}),
        (Response[list[TeamResponse]], TeamSerializer(many=True)),
        (Response[TeamResponse | MemberResponse], {200: TeamResponse, 201: MemberResponse}),
        (Response[TeamResponse | None], {200: TeamResponse, 204: None}),
        (Response[TeamResponse] | Response[None], {200: TeamResponse, 204: None}),
        (Response[TeamResponse] | Response[None], {403: RESPONSE_FORBIDDEN}),
        (Response[TeamResponse] | HttpResponse, {200: TeamResponse}),
        # A refusal that the method returns itself, instead of raising it.
        (
            Response[TeamResponse] | Response[ErrorResponse],
            {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
        ),
        (Response[None], {204: RESPONSE_NO_CONTENT}),
        (Response[TeamResponse], {403: RESPONSE_FORBIDDEN}),
        # What the fields of a DRF serializer say is no type to compare with.
        (Response[TeamResponse], {200: Fields}),
        (Response[TeamResponse], {200: {"type": "object", "properties": {"id": {}}}}),
        (Response, {200: TeamResponse}),
        (None, {200: TeamResponse}),
    ],
    ids=str,
)
def test_agreements(annotation: Any, responses: Any) -> None:
    assert judged("response-agrees", view(annotation, responses)) == []
