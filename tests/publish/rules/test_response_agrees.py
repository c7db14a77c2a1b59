"""The rule `response-agrees`: the decorator documents the type of the return annotation."""

from __future__ import annotations

from typing import Any, List, Literal, TypedDict  # noqa: UP035

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
        f"but its decorator documents {__name__}.MemberResponse"
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


DISAGREEING = {
    "a list for one": (Response[list[TeamResponse]], {200: TeamResponse}),
    "one for a list": (Response[TeamResponse], {200: list[TeamResponse]}),
    "one for many of a serializer": (Response[TeamResponse], TeamSerializer(many=True)),
    "another type": (Response[MemberResponse], {200: TeamSerializer}),
    "one for a named list": (Response[TeamResponse], {200: NAMED}),
    "a body for none": (Response[TeamResponse], {204: RESPONSE_NO_CONTENT}),
    "none for a body": (Response[None], {200: TeamResponse}),
    "a type too many": (Response[TeamResponse | MemberResponse], {200: TeamResponse}),
    "or null": (Response[TeamResponse | None], {200: TeamResponse}),
    "or no body": (Response[TeamResponse] | Response[None], {200: TeamResponse}),
    "or a refusal": (Response[TeamResponse] | Response[ErrorResponse], {200: TeamResponse}),
    # It never returns what it documents.
    "another body of a status": (
        Response[TeamResponse] | Response[MemberResponse, Literal[403]],
        {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
    ),
    "another body of a range": (
        Response[TeamResponse] | Response[MemberResponse, Literal[403]],
        {200: TeamResponse, "4XX": RESPONSE_FORBIDDEN},
    ),
    "a body where none is stated": (Response[None, Literal[202]], {202: TeamResponse}),
    "another success": (Response[TeamResponse, Literal[201]], {200: TeamResponse}),
    "a success too many": (
        Response[TeamResponse, Literal[201]],
        {200: TeamResponse, 201: TeamResponse},
    ),
    "a refusal only": (Response[ErrorResponse], {200: TeamResponse, 403: RESPONSE_FORBIDDEN}),
}


@pytest.mark.parametrize(("annotation", "responses"), DISAGREEING.values(), ids=DISAGREEING)
def test_disagreements(annotation: Any, responses: Any) -> None:
    (found,) = judged("response-agrees", view(annotation, responses))
    assert found.id == "response-agrees"


AGREEING = {
    "a serializer": (Response[TeamResponse], {200: TeamSerializer, 403: RESPONSE_FORBIDDEN}),
    "described": (Response[TeamResponse], {200: OpenApiResponse(TeamResponse, description="A.")}),
    "a named list": (Response[list[TeamResponse]], {200: NAMED}),
    "many of a serializer": (Response[list[TeamResponse]], TeamSerializer(many=True)),
    "a type for each status": (
        Response[TeamResponse | MemberResponse],
        {200: TeamResponse, 201: MemberResponse},
    ),
    "null where no body is": (Response[TeamResponse | None], {200: TeamResponse, 204: None}),
    "no body": (Response[TeamResponse] | Response[None], {200: TeamResponse, 204: None}),
    "a refusal documented": (Response[TeamResponse] | Response[None], {403: RESPONSE_FORBIDDEN}),
    "or a response of Django": (Response[TeamResponse] | HttpResponse, {200: TeamResponse}),
    # The method returns the refusal itself instead of raising it.
    "a refusal returned": (
        Response[TeamResponse] | Response[ErrorResponse],
        {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
    ),
    "the same body of a status": (
        Response[TeamResponse] | Response[ErrorResponse, Literal[403]],
        {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
    ),
    "a status only described": (
        Response[TeamResponse] | Response[ErrorResponse, Literal[403]],
        {200: TeamResponse, 403: OpenApiResponse(description="No.")},
    ),
    "a status that is not documented": (
        Response[TeamResponse] | Response[ErrorResponse, Literal[409]],
        {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
    ),
    "a stated success": (
        Response[TeamResponse, Literal[200, 201]],
        {200: TeamResponse, 201: TeamResponse},
    ),
    "successes by a range": (Response[TeamResponse, Literal[200, 201]], {"2XX": TeamResponse}),
    "another success by another class": (
        Response[TeamResponse, Literal[201]] | HttpResponse,
        {200: TeamResponse, 201: TeamResponse},
    ),
    "no content": (Response[None], {204: RESPONSE_NO_CONTENT}),
    "no success documented": (Response[TeamResponse], {403: RESPONSE_FORBIDDEN}),
    # The fields of a DRF serializer are not a type to compare with.
    "fields": (Response[TeamResponse], {200: Fields}),
    "a schema": (Response[TeamResponse], {200: {"type": "object", "properties": {"id": {}}}}),
    "a response of anything": (Response, {200: TeamResponse}),
    "no annotation": (None, {200: TeamResponse}),
}


@pytest.mark.parametrize(("annotation", "responses"), AGREEING.values(), ids=AGREEING)
def test_agreements(annotation: Any, responses: Any) -> None:
    assert judged("response-agrees", view(annotation, responses)) == []
