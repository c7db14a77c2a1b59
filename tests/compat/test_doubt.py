"""A place that cannot be decided does not hide changes at other places."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compat.pieces import Json, returning, taking, told
from drf_typed_responses.compat import compare

INTEGER, STRING = {"type": "integer"}, {"type": "string"}
# Formats that the comparison cannot test; the last one does not exist.
FORMATS = ("uri", "email", "hostname", "made-up")
UNREADABLE = {"type": "string", "pattern": r"^\p{L}+$"}


def beside(other: Any, number: Any) -> Json:
    return {
        "type": "object",
        "properties": {"other": other, "number": number},
        "required": ["other", "number"],
    }


@pytest.mark.parametrize("form", FORMATS)
def test_a_break_beside_a_format(form: str) -> None:
    other = {"type": "string", "format": form}
    old, new = (beside(other, number) for number in (INTEGER, STRING))
    (change,) = compare(returning(old), returning(new))
    assert (change.level, change.path) == ("error", "200 response: number")
    assert json.loads(change.value)["number"] == ""
    (change,) = compare(taking(old), taking(new))
    assert (change.level, change.path) == ("error", "request body: number")
    assert json.loads(change.value)["number"] == 0


@pytest.mark.parametrize("number", [STRING, {"type": "integer", "nullable": True}, {}])
def test_a_break_beside_a_pattern_that_python_does_not_read(number: Any) -> None:
    """No whole value can be shown, so the part that differs is shown."""
    old, new = (beside(UNREADABLE, part) for part in (INTEGER, number))
    (change,) = compare(returning(old), returning(new))
    assert (change.level, change.value) == ("error", "")
    assert 'a response may be `{"number":' in change.message


def test_a_break_within_an_alternative_is_sure_when_it_is_shown() -> None:
    """Another alternative could admit the value, so only a whole value proves the break."""
    arm = beside(UNREADABLE, INTEGER)
    old = {"anyOf": [arm, {"type": "object", "required": ["id"]}]}
    new = {"anyOf": [beside(UNREADABLE, STRING), {"type": "object", "required": ["id"]}]}
    assert {level for level, _, _ in told(returning(old), returning(new))} == {"warning"}


def test_an_unknown_type_hides_no_change_beside_it() -> None:
    broken = {"type": "text"}
    old, new = (
        {"type": "object", "properties": {"a": broken, "b": part}} for part in (INTEGER, STRING)
    )
    assert told(returning(old), returning(new)) == [
        ("error", "response-type-changed", "200 response: b")
    ]


def test_an_unresolved_reference_hides_no_change_beside_it() -> None:
    nowhere = {"$ref": "#/components/schemas/Nowhere"}
    old, new = (
        {"type": "object", "properties": {"a": nowhere, "b": part}} for part in (INTEGER, STRING)
    )
    for document, word in ((returning, "200 response"), (taking, "request body")):
        prefix = word.split()[-1 if document is returning else 0]
        assert told(document(old), document(new)) == [
            ("error", f"{prefix}-type-changed", f"{word}: b"),
            ("warning", "undecided", f"{word}: a"),
        ]


def test_a_listed_value_has_its_format() -> None:
    """With `enum` beside an unknown format, the values are those in the list."""
    old, new = ({"type": "string", "format": "color", "enum": names}
                for names in (["red"], ["red", "blue"]))  # fmt: skip
    assert told(returning(old), returning(new)) == [
        ("warning", "response-enum-value", "200 response")
    ]


@pytest.mark.parametrize("word", ["$ref", "$dynamicRef"])
def test_an_anchor(word: str) -> None:
    """Anchors are not followed, so a schema behind one is undecided."""
    anchored = returning({word: "#name"}, "3.1.0", Name={"$anchor": "name", "type": "integer"})
    assert told(anchored, returning(STRING, "3.1.0")) == [("warning", "undecided", "200 response")]
    assert told(returning(STRING, "3.1.0"), anchored) == [("warning", "undecided", "200 response")]


def test_a_text_that_surely_lacks_a_format_decides() -> None:
    """Of `uri` and `email` only the refusal is sure: "" is neither."""
    empty = {"type": "string", "maxLength": 0}
    for form in ("uri", "email"):
        text = {"type": "string", "format": form}
        (change,) = compare(returning(text), returning({"oneOf": [text, empty]}))
        assert (change.level, change.value) == ("error", '""')
        assert told(taking(text), taking({"oneOf": [text, empty]})) == []
