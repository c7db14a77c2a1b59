"""A removal after its sunset, by the counts of who still uses the part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from drf_typed_responses.compat.comparison.still_used import Use
from drf_typed_responses.compat.policy import Policy

ENDED = {"deprecated": True, "x-sunset": "2026-03-01"}
TEXT = {"type": "string"}
TEAMS, TEAM = "GET /teams/", "GET /teams/{id}/"
NICK, QUERY = "attribute `Team.nick`", "query parameter `q`"


def document(**gone: bool) -> Any:
    nick = {} if gone.get("attribute") else {"nick": {**TEXT, **ENDED}}
    query = {"in": "query", "name": "q", "schema": TEXT, **ENDED}
    schema = {"$ref": "#/components/schemas/Team"}
    response = {"description": "", "content": {"application/json": {"schema": schema}}}
    paths: dict[str, Any] = {
        "/teams/": {
            "get": {
                "parameters": [] if gone.get("parameter") else [query],
                "responses": {"200": response},
            }
        }
    }
    if not gone.get("operation"):
        paths["/teams/{id}/"] = {"get": {**ENDED, "responses": {"204": {"description": ""}}}}
    return {
        "openapi": "3.0.3",
        "info": {"title": "", "version": ""},
        "paths": paths,
        "components": {"schemas": {"Team": {"type": "object", "properties": {"id": TEXT, **nick}}}},
    }


def found(part: str, uses: Mapping[Use, int] | None, **levels: Any) -> list[tuple[str, str, str]]:
    policy = Policy(today=date(2026, 12, 1), levels=levels)
    changes = policy.findings(document(), document(**{part: True}), uses=uses)
    return [(each.level, each.id, each.message.partition("; ")[2]) for each in changes]


WAS = "its sunset was 2026-03-01"
USES = {
    "operation": ("operation-sunset", Use("GET /teams/{pk}/", "", "a")),
    "parameter": ("parameter-sunset", Use(TEAMS, QUERY, "a")),
    "attribute": ("response-attribute-sunset", Use(TEAMS, NICK, "a")),
}


@pytest.mark.parametrize("part", USES)
def test_a_removal_that_clients_would_notice(part: str) -> None:
    id, use = USES[part]
    assert found(part, None) == [("info", id, WAS)]
    assert found(part, {}) == [("info", id, f"{WAS}; no use of it was counted")]
    uses = {use: 40, use._replace(client="b"): 1}
    assert found(part, uses) == [
        ("error", "still-used", f"{WAS}; 2 clients used it, in 41 calls"),
    ]
    assert found(part, {use: 1})[0][2] == f"{WAS}; 1 client used it, in 1 call"


OTHERS = [
    ("operation", Use(TEAMS, "", "a")),
    ("operation", Use(TEAM, QUERY, "a")),
    ("parameter", Use(TEAMS, "query parameter `r`", "a")),
    ("parameter", Use(TEAM, QUERY, "a")),
    ("attribute", Use(TEAMS, "attribute `Team.name`", "a")),
    ("attribute", Use(TEAMS, "", "a")),
]


@pytest.mark.parametrize(("part", "use"), OTHERS)
def test_uses_of_other_parts(part: str, use: Use) -> None:
    id = USES[part][0]
    assert found(part, {use: 9}) == [("info", id, f"{WAS}; no use of it was counted")]


def test_a_project_chooses_the_level() -> None:
    uses = {USES["operation"][1]: 1}
    assert found("operation", uses, **{"still-used": "warning"})[0][:2] == ("warning", "still-used")
