"""The rule `response-status`: a response is documented for a status that HTTP has."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiResponse, extend_schema

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

OF_BODY = "Write a dict from statuses to types: responses={200: TeamResponse}. If it is a body, "
HINT = 'Write one of 100 to 599, a class such as "4XX", or "default".'


class Wrong(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse, "abc": TeamResponse})  # broken
    def get(self, request): ...


def test_an_invalid_status() -> None:
    message = "it documents a response for 'abc', which is not an HTTP status"
    expected = broken(__file__, "response-status", message, HINT, path="abc")
    assert judged("response-status", Wrong) == [expected]


@pytest.mark.parametrize("status", [99, 600, 2000, -200, "2xx", "6XX", "2X", "Default", "", "²00"])
def test_other_invalid_statuses(status: Any) -> None:
    (found,) = judged("response-status", endpoint(responses={status: TeamResponse}))
    assert found.path == str(status)


def test_a_dict_that_shows_a_body() -> None:
    found = judged("response-status", endpoint(responses={"slug": str, "lead": str}))
    assert {each.hint for each in found} == {f"{OF_BODY}declare its keys in a TypedDict."}


@pytest.mark.parametrize("status", [100, 200, 599, "200", "1XX", "5XX", "default"])
def test_statuses(status: Any) -> None:
    assert judged("response-status", endpoint(responses={status: TeamResponse})) == []


def test_a_status_with_a_media_type() -> None:
    responses = {(200, "application/json"): TeamResponse, ("abc", "application/json"): TeamResponse}
    (found,) = judged("response-status", endpoint(responses=responses))
    assert found.path == "abc"


@pytest.mark.parametrize("other", ["success-response", "response-described"])
def test_no_other_rule_says_so_too(other: str) -> None:
    assert judged(other, endpoint(responses={"abc": OpenApiResponse(TeamResponse)})) == []
