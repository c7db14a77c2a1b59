"""Equality, types and multiples of JSON values, as a validator of JSON Schema has them."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drf_typed_responses.openapi.json_text import (
    DEEPEST,
    document_of,
    is_nested_deeper,
    value_of,
)
from drf_typed_responses.openapi.values import (
    canonical,
    compact,
    fingerprint,
    is_multiple,
    is_same,
    json_type,
    list_at,
    object_at,
)

SMALL = st.sampled_from([0, 1, 1.0, 0.0, -0.0, 1.5, True, False, None, "", "1", "a", "é"])
VALUES = st.recursive(
    SMALL, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from("ab"), inner)
)


@given(VALUES, VALUES)
def test_canonical_texts_are_equal_where_values_are(one: Any, other: Any) -> None:
    """Two values have one canonical text if and only if JSON Schema takes them for equal."""
    are_equal = Draft202012Validator({"const": one}).is_valid(other)
    assert (canonical(one) == canonical(other)) is are_equal


@given(VALUES)
def test_a_value_has_its_type(value: Any) -> None:
    assert Draft202012Validator({"type": json_type(value)}).is_valid(value)


@given(VALUES, VALUES)
def test_values_have_one_fingerprint_where_they_have_one_text(one: Any, other: Any) -> None:
    assert fingerprint(json.loads(compact(one))) == fingerprint(one)
    assert (fingerprint(one) == fingerprint(other)) is (compact(one) == compact(other))
    assert is_same(one, other) is (compact(one) == compact(other))


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), ([0], [False]), (0.0, -0.0)])
def test_equal_values_of_other_texts_are_not_the_same(one: Any, other: Any) -> None:
    assert one == other
    assert not is_same(one, other)


def test_the_fingerprint_of_what_is_not_plain_json() -> None:
    """Such as the dict of another library, or a text made lazily; names are found in it too."""
    assert b"$ref" in fingerprint(OrderedDict({"$ref": "#/é"}))
    assert fingerprint(OrderedDict(a=1)) == fingerprint(OrderedDict(a=1))


@given(VALUES)
def test_a_compact_text_is_read_back(value: Any) -> None:
    assert json.dumps(value_of(compact(value))) == json.dumps(value)
    assert json.dumps(document_of(compact(value))) == json.dumps(value)


@pytest.mark.parametrize(
    ("value", "step", "answer"),
    [(0.07, 0.01, True), (0.075, 0.01, False), (6, 3, True), (1e300, 3, False), (0, 0.1, True)],
)
def test_a_multiple_is_one_of_decimals(value: float, step: float, answer: bool) -> None:
    assert is_multiple(value, step) is answer


@pytest.mark.parametrize("text", ["NaN", "-Infinity", "{", "", '"\\x"'])
def test_text_that_is_not_json(text: str) -> None:
    for read in (value_of, document_of):
        with pytest.raises(ValueError, match=r"."):
            read(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [('{"a": 1, "b": {"c": 1, "c": 2}}', 'the key "c" stands twice'), ("[1e999]", "1e999 is larg")],
)
def test_a_document_is_read_more_strictly(text: str, words: str) -> None:
    value_of(text)
    with pytest.raises(ValueError, match=words):
        document_of(text)


@pytest.mark.parametrize(("depth", "is_deeper"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_depth(depth: int, is_deeper: bool) -> None:
    value: Any = 1
    for number in range(depth):
        value = [value] if number % 2 else {"a": value}
    assert is_nested_deeper(value) is is_deeper


@pytest.mark.parametrize("value", [{"a": {"b": 1}}, {"a": [1]}, {"a": None}, {}, [], None, "a"])
def test_a_member_is_empty_where_it_is_not_of_its_type(value: Any) -> None:
    member = value.get("a") if isinstance(value, dict) else None
    assert object_at(value, "a") == (member if isinstance(member, dict) else {})
    assert list_at(value, "a") == (member if isinstance(member, list) else [])
