"""What lists the errors of a value agrees with jsonschema, and with jsonschema-rs on validity."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from drf_typed_responses.openapi.vocabulary import KEYWORDS, asserted
from drf_typed_responses.validation import Validator
from drf_typed_responses.validation.conversion import SchemaConverter
from drf_typed_responses.validation.fast_validity import fast_test, slow_search_of
from drf_typed_responses.validation.jsonschema_validator import listed, validator_class
from drf_typed_responses.validation.schema_errors import (
    ErrorLister,
    SchemaError,
    UnusualKeyword,
)

from .documents import document

NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.recursive(
    st.sampled_from(
        [None, True, False, 0, 1, 1.0, 1.5, -2, 10**30, 0.07, "", "a", "ab", "2026-01-31"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
TYPES = st.sampled_from(["array", "boolean", "integer", "null", "number", "object", "string"])
NUMBERS = st.sampled_from([0, 1, 1.5, 2])
COUNTS = st.integers(0, 2)
BY_VALUE = {
    "const": VALUES,
    "enum": st.lists(VALUES, max_size=3),
    "exclusiveMaximum": NUMBERS,
    "exclusiveMinimum": NUMBERS,
    "format": st.sampled_from(["date", "uuid", "email", "unknown"]),
    "maxItems": COUNTS,
    "maxLength": COUNTS,
    "maxProperties": COUNTS,
    "maximum": NUMBERS,
    "minItems": COUNTS,
    "minLength": COUNTS,
    "minProperties": COUNTS,
    "minimum": NUMBERS,
    "multipleOf": st.sampled_from([0.01, 1, 2]),
    "pattern": st.sampled_from(["^a", "b$", r"\d", "("]),
    "required": st.lists(NAMES, max_size=3, unique=True),
    "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
    "uniqueItems": st.booleans(),
}
REFERENCES = st.sampled_from(["A", "B"]).map(lambda name: {"$ref": f"#/components/schemas/{name}"})
# The documents hold their schemas in lists, of which the strategies draw; the rest is jsonschema's.
LISTED = {*BY_VALUE, "$ref", "additionalProperties", "allOf", "anyOf", "items", "not", "oneOf",
          "prefixItems", "properties"}  # fmt: skip


def schemas_of(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    by_schema: dict[str, st.SearchStrategy[Any]] = {
        "additionalProperties": inner,
        "allOf": several,
        "anyOf": several,
        "items": inner,
        "not": inner,
        "oneOf": several,
        "prefixItems": several,
        "properties": st.dictionaries(NAMES, inner, max_size=3),
    }
    every = {**BY_VALUE, **by_schema}
    keywords = st.lists(st.sampled_from(sorted(every)), max_size=3, unique=True)
    # The order of the keywords is that of the errors, so it is drawn too.
    return keywords.flatmap(lambda names: st.fixed_dictionaries({n: every[n] for n in names}))


SCHEMAS = st.recursive(st.booleans() | REFERENCES | schemas_of(st.just({})), schemas_of)


@given(SCHEMAS, SCHEMAS, SCHEMAS, VALUES)
@example({"items": False, "prefixItems": [{}]}, {}, {}, [1, 2])
@example({"oneOf": [{}, {"type": "null"}, {}]}, {}, {}, 1)
@example({"anyOf": [{"$ref": "#/components/schemas/A"}, {"const": True}]}, False, {}, 1)
@example({"additionalProperties": False, "properties": {"a": {}}}, {}, {}, {"b": 1, "a": 2})
@example({"properties": {"a": {"anyOf": [{"anyOf": [{"type": "null"}]}]}}}, {}, {}, {"a": 1})
def test_the_errors_are_those_of_jsonschema(schema: Any, one: Any, other: Any, value: Any) -> None:
    converter = SchemaConverter(document({"A": one, "B": other}, "3.1"), "response")
    root = converter.root(schema)
    lister = ErrorLister(converter.definitions, slow_search_of)
    try:
        theirs = [*map(listed, judge_of(converter)(root).iter_errors(value))]
    except RecursionError:  # a chain of references that ends nowhere
        with pytest.raises(RecursionError):
            list(lister.errors(root, value))
        return
    assert list(lister.errors(root, value)) == theirs
    assert lister.is_valid(root, value) == (not theirs)


@given(SCHEMAS, VALUES)
def test_a_value_without_errors_is_valid_to_jsonschema_rs(schema: Any, value: Any) -> None:
    pytest.importorskip("jsonschema_rs")
    converter = SchemaConverter(document({"A": {"type": "null"}, "B": {}}, "3.1"), "response")
    root = converter.root(schema)
    test = fast_test(converter.with_reached_definitions(root))
    if test is not None:  # it refuses a pattern that cannot be read
        lister = ErrorLister(converter.definitions, slow_search_of)
        assert lister.is_valid(root, value) == test(value)


def judge_of(converter: SchemaConverter) -> Callable[..., Any]:
    made: Callable[..., Any] = validator_class(converter.definitions, slow_search_of)
    return made


# By keyword: a schema with it, and a value that it refuses.
UNUSUAL: dict[str, tuple[dict[str, Any], Any]] = {
    "contains": ({"contains": {"type": "null"}}, [1]),
    "dependentRequired": ({"dependentRequired": {"a": ["c"]}}, {"a": 1}),
    "dependentSchemas": ({"dependentSchemas": {"a": {"required": ["c"]}}}, {"a": 1}),
    "else": ({"else": False, "if": {"required": ["c"]}}, {"a": 1}),
    "if": ({"if": {"required": ["a"]}, "then": False}, {"a": 1}),
    "patternProperties": ({"patternProperties": {"^a": {"type": "null"}}}, {"a": 1}),
    "propertyNames": ({"propertyNames": {"maxLength": 0}}, {"a": 1}),
    "then": ({"then": False, "if": {"required": ["a"]}}, {"a": 1}),
    "unevaluatedItems": ({"unevaluatedItems": False}, [1]),
    "unevaluatedProperties": ({"unevaluatedProperties": False}, {"a": 1}),
}


def test_every_keyword_that_asserts_is_tested() -> None:
    without_effect = {"$dynamicRef", "$recursiveRef", "dependencies", "maxContains", "minContains"}
    assert {*LISTED, *UNUSUAL} == asserted("2020-12").keys() - without_effect
    assert KEYWORDS.keys() > LISTED


@pytest.mark.parametrize("keyword", UNUSUAL)
@pytest.mark.parametrize("once", [False, True])
@pytest.mark.parametrize("fast", [False, True])
def test_an_unusual_keyword_is_left_to_jsonschema(keyword: str, fast: bool, once: bool) -> None:
    schema, value = UNUSUAL[keyword]
    validator = Validator(document({}, "3.1"), fast=fast, once=once)
    assert validator.violations(schema, value)
    assert not validator.is_valid(schema, value)
    assert validator.is_valid({"not": schema}, value)


@pytest.mark.parametrize("once", [False, True])
def test_a_pattern_of_names_admits_before_what_is_closed_refuses(once: bool) -> None:
    schema = {"additionalProperties": False, "patternProperties": {"^a": {}}}
    validator = Validator(document({}, "3.1"), fast=False, once=once)
    assert validator.is_valid(schema, {"ab": 1})
    assert [each.path for each in validator.violations(schema, {"ab": 1, "b": 1})] == ["b"]


def test_a_type_that_json_schema_lacks() -> None:
    with pytest.raises(UnusualKeyword):
        list(ErrorLister({}, slow_search_of).errors({"type": "file"}, 1))


def test_what_an_error_says() -> None:
    converter = SchemaConverter(document({"A": {"items": {"type": "null"}}}, "3.1"), "response")
    root = converter.root({"properties": {"a": {"$ref": "#/components/schemas/A"}}})
    found = ErrorLister(converter.definitions, slow_search_of).errors(root, {"a": [None, 1]})
    steps = ("properties", "a", "items", "type")
    assert list(found) == [SchemaError("type", "null", 1, {"type": "null"}, ("a", 1), steps)]


@pytest.mark.parametrize("schema", [{"properties": {"a": False}}, {"propertyNames": {}}])
def test_a_schema_false_is_broken_where_the_value_is(schema: dict[str, Any]) -> None:
    whole = {**schema, "properties": {"a": False}}
    [violation] = Validator(document({}, "3.1")).violations(whole, {"a": 1})
    assert violation.message == "`a` may not be there"


@pytest.mark.parametrize("depth", [5_000])
@pytest.mark.parametrize("once", [False, True])
def test_a_value_that_is_nested_too_deeply(depth: int, once: bool) -> None:
    tree = {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}
    validator = Validator(document({"Tree": tree}, "3.1"), fast=False, once=once)
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    with pytest.raises(RecursionError):
        validator.is_valid({"$ref": "#/components/schemas/Tree"}, value)


@pytest.mark.slow
@pytest.mark.parametrize("fast", [False, True])
def test_usual_keywords_do_not_load_jsonschema(fast: bool) -> None:
    source = f"""
import sys
from drf_typed_responses.validation import Validator
schema = {{"type": "object", "properties": {{"a": {{"anyOf": [{{"type": "null"}}]}}}}}}
assert Validator({{"openapi": "3.1.0"}}, fast={fast}).violations(schema, {{"a": 1}})
assert "jsonschema" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", source], check=True)
