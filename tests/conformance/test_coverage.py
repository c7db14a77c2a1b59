"""The points of a contract that tests can show, and the points that responses show."""

from __future__ import annotations

import json
from typing import Any

import pytest

from drf_typed_responses.conformance.checks import check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.coverage import Coverage
from drf_typed_responses.conformance.coverage_points import documented_points
from drf_typed_responses.conformance.exchange import Exchange

REF = "#/components/schemas/"
NULL = {"type": "string", "nullable": True, "enum": [None]}
TEXT = {"type": "string"}
SCHEMAS = {
    "Team": {
        "type": "object",
        "required": ["id", "lead", "kind"],
        "properties": {
            "id": TEXT,
            "lead": {"anyOf": [{"$ref": f"{REF}Person"}, NULL]},
            "kind": {"$ref": f"{REF}Kind"},
            "tags": {"type": "array", "items": {"type": "string", "enum": ["x"]}},
            "parents": {"type": "array", "items": {"$ref": f"{REF}Team"}},
            "any": {},
        },
    },
    "Person": {"type": "object", "properties": {"name": {**TEXT, "nullable": True}}},
    "Kind": {"type": "string", "enum": ["a", "b"]},
}
RESPONSES = {
    "200": {"content": {"application/json": {"schema": {"$ref": f"{REF}Team"}}}},
    "404": {"description": "Not there."},
}
INLINE = {"type": "object", "properties": {"page": {"type": "object", "properties": {"n": {}}}}}
DOCUMENT = {
    "openapi": "3.0.3",
    "paths": {
        "/team/": {"get": {"responses": RESPONSES}},
        "/other/": {
            "get": {"responses": {"200": {"content": {"application/json": {"schema": INLINE}}}}}
        },
    },
    "components": {"schemas": SCHEMAS},
}
TEAM = {"id": "1", "lead": None, "kind": "a"}
ALL = [
    "GET /team/",
    "GET /team/ 200",
    "Team.lead null",
    "Team.lead set",
    'Team.kind = "a"',
    'Team.kind = "b"',
    "Team.tags present",
    'Team.tags[] = "x"',
    "Team.parents present",
    "Team.any present",
    "Person.name present",
    "Person.name null",
    "Person.name set",
    "GET /team/ 404",
    "GET /other/",
    "GET /other/ 200",
    "GET /other/ 200.page present",
    "GET /other/ 200.page.n present",
]


@pytest.fixture
def contract() -> Contract:
    return Contract(DOCUMENT)


def collected(contract: Contract, *bodies: Any, route: str = "team/") -> Coverage:
    coverage = Coverage()
    headers = {"Content-Type": "application/json"}
    for body in bodies:
        done = check(contract, Exchange("GET", route, 200, headers, json.dumps(body).encode()))
        assert done is not None
        coverage.add(contract, done)
    return coverage


def seen(coverage: Coverage) -> set[str]:
    return {str(point) for point, shown in coverage.responses.points.items() if shown}


def test_every_point_of_the_contract_in_its_order(contract: Contract) -> None:
    assert sorted(map(str, documented_points(contract))) == sorted(ALL)


SHOWN = [
    (TEAM, {"Team.lead null", 'Team.kind = "a"'}),
    ({**TEAM, "lead": {}}, {"Team.lead set", 'Team.kind = "a"'}),
    (
        {**TEAM, "lead": {"name": None}},
        {"Team.lead set", 'Team.kind = "a"', "Person.name present", "Person.name null"},
    ),
    (
        {**TEAM, "tags": ["x"], "any": 1},
        {
            "Team.lead null",
            'Team.kind = "a"',
            "Team.tags present",
            'Team.tags[] = "x"',
            "Team.any present",
        },
    ),
    (
        {**TEAM, "parents": [{**TEAM, "kind": "b"}]},
        {"Team.lead null", 'Team.kind = "a"', 'Team.kind = "b"', "Team.parents present"},
    ),
    ({**TEAM, "id": 5}, set()),
]


@pytest.mark.parametrize(("body", "points"), SHOWN)
def test_what_a_body_shows(contract: Contract, body: Any, points: set[str]) -> None:
    """A body that breaks the contract shows the operation, but no attribute."""
    assert seen(collected(contract, body)) == {"GET /team/", "GET /team/ 200", *points}


