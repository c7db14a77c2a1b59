"""Both judges read any JSON text, and agree: jsonschema-rs where it can, and jsonschema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drf_typed_responses.openapi.json_text import value_of
from drf_typed_responses.validation import Validator

pytest.importorskip("jsonschema_rs")

SCHEMAS: dict[str, dict[str, Any]] = {
    "Text": {"type": "string"},
    "Short": {"type": "string", "minLength": 1, "maxLength": 2},
    "Uuid": {"type": "string", "format": "uuid"},
    "Uri": {"type": "string", "format": "uri"},
    "Pattern": {"type": "string", "pattern": "^[^a]*$"},
    "Kind": {"enum": ["a", "\ud83d", None]},
    "Whole": {"type": "integer", "minimum": 0},
    "Number": {"type": "number", "maximum": 10},
    "Null": {"type": ["null", "string"]},
    "Numbers": {
        "anyOf": [{"type": "array", "items": {"type": ["null", "number"]}}, {"type": "null"}]
    },
    "Even": {"type": "integer", "multipleOf": 2},
    "Map": {"type": "object", "additionalProperties": {"type": "string"}},
    "Named": {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
    "Closed": {"type": "object", "properties": {"a": {}}, "additionalProperties": False},
    "Unique": {"type": "array", "uniqueItems": True},
    "One": {
        "oneOf": [{"type": "string"}, {"type": "number"}, {"$ref": "#/components/schemas/Map"}]
    },
}
DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Anything", "version": "1"},
    "paths": {},
    "components": {"schemas": SCHEMAS},
}
JUDGES = Validator(DOCUMENT), Validator(DOCUMENT, fast=False)

TEXTS = st.text(st.sampled_from("a b\x00é\ud83d\udcaa"), max_size=3)
# Python's own `json` refuses to write the longest of them.
LONG = ["1" + "0" * 5000, "-" + "9" * 4500]
# Python's own `json` makes infinity of most of them, and jsonschema-rs null of infinity.
BEYOND = ["1e400", "10E+399", "-1e401", "1.5e400", "0.1e310", "1e309", f"1{'0' * 308}.5", "1e99999"]
LARGE = ["1e308", "1" + "0" * 308, "1e30", "1" + "0" * 30, "18446744073709551617", "5e-324"]
NUMBERS = st.one_of(
    st.integers(-3, 12).map(str), st.sampled_from([*LONG, *BEYOND, *LARGE, "1.0", "-0.0", "2E1"])
)
LEAVES = st.one_of(TEXTS.map(json.dumps), NUMBERS, st.sampled_from(["null", "true", "false"]))


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
    members = st.tuples(TEXTS.map(json.dumps), inner).map(":".join)
    return lists | st.lists(members, max_size=3).map(lambda found: f"{{{','.join(found)}}}")


@pytest.mark.parametrize(
    "text", [*LONG, *BEYOND, *LARGE, '"\\ud83d"', '{"\\ud83d": "x"}', '["\\ud83d"]']
)
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_jsonschema_rs_cannot_read(name: str, text: str) -> None:
    assert_agreement(name, text)


@given(st.sampled_from(sorted(SCHEMAS)), st.recursive(LEAVES, containers, max_leaves=5))
def test_the_judges_agree_about_any_text(name: str, text: str) -> None:
    assert_agreement(name, text)


@pytest.mark.parametrize("other", [*LONG, *BEYOND, *LARGE, "1", "null"])
@pytest.mark.parametrize("text", [*LONG, *BEYOND, *LARGE])
def test_two_numbers_beyond_what_is_usual(text: str, other: str) -> None:
    for name in ("Unique", "Named", "Numbers"):
        for whole in (f"[{text},{other}]", f'{{"a":{text},"b":{other}}}', f"[[{text}],[{other}]]"):
            assert_agreement(name, whole)


@pytest.mark.parametrize(("text", "same"), [("1e400", "10e399"), ("1e400", "1" + "0" * 400)])
def test_a_number_is_its_value_and_not_its_text(text: str, same: str) -> None:
    (found,) = JUDGES[0].violations(SCHEMAS["Unique"], value_of(f"[{text},{same}]"))
    assert found.message.endswith("has items that are equal")


@pytest.mark.parametrize("text", ["1e400", "-1e400", "1.5e400"])
def test_a_number_beyond_floats_is_neither_null_nor_small(text: str) -> None:
    for judge in JUDGES:
        assert not judge.is_valid(SCHEMAS["Null"], value_of(text))
        assert judge.is_valid(SCHEMAS["Number"], value_of(text)) == text.startswith("-")
        assert judge.is_valid(SCHEMAS["Unique"], value_of(f"[{text},1e401]"))


def test_a_text_of_a_few_letters_fills_no_memory() -> None:
    number = value_of("-1e999999999999")
    assert number == -(10**10_000)
    assert repr(number) == "a long integer"


def assert_agreement(name: str, text: str) -> None:
    value, schema = value_of(text), SCHEMAS[name]
    one, other = (judge.violations(schema, value) for judge in JUDGES)
    assert one == other
    assert [judge.is_valid(schema, value) for judge in JUDGES] == [not one, not one]
    assert not (JUDGES[0].is_surely_fine(schema, value) and one)


@pytest.mark.parametrize("digits", [1, 599, 600, 601, 4_300, 4_301, 5_000])
@pytest.mark.parametrize("sign", ["", "-"])
def test_an_integer_of_any_length(sign: str, digits: int) -> None:
    text = sign + "7" + "0" * (digits - 1)
    assert value_of(f"[{text}]") == [int(f"{sign}7") * 10 ** (digits - 1)]
