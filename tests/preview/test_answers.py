"""The check of a response on the page, given the contract."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.preview.calls import Answer, verdict_of

TEAM = {
    "type": "object",
    "properties": {"slug": {"type": "string"}, "size": {"type": "integer"}},
    "required": ["slug"],
}
JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
RESPONSES = {
    "200": {"description": "A team.", "content": JSON},
    "201": {"description": "", "content": JSON, "headers": {"Location": {"required": True}}},
    "202": {"description": "A picture.", "content": {"image/png": {}}},
    "404": {"$ref": "#/components/responses/Missing"},
}
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Teams", "version": "1"},
    "paths": {"/team/": {"get": {"responses": RESPONSES}}},
    "components": {
        "schemas": {"Team": TEAM},
        "responses": {"Missing": {"description": "No such team."}},
    },
}
JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
PLACES = {"Team": {"place": "team.py:1"}, "Team.size": {"place": "team.py:3"}}
CONTRACT = Contract(DOCUMENT, {"Team": ["nickname"]})


def verdict(body: str | bytes, status: int = 200, type: str = "application/json") -> dict[str, Any]:
    raw = body.encode() if isinstance(body, str) else body
    return _of(Answer(status, "", {"Content-Type": type}, raw))


def _of(answer: Answer) -> dict[str, Any]:
    return verdict_of(CONTRACT, CONTRACT.operations["GET /team/"], answer, PLACES)


def test_valid() -> None:
    found = verdict('{"slug": "owls"}', type="application/json; charset=utf-8")
    assert found == {"verdict": "valid", "why": "", "violations": [], "more": 0}


def test_breaking_with_the_place_of_the_attribute() -> None:
    found = verdict('{"slug": "owls", "size": "two"}')
    assert found["verdict"] == "breaking"
    (violation,) = found["violations"]
    assert (violation["path"], violation["place"]) == ("size", "team.py:3")
    assert "size" in violation["message"]


def test_additive() -> None:
    found = verdict('{"slug": "owls", "motto": "hoot"}')
    assert found["verdict"] == "additive"
    assert [violation["place"] for violation in found["violations"]] == ["team.py:1"]


def test_a_private_attribute_is_not_reported() -> None:
    assert verdict('{"slug": "owls", "nickname": "hooters"}')["verdict"] == "valid"


def test_at_most_fifty_violations() -> None:
    more = ", ".join(f'"attribute{number}": 1' for number in range(60))
    found = verdict(f'{{"slug": "owls", {more}}}')
    assert (len(found["violations"]), found["more"]) == (50, 10)


def test_a_missing_header() -> None:
    """Headers are checked as in contract tests."""
    found = verdict('{"slug": "owls"}', status=201)
    assert [each["message"] for each in found["violations"]] == ["the header Location is missing"]


def test_the_beginning_of_a_large_answer_is_not_checked() -> None:
    answer = Answer(200, "", {"Content-Type": "application/json"}, b'{"slug": 5', is_cut=True)
    found = _of(answer)
    assert (found["verdict"], found["why"]) == ("unchecked", "the body is larger than 5 MB")


@pytest.mark.parametrize(
    ("body", "facts", "said"),
    [
        ("[" * 100_000, {}, "the body is nested too deeply"),
        ("x", {"status": 202, "type": "image/png"}, "no schema is documented for 202"),
        ("{}", {"status": 404}, "no body is documented for 404"),
    ],
)
def test_why_an_answer_is_not_checked(body: str, facts: dict[str, Any], said: str) -> None:
    found = verdict(body, **facts)
    assert (found["verdict"], found["why"]) == ("unchecked", said)
