"""Responses of tests that the base forbids, joined to the changes that say why."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from drf_typed_responses.compat import Change
from drf_typed_responses.compat.comparison.seen_breaks import SeenBreak
from drf_typed_responses.compat.policy import Policy

from .documents import BASE

TEST = ("tests/test_teams.py::test_list",)
SIZE = SeenBreak("GET /0/", "200 response: size", "`size` is missing", tests=TEST)
NUMBERED = {"openapi": "3.0.3", "info": BASE["info"], "paths": {"/{id}/": BASE["paths"]["/0/"]}}


def renumbered() -> dict[str, object]:
    """NUMBERED with another name of the variable, and a size that is a string."""
    document = copy.deepcopy(NUMBERED)
    item = document["paths"].pop("/{id}/")
    content = item["get"]["responses"]["200"]["content"]["application/json"]
    content["schema"]["properties"]["size"] = {"type": "string"}
    document["paths"]["/{number}/"] = item
    return document


def shared(size: str) -> dict[str, object]:
    """A document whose team is a component."""
    document = copy.deepcopy(BASE)
    content = document["paths"]["/0/"]["get"]["responses"]["200"]["content"]["application/json"]
    team = content["schema"]
    team["properties"]["size"] = {"type": size}
    content["schema"] = {"type": "array", "items": {"$ref": "#/components/schemas/Team"}}
    document["components"] = {"schemas": {"Team": team}}
    return document


@pytest.mark.parametrize(
    ("base", "revised", "seen"),
    [
        (NUMBERED, renumbered(), SIZE._replace(operation="GET /{id}/")),
        (
            shared("integer"),
            shared("string"),
            SIZE._replace(path="200 response", component="Team", property="size"),
        ),
    ],
    ids=["place", "declaration"],
)
def test_a_change_that_says_so_names_the_tests(
    base: dict[str, object], revised: dict[str, object], seen: SeenBreak
) -> None:
    [change] = Policy().findings(base, revised, seen=[seen])
    assert (change.id, change.level) == ("response-type-changed", "error")
    assert isinstance(change, Change)
    assert change.tests == TEST


def test_a_break_that_no_change_says_is_a_change() -> None:
    [change] = Policy().findings(BASE, BASE, seen=[SIZE])
    assert isinstance(change, Change)
    assert (change.level, change.id, change.path) == ("error", "response-seen", SIZE.path)
    assert (change.message, change.tests) == ("`size` is missing", TEST)
    [loose] = Policy(levels={"response-seen": "warning"}).findings(BASE, BASE, seen=[SIZE])
    assert loose.level == "warning"


def test_an_accepted_break_is_info(tmp_path: Path) -> None:
    file = tmp_path / "accepted.toml"
    file.write_text(
        '[[accepted]]\nid = "response-seen"\noperation = "GET /0/"\n'
        f'path = "{SIZE.path}"\nreason = "Nobody reads it."\n'
    )
    [change] = Policy(file).findings(BASE, BASE, seen=[SIZE])
    assert (change.level, change.hint) == ("info", "Accepted: Nobody reads it.")


def test_a_change_of_a_request_explains_no_response() -> None:
    sent = copy.deepcopy(BASE)
    sent["paths"]["/0/"]["get"]["parameters"] = [
        {"name": "size", "in": "query", "required": True, "schema": {"type": "string"}}
    ]
    found = Policy().findings(BASE, sent, seen=[SIZE])
    assert {change.id for change in found} == {"parameter-required", "response-seen"}
