"""Neither a string nor a list makes a check slow."""

from __future__ import annotations

import time
from typing import Any

import pytest

from drf_typed_responses.validation import Validator

from .documents import document, is_valid


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(?=a)(a+)+$", r"^(a|aa)+\1$"])
def test_a_pattern_that_is_tried_in_ever_more_ways_is_given_up(pattern: str) -> None:
    """Python's `re` takes twice as long for each further letter."""
    schema = {"type": "string", "pattern": pattern}
    begun = time.process_time()
    [violation] = Validator(document({})).violations(schema, "a" * 30 + "!")
    assert (violation.kind, time.process_time() - begun < 2) == ("value", True)


UNIQUE = [
    ([], True),
    ([1, True], True),
    ([0, False], True),
    ([1, 1.0], False),
    (["1", 1], True),
    ([None, None], False),
    ([[1], [True]], True),
    ([[1, 2], [2, 1]], True),
    ([{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}], False),
    ([{"a": 1}, {"a": True}], True),
    ([["a", 1], {"a": 1}], True),
]


@pytest.mark.parametrize(("value", "unique"), UNIQUE)
def test_which_items_are_equal(value: Any, unique: bool) -> None:
    """Source: JSON Schema 2020-12 core, section 4.2.2."""
    assert is_valid({"type": "array", "uniqueItems": True}, value) is unique


@pytest.mark.slow
def test_a_long_list_of_objects_is_searched_for_equal_ones_in_one_pass() -> None:
    """A comparison of each with each would take minutes."""
    schema = {"type": "array", "uniqueItems": True, "maxItems": 1}
    value = [{"n": number} for number in range(30_000)]
    begun = time.process_time()
    [violation] = Validator(document({}), fast=False).violations(schema, value)
    assert "has 30000 items" in violation.message
    assert time.process_time() - begun < 10
