"""A violation in plain words, with the place in the value and the declaration it breaks."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.validation import Validator, Violation

from .documents import TEAMS, document, ref, violations

GOOD = {"id": "1", "slug": "blue"}


def team(**attributes: Any) -> dict[str, Any]:
    return {**GOOD, **attributes}


WORDS = [
    (team(avatar=None), "`avatar` is null, but `avatar` is not Optional"),
    ({"id": "1"}, "`slug` is missing"),
    (team(id=5), "`id` is 5, which is an integer, not a string"),
    (team(id=0.5), "`id` is 0.5, which is a number, not a string"),
    (team(id=True), "`id` is true, which is a boolean, not a string"),
    (team(id={"a": 1}), "`id` is an object, not a string"),
    (team(id=[1]), "`id` is an array, not a string"),
    (team(kind="x"), '`kind` is "x", not one of "a", "b"'),
    (team(kind=None), "`kind` is null, but `kind` is not Optional"),
    (team(slug="A b"), '`slug` is "A b", which does not match ^[a-z-]+$'),
    (team(made="today"), '`made` is "today", which is not a valid date-time'),
    (team(size=0), "`size` is 0, less than 1"),
    (team(size=10), "`size` is 10, more than 9"),
    (team(tags=["a", "a"]), "`tags` has items that are equal"),
    (team(tags=["a", "b", "c"]), "`tags` has 3 items, more than 2"),
    (team(tags=["a", None]), "`tags[1]` is null, but the items of `tags` are not Optional"),
    (team(scores={"a": "1"}), '`scores.a` is "1", which is a string, not an integer'),
    (team(scores={"a": None}), "`scores.a` is null, but the values of `scores` are not Optional"),
    (team(scores={"a b": None}).copy(), '`scores["a b"]` is null, but the values of `scores` are'),
    (team(avatar={"url": 1}), "`avatar.url` is 1, which is an integer, not a string"),
    (team(id="x" * 99, avatar=3), "`avatar` is 3, which is an integer, not an object"),
    (None, "the value is null, but it is not Optional"),
    ([], "the value is an array, not an object"),
]


@pytest.mark.parametrize(("value", "words"), WORDS, ids=[words for _, words in WORDS])
def test_the_words(value: Any, words: str) -> None:
    [violation] = violations(ref("Team"), value, beside=TEAMS)
    assert violation.message.startswith(words)


NEAREST = [
    ({"lead": 5}, "`lead` is 5, which is an integer, not an object or null"),
    ({"lead": {}}, "`lead.url` is missing"),
    ({"lead": {"url": None}}, "`lead.url` is null, but `url` is not Optional"),
    ({"either": "x"}, '`either` is "x", which is a string, not an integer or a boolean'),
    ({"either": None}, "`either` is null, but `either` is not Optional"),
    ({"alert": {"kind": "hook"}}, "`alert.url` is missing"),
    ({"alert": {"kind": "hook", "to": "x"}}, "`alert.url` is missing"),
    ({"alert": {"kind": "email", "to": 1}}, "`alert.to` is 1, which is an integer, not a string"),
    ({"alert": {"kind": "fax", "to": "x"}}, '`alert.kind` is "fax", not "email"'),
]


@pytest.mark.parametrize(("attributes", "words"), NEAREST, ids=[words for _, words in NEAREST])
def test_a_union_is_explained_by_its_nearest_arm(attributes: dict[str, Any], words: str) -> None:
    [violation] = violations(ref("Team"), team(**attributes), beside=TEAMS)
    assert violation.message == words


def test_choices_of_several_arms_are_one_choice() -> None:
    schema = {"oneOf": [{"enum": ["a"]}, {"enum": ["b", "c"]}]}
    [violation] = violations(schema, "x")
    assert violation.message == 'the value is "x", not one of "a", "b", "c"'


def test_two_arms_where_one_may_match() -> None:
    [violation] = violations({"oneOf": [{"type": "string"}, {"maxLength": 3}]}, "x")
    assert violation.message == "the value matches more than one alternative, where only one may"


def test_many_choices_are_not_all_shown() -> None:
    [violation] = violations({"enum": list(range(12))}, 99)
    assert violation.message == (
        "the value is 99, not one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ... (12 in all)"
    )


def test_long_values_are_shortened() -> None:
    [violation] = violations({"enum": ["a"]}, "x" * 100)
    assert violation.message == f'the value is "{"x" * 55}...", not "a"'


def test_a_key_that_is_not_allowed() -> None:
    schema = {"type": "object", "propertyNames": {"pattern": "^[0-9]+$"}}
    [violation] = violations(schema, {"one": 1}, "3.1")
    assert violation.message == 'the key "one" is "one", which does not match ^[0-9]+$'


def test_an_attribute_of_a_closed_object() -> None:
    assert violations(ref("Closed"), {"id": "1", "extra": 2}, beside=TEAMS) == [
        Violation(
            "undocumented",
            "extra",
            "`extra` is not documented, and `Closed` is closed",
            "Closed",
            "extra",
            "extra",
            found="integer",
        )
    ]


def test_every_violation_is_named_in_the_order_of_the_schema() -> None:
    value = {"teams": [team(id=1), {"slug": "blue", "avatar": None}]}
    assert [m.path for m in violations(ref("Page"), value, beside=TEAMS)] == [
        "teams[0].id",
        "teams[1].avatar",
        "teams[1].id",
    ]


DECLARED = [
    ({"teams": [team(avatar=None)]}, ("Team", "avatar", "teams[].avatar")),
    ({"teams": [team(avatar={})]}, ("Avatar", "url", "teams[].avatar.url")),
    ({"teams": [team(lead={"url": 1})]}, ("Avatar", "url", "teams[].lead.url")),
    ({"teams": [team(alert={"kind": "hook"})]}, ("Hook", "url", "teams[].alert.url")),
    ({"teams": [team(scores={"secret": "x"})]}, ("Team", "scores", "teams[].scores.{}")),
    ({"teams": [None]}, ("Page", "teams", "teams[]")),
    ({}, ("Page", "teams", "teams")),
    (1, ("Page", "", "")),
]


@pytest.mark.parametrize(("value", "place"), DECLARED, ids=[str(p) for _, p in DECLARED])
def test_the_declaration(value: Any, place: tuple[str, str, str]) -> None:
    [violation] = violations(ref("Page"), value, beside=TEAMS)
    assert (violation.component, violation.property, violation.place) == place


def test_the_declaration_of_an_item_is_its_component() -> None:
    [violation] = violations({"type": "array", "items": ref("Team")}, [3], beside=TEAMS)
    assert (violation.component, violation.property, violation.place) == ("Team", "", "[]")


def test_the_declaration_in_an_inherited_part() -> None:
    beside = document({"Base": {"type": "object", "required": ["id"]}, "Sub": {"allOf": []}})
    beside["components"]["schemas"]["Sub"] = {"allOf": [ref("Base"), {"required": ["slug"]}]}
    found = violations(ref("Sub"), {}, beside=beside)
    assert [(m.component, m.property) for m in found] == [("Base", "id"), ("Sub", "slug")]


def test_types_are_named_without_the_value() -> None:
    [violation] = violations(ref("Team"), team(lead="secret"), beside=TEAMS)
    assert (violation.kind, violation.expected, violation.found) == (
        "type",
        "object or null",
        "string",
    )


def test_a_value_may_be_deep() -> None:
    value: dict[str, Any] = {}
    for _ in range(40):
        value = {"children": [value]}
    [violation] = Validator(TEAMS).violations(ref("Tree"), value)
    assert violation.path == "children[0]." * 40 + "children"