def test_parts_without_a_name_are_named_by_their_path(contract: Contract) -> None:
    assert seen(collected(contract, {"page": {"n": 1}}, route="other/")) == {
        "GET /other/",
        "GET /other/ 200",
        "GET /other/ 200.page present",
        "GET /other/ 200.page.n present",
    }


AB = {"type": "string", "enum": ["a", "b"]}
ALONE = {
    "the whole body is a member": (AB, "a", {' = "a"': True, ' = "b"': False}),
    "a value of a dictionary is a member": (
        {"type": "object", "additionalProperties": AB},
        {"k": "a"},
        {'.{} = "a"': True, '.{} = "b"': False},
    ),
    "an object that is null": (
        {"type": "object", "nullable": True, "properties": {"n": {}}},
        None,
        {".n present": False},
    ),
    "an attribute that is always null": (
        {"type": "object", "required": ["n"], "properties": {"n": NULL}},
        {"n": None},
        {".n null": True},
    ),
    "an attribute that is only ever sent": (
        {"type": "object", "properties": {"p": {**TEXT, "writeOnly": True, "nullable": True}}},
        {},
        {},
    ),
}


@pytest.mark.parametrize(("schema", "body", "points"), ALONE.values(), ids=ALONE)
def test_the_points_of_a_schema_without_a_name(
    schema: Any, body: Any, points: dict[str, bool]
) -> None:
    responses = {"200": {"content": {"application/json": {"schema": schema}}}}
    document = {"openapi": "3.0.3", "paths": {"/team/": {"get": {"responses": responses}}}}
    found = collected(Contract(document), body).responses.points
    operation = {"GET /team/": True, "GET /team/ 200": True}
    assert {str(point): shown for point, shown in found.items()} == {
        **operation,
        **{f"GET /team/ 200{point}": shown for point, shown in points.items()},
    }


def test_below_an_operation_that_none_called_only_the_operation_is_missing(
    contract: Contract,
) -> None:
    summary = collected(contract, TEAM).summary
    missing = [str(point) for point in summary.responses.missing]
    assert "GET /other/" in missing
    assert "GET /other/ 200" not in missing
    assert 'Team.kind = "b"' in missing


def test_the_share_that_was_shown(contract: Contract) -> None:
    summary = collected(contract, TEAM).summary
    assert (len(ALL), summary.percent) == (18, 22.2)
    assert summary.responses.by_kind == {
        "operation": (1, 2),
        "status": (1, 3),
        "nullable": (1, 4),
        "enum": (1, 3),
        "optional": (0, 6),
    }


def test_an_empty_contract_is_shown() -> None:
    coverage = Coverage()
    coverage.begin(Contract({"openapi": "3.0.3", "paths": {}}))
    assert coverage.summary.percent == 100


def test_two_processes_add_up(contract: Contract) -> None:
    one = collected(contract, TEAM)
    other = collected(contract, {**TEAM, "kind": "b", "more": 1})
    whole = collected(contract, TEAM, {**TEAM, "kind": "b", "more": 1})
    merged = Coverage()
    for part in (one, other):
        merged.merge(json.loads(json.dumps(part.exported())))
    assert merged.summary.as_json() == whole.summary.as_json()
    assert merged.summary.outcomes == {"valid": 1, "additive": 1}


def test_the_report_is_the_same_whoever_is_first(contract: Contract) -> None:
    parts = [collected(contract, body).exported() for body in (TEAM, {})]
    reports = []
    for ordered in (parts, parts[::-1]):
        merged = Coverage()
        for part in ordered:
            merged.merge(part)
        reports.append(json.dumps(merged.summary.as_json()))
    assert reports[0] == reports[1]


def test_what_all_items_of_a_list_have_is_noted_once(contract: Contract) -> None:
    parents = [{**TEAM, "more": 1}, {**TEAM, "more": 2}]
    [note] = collected(contract, {**TEAM, "parents": parents}).summary.notes
    assert note.message == "`parents[].more` is not documented in `Team`"
