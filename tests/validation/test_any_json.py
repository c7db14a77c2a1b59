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
# A number beyond a double, such as 1e400, is infinite in Python, and null in jsonschema-rs.
LONG = ["1" + "0" * 5000, "-" + "9" * 4500]
NUMBERS = st.one_of(st.integers(-3, 12).map(str), st.sampled_from([*LONG, "1.0", "-0.0", "2E1"]))
LEAVES = st.one_of(TEXTS.map(json.dumps), NUMBERS, st.sampled_from(["null", "true", "false"]))


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    lists = st.lists(inner, max_size=3).map(lambda items: f"[{','.join(items)}]")
    members = st.tuples(TEXTS.map(json.dumps), inner).map(":".join)
    return lists | st.lists(members, max_size=3).map(lambda found: f"{{{','.join(found)}}}")


@pytest.mark.parametrize("text", [*LONG, '"\\ud83d"', '{"\\ud83d": "x"}', '["\\ud83d"]'])
@pytest.mark.parametrize("name", SCHEMAS)
def test_what_jsonschema_rs_cannot_read(name: str, text: str) -> None:
    assert_agreement(name, text)


@given(st.sampled_from(sorted(SCHEMAS)), st.recursive(LEAVES, containers, max_leaves=5))
def test_the_judges_agree_about_any_text(name: str, text: str) -> None:
    assert_agreement(name, text)


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
