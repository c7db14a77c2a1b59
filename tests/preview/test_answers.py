"""What is said of an answer, given the contract."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.preview.answers import checked
from drf_typed_responses.preview.board import State

TEAM = {
    "type": "object",
    "properties": {"slug": {"type": "string"}, "size": {"type": "integer"}},
    "required": ["slug"],
}
DOCUMENT = {
    "openapi": "3.0.3",
    "info": {"title": "Teams", "version": "1"},
    "paths": {},
    "components": {
        "schemas": {"Team": TEAM},
        "responses": {"Missing": {"description": "No such team."}},
    },
}
JSON = {"application/json": {"schema": {"$ref": "#/components/schemas/Team"}}}
OPERATION = {
    "responses": {
        "200": {"description": "A team.", "content": JSON},
        "202": {"description": "A picture.", "content": {"image/png": {}}},
        "204": {"description": "Nothing."},
        "404": {"$ref": "#/components/responses/Missing"},
        "4XX": {"description": "Refused.", "content": JSON},
    }
}
STATE = State(
    document=DOCUMENT,
    places={"Team": {"place": "team.py:1"}, "Team.size": {"place": "team.py:3"}},
    private={"Team": ["nickname"]},
)


def verdict(body: str, **facts: Any) -> dict[str, Any]:
    answer = {"status": 200, "type": "application/json", "isCut": False, "body": body, **facts}
    return checked(OPERATION, answer, STATE)


def test_valid() -> None:
    found = verdict('{"slug": "owls"}', type="application/json; charset=utf-8")
    assert found == {"verdict": "valid", "why": "", "mistakes": [], "more": 0}


def test_broken_with_the_place_of_the_attribute() -> None:
    found = verdict('{"slug": "owls", "size": "two"}')
    assert found["verdict"] == "broken"
    (mistake,) = found["mistakes"]
    assert (mistake["path"], mistake["place"]) == ("size", "team.py:3")
    assert "size" in mistake["message"]


def test_additive() -> None:
    found = verdict('{"slug": "owls", "motto": "hoot"}')
    assert found["verdict"] == "additive"
    assert [mistake["place"] for mistake in found["mistakes"]] == ["team.py:1"]


@pytest.mark.parametrize("documented", ["application/json; version=1", "application/*", "*/*"])
def test_a_media_type_with_a_parameter_and_a_range_of_them(documented: str) -> None:
    content = {documented: JSON["application/json"]}
    operation = {"responses": {"200": {"content": content}}}
    answer = {"status": 200, "type": "application/json", "isCut": False, "body": '{"slug": "a"}'}
    assert checked(operation, answer, STATE)["verdict"] == "valid"


def test_a_private_attribute_is_no_news() -> None:
    assert verdict('{"slug": "owls", "nickname": "hooters"}')["verdict"] == "valid"


def test_at_most_fifty_mistakes() -> None:
    more = ", ".join(f'"attribute{number}": 1' for number in range(60))
    found = verdict(f'{{"slug": "owls", {more}}}')
    assert (len(found["mistakes"]), found["more"]) == (50, 10)


@pytest.mark.parametrize(
    ("body", "facts", "said"),
    [
        ("{}", {"status": 500}, ("broken", "The operation documents no status 500.")),
        ("x", {"status": 204}, ("broken", "A body where none is documented.")),
        ("", {"status": 204}, ("valid", "")),
        ("", {"status": 404}, ("valid", "")),
        ("{}", {"type": ""}, ("broken", "It answers no type; documented is application/json.")),
        ("{}", {"type": "text/html"}, ("broken", "It answers text/html; documented is ")),
        ("{", {}, ("broken", "The body is no JSON.")),
        ('{"slug": "owls", "size": -Infinity}', {}, ("broken", "The body is no JSON.")),
        ("[" * 100_000, {}, ("unchecked", "The body is nested too deeply.")),
        ("{}", {"isCut": True}, ("unchecked", "The answer is larger than 5 MB.")),
        (
            "x",
            {"status": 202, "type": "image/png"},
            ("unchecked", "Bodies of image/png are not checked."),
        ),
        ('{"slug": "a"}', {"status": 400}, ("valid", "")),
    ],
)
def test_other_verdicts(body: str, facts: dict[str, Any], said: tuple[str, str]) -> None:
    found = verdict(body, **facts)
    assert found["verdict"] == said[0]
    assert found["why"].startswith(said[1])
