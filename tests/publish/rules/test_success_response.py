"""The rule `success-response`: an operation documents a success response."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiResponse, extend_schema

from drf_typed_responses.responses import RESPONSE_FORBIDDEN, RESPONSE_NO_CONTENT, Response

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    "Add one to responses={...}, or annotate the method: `-> Response[TeamResponse]`, with the "
    "Response of drf_typed_responses.responses; REST framework's own drops the type."
)


class Refusing(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={403: RESPONSE_FORBIDDEN})  # broken
    def get(self, request): ...


def test_only_error_responses() -> None:
    message = "it documents no success response"
    expected = broken(__file__, "success-response", message, HINT)
    assert judged("success-response", Refusing) == [expected]


@pytest.mark.parametrize(
    "responses",
    [
        TeamResponse,
        {200: TeamResponse, 403: RESPONSE_FORBIDDEN},
        {"201": TeamResponse},
        {204: RESPONSE_NO_CONTENT},
        {302: OpenApiResponse(description="The file is elsewhere.")},
        {"2XX": TeamResponse},
        {"default": TeamResponse},
    ],
)
def test_successes(responses: Any) -> None:
    assert judged("success-response", endpoint(responses=responses)) == []


class Annotated(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={403: RESPONSE_FORBIDDEN})
    def get(self, request) -> Response[TeamResponse]: ...


def test_the_success_of_the_annotation() -> None:
    assert judged("success-response", Annotated) == []
