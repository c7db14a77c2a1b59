"""The rule `response-described`: an error response has a description."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiResponse, extend_schema

from drf_typed_responses import responses as constants
from drf_typed_responses.responses import ErrorResponse

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = "Use a RESPONSE_... constant, or OpenApiResponse(..., description=...)."


class Silent(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse, 404: ErrorResponse})  # broken
    def get(self, request): ...


def test_an_error_without_description() -> None:
    message = "its 404 response has no description"
    expected = broken(__file__, "response-described", message, HINT, path="404")
    assert judged("response-described", Silent) == [expected]


@pytest.mark.parametrize(
    ("status", "response"),
    [
        (404, None),
        (404, OpenApiResponse(ErrorResponse)),
        (404, OpenApiResponse(ErrorResponse, description=" ")),
        (404, OpenApiResponse(description="")),
        ("4XX", ErrorResponse),
        (500, ErrorResponse),
        ("default", ErrorResponse),
    ],
)
def test_others_without_description(status: Any, response: Any) -> None:
    view = endpoint(responses={200: TeamResponse, status: response})
    (found,) = judged("response-described", view)
    assert found.path == str(status)


CONSTANTS = [name for name in vars(constants) if name.startswith("RESPONSE_")]


@pytest.mark.parametrize("name", CONSTANTS)
def test_the_constants_are_described(name: str) -> None:
    view = endpoint(responses={200: TeamResponse, 400: getattr(constants, name)})
    assert judged("response-described", view) == []


def test_successes_and_redirections_speak_for_themselves() -> None:
    view = endpoint(responses={200: TeamResponse, 204: None, 302: None})
    assert judged("response-described", view) == []
