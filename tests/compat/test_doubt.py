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


INTEGER_NAME = {"$anchor": "name", "type": "integer"}


@pytest.mark.parametrize("word", ["$ref", "$dynamicRef"])
@pytest.mark.parametrize(
    ("version", "parts", "reason"),
    [
        ("3.0.3", {"Name": INTEGER_NAME}, "names an anchor, which is not looked for"),
        ("3.1.0", {"Name": INTEGER_NAME, "Other": {"$dynamicAnchor": "name"}},
         "names an anchor of several schemas"),
        ("3.1.0", {"Name": INTEGER_NAME, "Other": {"$id": "other"}},
         "names an anchor beside schemas with `$id`"),
        ("3.1.0", {}, "leads nowhere in the base"),
    ],
)  # fmt: skip
def test_an_anchor_that_may_mean_another_schema(
    word: str, version: str, parts: Any, reason: str
) -> None:
    """OpenAPI 3.0 has no anchors, and no `$dynamicRef`."""
    if (version, word) == ("3.0.3", "$dynamicRef"):
        return
    anchored, plain = returning({word: "#name"}, version, **parts), returning(STRING, version)
    (change,) = compare(anchored, plain)
    assert change.message == f"This cannot be decided: the reference #name {reason}"
    assert told(plain, anchored) == [("warning", "undecided", "200 response")]


def test_a_text_that_surely_lacks_a_format_decides() -> None:
    """Of `uri` and `email` only the refusal is sure: "" is neither."""
    empty = {"type": "string", "maxLength": 0}
    for form in ("uri", "email"):
        text = {"type": "string", "format": form}
        (change,) = compare(returning(text), returning({"oneOf": [text, empty]}))
        assert (change.level, change.value) == ("error", '""')
        assert told(taking(text), taking({"oneOf": [text, empty]})) == []
