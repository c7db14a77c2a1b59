"""The rule `response-schema`: without a schema the attributes may change at any time."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema

from drf_typed_responses.responses import (
    RESPONSE_ACCEPTED,
    RESPONSE_FORBIDDEN,
    RESPONSE_NO_CONTENT,
    Response,
)

from ..building import JSONView, TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    "Declare the response by its type: a serializer with an annotated `serialize`, "
    "inline_sentry_response_serializer(...) or a TypedDict. If there is no body, annotate the "
    "method: `-> Response[None]`."
)


class Relic(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: OpenApiResponse(description="Success")})  # broken
    def get(self, request): ...


def test_a_response_without_a_schema() -> None:
    assert judged("response-schema", Relic) == [
        broken(__file__, "response-schema", "its 200 response has no schema", HINT, path="200")
    ]


def test_no_body_at_all() -> None:
    found = judged("response-schema", endpoint(responses={200: None}))
    assert [finding.message for finding in found] == ["its 200 response has no schema"]


SAY_SOMETHING = {
    "a type": TeamResponse,
    "a list": list[TeamResponse],
    "a refusal too": {200: TeamResponse, 403: OpenApiResponse(description="Forbidden")},
    "an open object": {200: {"type": "object", "additionalProperties": {"type": "string"}}},
    "an object": {200: {"type": "object", "properties": {"id": {"type": "string"}}}},
    "anything, which is free-form": {200: dict},
    "an array": {200: {"type": "array", "items": {"type": "string"}}},
    "bytes": {(200, "application/zip"): OpenApiTypes.BINARY},
    "text": {(200, "text/plain"): str},
    "no content": {204: RESPONSE_NO_CONTENT},
    "204": {204: None},
    "205": {205: None},
    "a redirection": {302: OpenApiResponse(description="It is there."), 200: TeamResponse},
}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("responses", SAY_SOMETHING.values(), ids=SAY_SOMETHING)
def test_schemas_that_say_something(responses: Any, version: str) -> None:
    assert judged("response-schema", endpoint(responses=responses), OAS_VERSION=version) == []


class Accepts(JSONView):
    public = frozenset({"POST"})

    @extend_schema(request=None, responses={202: RESPONSE_ACCEPTED, 403: RESPONSE_FORBIDDEN})
    def post(self, request): ...


class SaysItHasNone(JSONView):
    public = frozenset({"POST"})

    @extend_schema(request=None, responses={202: RESPONSE_ACCEPTED})
    def post(self, request) -> Response[None]: ...


class MayHaveNone(JSONView):
    public = frozenset({"POST"})

    @extend_schema(request=None, responses={200: TeamResponse, 202: RESPONSE_ACCEPTED})
    def post(self, request) -> Response[TeamResponse | None]: ...


class MayHaveNoneAsWell(JSONView):
    public = frozenset({"POST"})

    @extend_schema(request=None, responses={200: TeamResponse, 202: RESPONSE_ACCEPTED})
    def post(self, request) -> Response[TeamResponse] | Response[None]: ...


def test_no_body() -> None:
    # The annotation is trusted, because a type checker verifies it.
    assert [f.path for f in judged("response-schema", Accepts)] == ["202"]
    assert judged("response-schema", SaysItHasNone, MayHaveNone, MayHaveNoneAsWell) == []
