"""A value that a closed schema accepts has no violation and no undocumented attribute."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from drf_typed_responses.validation import Validator, Violation

from .documents import NULL, TEAMS, TEXT, document, record, ref

NAMES = st.sampled_from(["a", "b"])
COMPONENTS = ("One", "Two")
SCALARS: tuple[Any, ...] = (TEXT, NULL, {"type": "integer"}, {"type": "number"}, {"enum": ["x", 1]})


def schemas() -> st.SearchStrategy[Any]:
    """Every keyword that concerns attributes, in any combination."""
    leaves = st.sampled_from([{}, {"type": "object"}, *SCALARS, *map(ref, COMPONENTS)])
    return st.recursive(leaves, _combined, max_leaves=6)


def _combined(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    arms = st.lists(parts, min_size=1, max_size=2)
    sent_only = parts.map(lambda part: {**part, "writeOnly": True})
    keywords = {
        "properties": st.dictionaries(NAMES, parts | parts | sent_only, max_size=2),
        "required": st.lists(NAMES, unique=True, max_size=1),
        "additionalProperties": parts | st.booleans(),
        "patternProperties": st.dictionaries(st.just("^a"), parts, min_size=1),
        "items": parts,
        "prefixItems": arms,
        "allOf": arms,
        "anyOf": arms,
        "oneOf": arms,
        "not": parts,
        "if": parts,
        "then": parts,
        "dependentSchemas": st.dictionaries(NAMES, parts, min_size=1),
        "unevaluatedProperties": parts,
    }
    return st.lists(st.sampled_from(sorted(keywords)), min_size=1, max_size=3, unique=True).flatmap(
        lambda names: st.fixed_dictionaries({name: keywords[name] for name in names})
    )


VALUES = st.recursive(
    st.sampled_from([None, "x", 1, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["a", "b", "p"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("version", ["3.0", "3.1"])
@given(data=st.data())
def test_a_value_of_the_fast_test_has_no_violation_and_nothing_undocumented(
    version: str, data: st.DataObject
) -> None:
    components = {name: data.draw(schemas(), name) for name in COMPONENTS}
    schema = data.draw(schemas())
    validator = Validator(document(components, version), unnamed={"One": ["p"]})
    for value in data.draw(st.lists(VALUES, min_size=1, max_size=4)):
        objections = _objections(validator, schema, value)
        if objections is None:
            continue
        is_fine = validator.is_surely_fine(schema, value)
        event(f"fine: {is_fine}, objections: {bool(objections)}")
        assert not (is_fine and objections)


def _objections(validator: Validator, schema: Any, value: Any) -> list[Violation] | None:
    """The violations; None if a component refers only to itself, which has no meaning."""
    try:
        return validator.violations(schema, value) or validator.undocumented(schema, value)
    except BaseException as failure:
        # jsonschema-rs turns the first into the second.
        if type(failure).__name__ in ("RecursionError", "PanicException"):
            return None
        raise


TEAM = {"id": "1", "slug": "x"}
FINE = [
    (ref("Team"), TEAM),
    (ref("Team"), {**TEAM, "avatar": {"url": ""}, "tags": ["a"], "scores": {"any": 1}}),
    (ref("Team"), {**TEAM, "lead": None}),
    (ref("Team"), {**TEAM, "lead": {"url": ""}}),
    (ref("Team"), {**TEAM, "alert": {"kind": "hook", "url": ""}}),
    (ref("Team"), {**TEAM, "either": True}),
    (ref("Team"), {**TEAM, "nickname": "private"}),
    (ref("Page"), {"teams": [TEAM, TEAM]}),
    (ref("Closed"), {"id": "1"}),
    (ref("Tree"), {"children": [{"children": []}]}),
    ({"allOf": [ref("Team")]}, {**TEAM, "nickname": "private"}),
    ({"allOf": [ref("Team"), record(more=TEXT)]}, {**TEAM, "more": "", "nickname": "private"}),
    ({**record(a=TEXT), "anyOf": [record("b", b=TEXT), NULL]}, {"a": "", "b": ""}),
    ({"oneOf": [ref("Email"), ref("Hook")]}, {"kind": "email", "to": ""}),
    ({"type": "object"}, {"any": 1}),
    ({**record(a=TEXT), "additionalProperties": {"type": "integer"}}, {"any": 1}),
]


@pytest.mark.parametrize(("schema", "value"), FINE)
def test_a_documented_value_passes_the_fast_test(schema: Any, value: Any) -> None:
    """Production checks get mostly such responses, so these are checked quickly."""
    assert Validator(TEAMS, unnamed={"Team": ["nickname"]}).is_surely_fine(schema, value)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (ref("Team"), {**TEAM, "more": 1}),
        (ref("Team"), {"id": 1, "slug": "x"}),
        (ref("Page"), {"teams": [{**TEAM, "more": 1}]}),
        (ref("Alert"), {"kind": "email", "to": "", "url": ""}),
        (record(a={**TEXT, "writeOnly": True}), {"a": ""}),
        (record(a={"allOf": [{**TEXT, "writeOnly": True}]}), {"a": ""}),
    ],
)
def test_an_undocumented_value_fails_the_fast_test(schema: Any, value: Any) -> None:
    assert not Validator(TEAMS).is_surely_fine(schema, value)


def test_a_union_whose_arms_both_fit_is_looked_at_in_full() -> None:
    """The attributes of both arms are documented, and those of one alone are not enough."""
    schema = {"anyOf": [record(a=TEXT), record(b=TEXT)]}
    validator = Validator(document({}))
    assert validator.undocumented(schema, {"a": "", "b": ""}) == []
    assert not validator.is_surely_fine(schema, {"a": "", "b": ""})


def test_without_jsonschema_rs_the_fast_test_passes_nothing() -> None:
    assert not Validator(TEAMS, fast=False).is_surely_fine(ref("Team"), TEAM)
