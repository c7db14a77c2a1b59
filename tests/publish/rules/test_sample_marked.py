"""The rule `sample-marked`: a sample is marked as one of a response, and has a status."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged


class NoStatus(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(  # no status
        responses=TeamResponse,
        examples=[OpenApiExample("A team", value={"id": "1"}, response_only=True)],
    )
    def get(self, request): ...


class NoKind(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(  # no kind
        responses=TeamResponse,
        examples=[OpenApiExample("A team", value={"id": "1"}, status_codes=["200"])],
    )
    def get(self, request): ...


def test_text_is_no_list_of_statuses() -> None:
    examples = [OpenApiExample("A", value={"id": "1"}, response_only=True, status_codes="200")]
    (found,) = judged("sample-marked", endpoint(examples=examples))
    assert found.message == 'the sample "A" does not say of which status it is'
    assert judged("sample-status", endpoint(examples=examples)) == []


@pytest.mark.parametrize(
    ("view", "lacks", "mend", "mark"),
    [
        (NoStatus, "of which status it is", 'status_codes=["200"]', "# no status"),
        (NoKind, "that it is of a response", "response_only=True", "# no kind"),
    ],
)
def test_what_a_sample_lacks(view: Any, lacks: str, mend: str, mark: str) -> None:
    message, hint = (
        f'the sample "A team" does not say {lacks}',
        f"Write {mend} in its OpenApiExample.",
    )
    assert judged("sample-marked", view) == [
        broken(__file__, "sample-marked", message, hint, mark=mark)
    ]


def test_both_are_two_findings() -> None:
    view = endpoint(examples=[OpenApiExample("A team", value={"id": "1"})])
    assert len(judged("sample-marked", view)) == 2


@pytest.mark.parametrize(
    "marks",
    [
        {"response_only": True, "status_codes": ["200"]},
        {"response_only": True, "status_codes": [200, 201]},
        {"request_only": True},
        {"parameter_only": ("id", "query")},
    ],
)
def test_marked_samples(marks: dict[str, Any]) -> None:
    assert judged("sample-marked", endpoint(examples=[OpenApiExample("A", value=1, **marks)])) == []


def test_a_sample_that_stands_in_its_response() -> None:
    inside = OpenApiResponse(TeamResponse, examples=[OpenApiExample("A", value={"id": "1"})])
    assert judged("sample-marked", endpoint(responses={200: inside})) == []


def test_the_status_of_the_remedy_is_the_documented_one() -> None:
    examples = [OpenApiExample("A team", value={"id": "1"}, response_only=True)]
    (found,) = judged("sample-marked", endpoint(responses={201: TeamResponse}, examples=examples))
    assert found.hint == 'Write status_codes=["201"] in its OpenApiExample.'
