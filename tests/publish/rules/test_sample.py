"""The rule `sample`: every documented success response with a body shows a sample of it."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from drf_typed_responses.responses import RESPONSE_FORBIDDEN, RESPONSE_NO_CONTENT

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

TEAM = OpenApiExample("A team", value={"id": "1"}, response_only=True, status_codes=["200"])


class Unshown(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse, 403: RESPONSE_FORBIDDEN})  # broken
    def get(self, request): ...


def test_no_sample() -> None:
    hint = (
        "Give @extend_schema examples=[OpenApiExample(..., value=..., response_only=True, "
        'status_codes=["200"])].'
    )
    message = "its 200 response has no sample body"
    assert judged("sample", Unshown) == [broken(__file__, "sample", message, hint, path="200")]


def test_one_of_two_statuses_has_none() -> None:
    view = endpoint(responses={200: TeamResponse, 201: TeamResponse}, examples=[TEAM])
    assert [finding.path for finding in judged("sample", view)] == ["201"]


def test_a_sample_of_the_request_only() -> None:
    request = OpenApiExample("A team", value={"id": "1"}, request_only=True)
    assert len(judged("sample", endpoint(examples=[request]))) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"examples": [TEAM]},
        {"responses": {200: OpenApiResponse(TeamResponse, examples=[TEAM])}},
        {"responses": {204: RESPONSE_NO_CONTENT}},
        {"responses": {(200, "application/zip"): OpenApiTypes.BINARY}},
        {"responses": {200: None}},
    ],
)
def test_nothing_is_missing(said: dict[str, Any]) -> None:
    assert judged("sample", endpoint(**said)) == []


def test_a_sample_of_a_status_that_is_not_documented() -> None:
    # `sample-status` reports it.
    wrong = OpenApiExample("A team", value={"id": "1"}, response_only=True, status_codes=["203"])
    assert judged("sample", endpoint(examples=[wrong])) == []
