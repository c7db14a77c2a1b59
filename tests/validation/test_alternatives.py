"""A `oneOf` is broken by a value that surely fits several alternatives, or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.openapi.formats import TEXT_FORMATS, UNRESTRICTING

from .documents import TEXT, document, is_valid, record, ref, violations

Schema = dict[str, Any]
EMPTY = {"type": "string", "maxLength": 0}
INTEGER = {"type": "integer"}


def one_of(*arms: Schema) -> Schema:
    return {"oneOf": list(arms)}


def text(form: str, **more: Any) -> Schema:
    return {"type": "string", "format": form, **more}


def named(arm: Schema, name: str = "value") -> Schema:
    return record(name, **{name: arm})


TABLE = [
    # drf-spectacular's schema of a URLField or an EmailField that may be blank
    (one_of(text("uri"), EMPTY), "https://example.com/", True),
    (one_of(text("uri"), EMPTY), "", True),
    (one_of(text("uri"), EMPTY), "x", False),
    (one_of(text("email"), EMPTY), "", True),
    (one_of(text("date"), EMPTY), "", True),
    # An undecided format: the value may lack it
    (one_of(text("hostname"), EMPTY), "", True),
    (one_of(text("hostname"), EMPTY), "x", True),
    (one_of(text("hostname"), TEXT), "x", True),
    (one_of(text("uri"), TEXT), "https://example.com/", True),
    (one_of(text("hostname"), TEXT, {"minLength": 1}), "x", False),
    (one_of(text("hostname"), INTEGER), True, False),
    (one_of(named(text("hostname")), named(text("duration"))), {"value": "x"}, True),
    (one_of(named(text("hostname")), named(INTEGER)), {"value": True}, False),
    (one_of(named(text("hostname"), "a"), named(TEXT, "b")), {"a": "x", "b": "x"}, True),
    (one_of(named(text("date"), "a"), named(TEXT, "b")), {"a": "2026-01-31", "b": "x"}, False),
    (one_of(text("hostname", enum=["x"]), TEXT), "x", False),
    # Alternatives that only annotations or undecided formats tell apart
    (one_of(text("hostname"), text("idn-hostname")), "x", True),
    (one_of({**TEXT, "title": "A"}, {**TEXT, "title": "B"}), "x", True),
    (one_of({**TEXT, "title": "A"}, {**TEXT, "title": "B"}), 1, False),
    (one_of({"type": "number", "format": "float"}, {"type": "number"}), 1.5, True),
    (one_of({**INTEGER, "format": "int32"}, {**INTEGER, "format": "int64"}), 1, True),
    # Alternatives that differ by what is decided
    (one_of(INTEGER, {"type": "number"}), 1, False),
    (one_of(INTEGER, {"type": "number"}), 1.5, True),
    (one_of(text("date"), TEXT), "2026-01-31", False),
    (one_of(text("date"), TEXT), "x", True),
    (one_of(named(TEXT, "a"), named(TEXT, "b")), {"a": "x", "b": "x"}, False),
    # Under `not`, and alternatives within alternatives
    ({"not": text("hostname")}, "x", True),
    ({"not": text("date")}, "2026-01-31", False),
    ({"not": {"not": text("hostname")}}, "x", True),
    (one_of(one_of(text("hostname"), EMPTY), TEXT), "", True),
    (one_of(one_of(INTEGER, EMPTY), TEXT), "", False),
]


@pytest.mark.parametrize(("schema", "value", "valid"), TABLE)
def test_which_values_break_alternatives(schema: Schema, value: Any, valid: bool) -> None:
    assert is_valid(schema, value) is valid
    assert is_valid(schema, value, "3.1") is valid


@pytest.mark.parametrize(("schema", "value", "valid"), TABLE)
def test_behind_references(schema: Schema, value: Any, valid: bool) -> None:
    parts = schema.get("oneOf", ())
    beside = document({f"Part{number}": part for number, part in enumerate(parts)})
    behind = one_of(*(ref(f"Part{number}") for number in range(len(parts)))) if parts else schema
    assert is_valid(behind, value, beside=beside) is valid


def test_alternatives_that_refer_to_themselves() -> None:
    def tree(title: str, name: str) -> Schema:
        children = {"type": "array", "items": ref(name)}
        return {"title": title, **record("children", children=children)}

    beside = document({"A": tree("a", "A"), "B": tree("b", "B")})
    value = {"children": [{"children": []}]}
    assert is_valid(one_of(ref("A"), ref("B")), value, beside=beside)


def test_an_undecided_format_in_a_cycle() -> None:
    children = {"type": "array", "items": ref("A")}
    beside = document({"A": record("children", children=children, host=text("hostname"))})
    closed = {**record("children", children={"type": "array"}), "minProperties": 1}
    schema = one_of(ref("A"), closed)
    assert not is_valid(schema, {"children": [{"children": []}]}, beside=beside)
    assert is_valid(schema, {"children": [{"children": [], "host": "x"}]}, beside=beside)


def test_the_words_for_several_alternatives() -> None:
    said = "the value matches more than one alternative, where only one may"
    decided = one_of(INTEGER, {"type": "number"})
    undecided = one_of(text("uri"), TEXT, {"maxLength": 9})
    assert [each.message for each in violations(decided, 1)] == [said]
    assert [each.message for each in violations(undecided, "a:b")] == [said]


def test_the_words_for_no_alternative() -> None:
    [violation] = violations(one_of(text("uri"), EMPTY), "x")
    assert violation.message == 'the value is "x", which is not a valid uri'


FORMS = st.sampled_from([*TEXT_FORMATS, *UNRESTRICTING, "hostname", "made-up"])
ARMS = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "format": FORMS,
        "maxLength": st.just(0),
        "minLength": st.just(1),
        "title": st.just("T"),
    },
)
VALUES = st.sampled_from(["", "x", *(form.samples[0] for form in TEXT_FORMATS.values())])


@given(st.lists(ARMS, min_size=1, max_size=4), VALUES)
def test_what_surely_breaks(arms: list[Schema], value: str) -> None:
    """A value is refused if it fits no alternative, or surely fits several that differ."""
    possible: set[str] = set()
    sure: set[str] = set()
    for arm in arms:
        form = arm.get("format")
        known = TEXT_FORMATS.get(form)
        fits = arm.get("minLength", 0) <= len(value) <= arm.get("maxLength", len(value))
        if fits and (known is None or known.is_valid(value)):
            decided = {**arm, "format": form if known else "", "title": ""}
            asserted = json.dumps(decided, sort_keys=True)
            possible.add(asserted)
            if form is None or form in UNRESTRICTING or (known is not None and known.exact):
                sure.add(asserted)
    assert is_valid(one_of(*arms), value) is (len(possible) > 0 and len(sure) < 2)


@pytest.mark.parametrize(
    ("last", "value"),
    [
        (record("url", url=INTEGER), {"url": 1}),
        (record("url", url=ref("Size")), {"url": 1}),
        ({"type": "array", "items": INTEGER}, [1]),
        ({"type": "string", "maxLength": 9}, "abcdefghi"),
        ({"type": "object", "additionalProperties": INTEGER}, {"a": 1}),
    ],
    ids=["type", "reference", "items", "bound", "values"],
)
def test_a_last_alternative_that_is_not_a_copy(last: Schema, value: Any) -> None:
    """In OpenAPI 3.0 a nullable copy of a reference says null only; others have values too."""
    beside = document(
        {
            "Size": INTEGER,
            "Avatar": record("url", url=TEXT),
            "Names": {"type": "array", "items": TEXT},
            "Word": {"type": "string", "maxLength": 5},
            "Words": {"type": "object", "additionalProperties": TEXT},
        }
    )
    others = [ref(name) for name in ("Avatar", "Names", "Word", "Words")]
    schema = {"anyOf": [*others, {**last, "nullable": True}]}
    assert is_valid(schema, value, beside=beside)
    assert is_valid(schema, None, beside=beside)
    assert not is_valid(schema, True, beside=beside)
