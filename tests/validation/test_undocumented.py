"""The attributes of a value that no schema names."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.validation import Validator, Violation

from .documents import NULL, TEAMS, TEXT, document, record, ref

OPEN = record(id=TEXT)


def paths(schema: Any, value: Any, whole: Any = TEAMS, **options: Any) -> list[str]:
    quick, slow = (
        Validator(whole, fast=fast, **options).undocumented(schema, value) for fast in (True, False)
    )
    assert quick == slow
    return [violation.path for violation in slow]


def test_the_whole_violation() -> None:
    value = {"teams": [{"id": "1", "slug": "x", "nickname": "y"}]}
    assert Validator(TEAMS).undocumented(ref("Page"), value) == [
        Violation(
            "undocumented",
            "teams[0].nickname",
            "`teams[0].nickname` is not documented in `Team`",
            "Team",
            "nickname",
            "teams[].nickname",
            found="string",
        )
    ]


FOUND = [
    (OPEN, {"id": "1"}, []),
    (OPEN, {"a": 1}, ["a"]),
    (OPEN, {"a": {"b": 1}}, ["a"]),
    (OPEN, [], []),
    ({"type": "object"}, {"a": 1}, []),
    ({}, {"a": 1}, []),
    ({**OPEN, "additionalProperties": True}, {"a": 1}, []),
    ({**OPEN, "additionalProperties": OPEN}, {"x": {"a": 1}}, ["x.a"]),
    ({"allOf": [OPEN, record(slug=TEXT)]}, {"id": "", "slug": "", "a": 1}, ["a"]),
    ({"allOf": [OPEN, {"additionalProperties": {}}]}, {"a": 1}, []),
    ({"anyOf": [OPEN, NULL]}, {"a": 1}, ["a"]),
    ({"anyOf": [OPEN, TEXT]}, "text", []),
    ({"type": "array", "items": OPEN}, [{"a": 1}, {"b": 1}], ["[0].a", "[1].b"]),
    (record(inner=record(x=TEXT)), {"inner": {"y": 1}}, ["inner.y"]),
    (ref("Tree"), {"children": [{"children": [], "a": 1}]}, ["children[0].a"]),
]


@pytest.mark.parametrize(("schema", "value", "found"), FOUND)
def test_found(schema: Any, value: Any, found: list[str]) -> None:
    assert paths(schema, value) == found


TAGGED = [
    ({"kind": "email", "to": ""}, []),
    ({"kind": "email", "to": "", "url": ""}, ["url"]),
    ({"kind": "hook", "url": "", "extra": 1}, ["extra"]),
    ({"kind": "fax", "url": "", "to": "", "extra": 1}, ["extra"]),
]


@pytest.mark.parametrize(("value", "found"), TAGGED)
def test_only_the_matching_arms_of_a_union_count(value: Any, found: list[str]) -> None:
    """If the value matches no arm, all arms count."""
    assert paths(ref("Alert"), value) == found


def test_items_of_a_tuple() -> None:
    schema = {"type": "array", "prefixItems": [OPEN], "items": record(b=TEXT)}
    assert paths(schema, [{"b": ""}, {"b": ""}], document({}, "3.1")) == ["[0].b"]


def test_names_that_are_known_all_the_same() -> None:
    value = {"teams": [{"nickname": "", "other": 1}], "nickname": ""}
    known = {"Team": {"nickname"}}
    assert paths(ref("Page"), value, unnamed=known) == ["nickname", "teams[0].other"]


def test_parts_of_an_undocumented_attribute_are_not_reported() -> None:
    assert paths(ref("Team"), {"more": [{"deep": {"a": 1}}]}) == ["more"]


def test_an_arm_that_refers_to_itself_is_not_followed_for_ever() -> None:
    whole = document({"Round": ref("Round")})
    schema = {**OPEN, "anyOf": [ref("Round"), NULL]}
    assert paths(schema, {"a": {}}, whole) == ["a"]
