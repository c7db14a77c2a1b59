"""A rule of normalisation changes the spelling of a schema and not what it accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator

from . import normal as rules
from .normal import NULL, RULES, Rule, Schema, normal, one_of_as_any_of

OBJECT: Schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}
EVERYTHING: Schema = {
    "anyOf": [
        {"type": "string"},
        {"type": "number"},
        {"type": "boolean"},
        {"type": "object"},
        {"type": "array", "items": {}},
    ]
}


def tagged(tag: str, *required: str) -> Schema:
    properties = {"a": {"type": "string", "enum": [tag]}}
    return {"type": "object", "required": list(required), "properties": properties}


TAGGED: Schema = {
    "anyOf": [{"$ref": "#/x"}, {"$ref": "#/y"}],
    "x": tagged("x", "a"),
    "y": tagged("y", "a"),
}

# (rule, before, after); equal sides are a schema that the rule must not change.
ROWS: list[tuple[Rule, Schema, Schema]] = [
    (
        rules.idle_keywords,
        {"type": "array", "items": {}, "minLength": 2},
        {"type": "array", "items": {}},
    ),
    (
        rules.idle_keywords,
        {"type": "string", "minLength": 2},
        {"type": "string", "minLength": 2},
    ),
    (rules.open_object, {"type": "object", "additionalProperties": {}}, {"type": "object"}),
    (rules.open_object, {"type": "object", "additionalProperties": True}, {"type": "object"}),
    (
        rules.open_object,
        {"type": "object", "additionalProperties": False},
        {"type": "object", "additionalProperties": False},
    ),
    (
        rules.required_as_a_set,
        {"type": "object", "required": ["b", "a"]},
        {"type": "object", "required": ["a", "b"]},
    ),
    (
        rules.no_discriminator,
        {**TAGGED, "discriminator": {"propertyName": "a", "mapping": {"x": "#/x", "y": "#/y"}}},
        TAGGED,
    ),
    (rules.idle_nullable, {"nullable": True, "anyOf": [OBJECT]}, {"anyOf": [OBJECT]}),
    (
        rules.idle_nullable,
        {"type": "string", "nullable": True, "enum": ["a"]},
        {"type": "string", "enum": ["a"]},
    ),
    (
        rules.idle_nullable,
        {"type": "string", "nullable": True},
        {"type": "string", "nullable": True},
    ),
    (rules.null_by_exclusion, {"not": EVERYTHING}, NULL),
    (rules.null_by_exclusion, {"type": "string", "nullable": True, "not": EVERYTHING}, NULL),
    (
        rules.null_by_exclusion,
        {"type": "string", "not": EVERYTHING},
        {"type": "string", "not": EVERYTHING},
    ),
    (
        rules.type_beside_arms,
        {"type": "object", "nullable": True, "oneOf": [OBJECT, NULL]},
        {"oneOf": [OBJECT, NULL]},
    ),
    (
        rules.type_beside_arms,
        {"type": "object", "oneOf": [OBJECT, NULL]},
        {"oneOf": [OBJECT]},
    ),
    (
        rules.type_beside_arms,
        {"type": "object", "nullable": True, "allOf": [OBJECT]},
        {"allOf": [OBJECT]},
    ),
    (
        rules.type_beside_arms,
        {"type": "object", "allOf": [OBJECT, NULL]},
        {"allOf": [OBJECT, NULL]},
    ),
    (
        rules.type_beside_arms,
        {"type": "object", "nullable": True, "oneOf": [OBJECT, {"type": "string"}]},
        {"type": "object", "nullable": True, "oneOf": [OBJECT, {"type": "string"}]},
    ),
    (
        rules.type_named,
        {"required": ["a"], "properties": {"a": {"type": "string"}}},
        {
            "anyOf": [
                OBJECT,
                {"type": "array", "items": {}},
                {"type": "boolean"},
                {"type": "number"},
                {"type": "string"},
                NULL,
            ]
        },
    ),
    (
        rules.null_as_an_arm,
        {"type": "string", "nullable": True, "description": "d"},
        {"anyOf": [{"type": "string"}, NULL], "description": "d"},
    ),
    (
        rules.null_as_an_arm,
        {"type": "string", "nullable": True, "enum": ["a", None]},
        {"anyOf": [{"type": "string", "enum": ["a"]}, NULL]},
    ),
    (
        rules.disjoint_one_of,
        {"oneOf": [{"type": "integer"}, {"type": "string"}, NULL]},
        {"anyOf": [{"type": "integer"}, {"type": "string"}, NULL]},
    ),
    (
        rules.disjoint_one_of,
        {"oneOf": [tagged("x", "a"), tagged("y", "a")]},
        {"anyOf": [tagged("x", "a"), tagged("y", "a")]},
    ),
    (
        rules.disjoint_one_of,
        {"oneOf": [tagged("x", "a"), tagged("y")]},
        {"oneOf": [tagged("x", "a"), tagged("y")]},
    ),
    (
        rules.disjoint_one_of,
        {"oneOf": [{"type": "integer"}, {"type": "number"}]},
        {"oneOf": [{"type": "integer"}, {"type": "number"}]},
    ),
    (rules.single_all_of, {"allOf": [OBJECT], "description": "d"}, {**OBJECT, "description": "d"}),
    (
        rules.plain_any_of,
        {"anyOf": [{"anyOf": [{"type": "string"}, NULL]}, {"type": "boolean"}, {"type": "string"}]},
        {"anyOf": [NULL, {"type": "boolean"}, {"type": "string"}]},
    ),
    (
        rules.plain_any_of,
        {"anyOf": [OBJECT, OBJECT], "description": "d"},
        {**OBJECT, "description": "d"},
    ),
]

scalars = st.none() | st.booleans() | st.integers(-2, 2) | st.floats(-2, 2) | st.sampled_from("xyz")
keys = st.sampled_from("abc")
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=5,
)


def accepts(schema: Schema, value: Any) -> bool:
    try:
        return bool(OAS30Validator(schema).is_valid(value))
    except TypeError:  # the validator fails for a tag that is not a string: {"a": []}
        return False


@pytest.mark.parametrize(
    ("rule", "before", "after"), ROWS, ids=[f"{row[0].__name__}-{i}" for i, row in enumerate(ROWS)]
)
def test_rule(rule: Rule, before: Schema, after: Schema) -> None:
    assert rule(before) == after

    @given(values)
    @settings(max_examples=50, deadline=None, database=None)
    def same_verdict(value: Any) -> None:
        assert accepts(before, value) == accepts(after, value)

    same_verdict()


def test_every_rule_has_a_row() -> None:
    assert {row[0] for row in ROWS} == set(RULES)


def test_widening_is_no_rule() -> None:
    overlapping = {"oneOf": [{"type": "object"}, OBJECT]}
    assert one_of_as_any_of not in RULES
    assert not accepts(overlapping, {"a": "x"})
    assert accepts(one_of_as_any_of(overlapping), {"a": "x"})


def _composed(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    arms = st.lists(inner, min_size=1, max_size=3)
    words = st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["object", "string"]),
            "nullable": st.booleans(),
            "not": st.just(EVERYTHING) | inner,
        },
    )
    objects = st.fixed_dictionaries(
        {"properties": st.dictionaries(keys, inner, min_size=1, max_size=2)},
        optional={
            "type": st.just("object"),
            "nullable": st.booleans(),
            "anyOf": arms,
            "required": st.lists(keys, min_size=1, max_size=2, unique=True),
            "additionalProperties": st.booleans() | inner,
        },
    )
    unions = st.builds(
        lambda keyword, arms, words: {keyword: arms, **words},
        st.sampled_from(["anyOf", "oneOf", "allOf"]),
        arms,
        words,
    )
    lists = inner.map(lambda item: {"type": "array", "items": item, "minLength": 1})
    return words | objects | unions | lists


leaves = st.sampled_from(
    [
        {},
        NULL,
        {"not": EVERYTHING},
        {"nullable": True},
        {"type": "boolean"},
        {"type": "integer"},
        {"type": "number", "nullable": True},
        {"type": "string"},
        {"type": "string", "minLength": 2},
        {"type": "string", "enum": ["x"], "nullable": True},
        {"type": "string", "enum": ["y", None], "nullable": True},
        {"type": "string", "enum": ["y", None]},
        {"type": "object", "nullable": True},
    ]
)
schemas = st.recursive(leaves, _composed, max_leaves=6)


@given(schemas, st.lists(values, min_size=5, max_size=5))
@settings(max_examples=5 * settings.default.max_examples, deadline=None)
def test_normal_form_accepts_the_same(schema: Schema, samples: list[Any]) -> None:
    assert [accepts(schema, v) for v in samples] == [accepts(normal(schema), v) for v in samples]


@given(schemas)
@settings(max_examples=2 * settings.default.max_examples, deadline=None)
def test_normal_form_of_a_normal_form_is_itself(schema: Schema) -> None:
    assert normal(normal(schema)) == normal(schema)
