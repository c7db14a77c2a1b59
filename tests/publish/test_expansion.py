"""The expansion of references has limits, and does not change the accepted values."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from drf_typed_responses.openapi.pointers import references
from drf_typed_responses.publish import build
from drf_typed_responses.publish.dereference import (
    ExpansionError,
    dereferenced,
    dereferenced_within,
)
from drf_typed_responses.publish.rendering import rendered

SCHEMAS = "#/components/schemas/"


def reference(name: object) -> dict[str, Any]:
    return {"$ref": f"{SCHEMAS}{name}"}


def document(schema: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "paths": {"/x/": {"get": schema}},
        "components": {"schemas": schemas},
    }


def chain(length: int, each: Any) -> dict[str, Any]:
    """Components C0, C1, ...: each is `each` of the next, the last a string."""
    links = {f"C{i}": each(reference(f"C{i + 1}")) for i in range(length)}
    return document(reference("C0"), {**links, f"C{length}": {"type": "string"}})


def twice(next_: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"left": next_, "right": next_}}


def test_an_expansion_that_would_explode() -> None:
    whole = chain(40, twice)
    tracemalloc.start()
    try:
        result, (found,) = dereferenced_within(whole)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert result == whole
    assert (found.level, found.id) == ("error", "expansion")
    assert found.message.startswith("with its references expanded the document would have ")
    # The smallest component that is too large by itself.
    assert found.path == "components.schemas.C23"
    assert peak < 1_000_000


def test_an_expansion_that_would_be_too_deep() -> None:
    whole = chain(5000, lambda next_: {"items": next_})
    result, (found,) = dereferenced_within(whole)
    assert result == whole
    assert found.id == "expansion"
    assert "nested 301 levels deep" in found.message


def test_components_that_all_refer_to_each_other() -> None:
    names = range(30)
    every = {str(n): {"properties": {f"to{m}": reference(m) for m in names}} for n in names}
    whole = document(reference(0), every)
    assert len(rendered(dereferenced(whole))) < 1.1 * len(rendered(whole))


def test_the_size_is_that_of_the_file() -> None:
    whole = chain(5, lambda next_: {"anyOf": [next_, {}, []], "enum": ["é", 1, None, "a\nb"]})
    size = len(rendered(dereferenced(whole)).decode()) - 1
    dereferenced(whole, largest=size)
    with pytest.raises(ExpansionError, match=f"would have {size:,} characters"):
        dereferenced(whole, largest=size - 1)


def test_the_example_stays_small() -> None:
    publication = build()
    assert len(rendered(publication.dereferenced)) < 3 * len(rendered(publication.document))


# ---------------------------------------------------------------- meaning

NAMES = "ABC"
scalars = st.sampled_from(
    [{"type": "string"}, {"type": "integer"}, {"type": "null"}, {"enum": ["a", 1]}, {}, False]
)


def holders(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Schemas that go one level down into the value, so that each recursion comes to an end."""
    properties = st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    required = st.lists(st.sampled_from("ab"), unique=True, max_size=2)
    objects = st.builds(
        lambda p, r: {"type": "object", "properties": p, "required": r}, properties, required
    )
    return objects | st.builds(lambda i: {"type": "array", "items": i}, inner)


beside = st.sampled_from(
    [{}, {"description": "Mine."}, {"required": ["b"]}, {"properties": {"a": False}}]
)
referring = st.builds(
    lambda name, more: {**reference(name), **more}, st.sampled_from(NAMES), beside
)
nested = st.recursive(
    scalars | referring,
    lambda inner: (
        holders(inner) | st.lists(inner, min_size=1, max_size=2).map(lambda arms: {"anyOf": arms})
    ),
    max_leaves=4,
)
components = st.fixed_dictionaries({name: holders(nested) for name in NAMES})
values = st.recursive(
    st.sampled_from([None, "a", 1]),
    lambda i: st.lists(i, max_size=2) | st.dictionaries(st.sampled_from("ab"), i, max_size=2),
    max_leaves=6,
)


def accepts(whole: dict[str, Any], value: Any) -> bool:
    schema = {**whole["paths"]["/x/"]["get"], "components": whole.get("components", {})}
    return bool(Draft202012Validator(schema).is_valid(value))


@given(
    nested.filter(lambda schema: isinstance(schema, dict)),
    components,
    st.lists(values, min_size=20, max_size=20),
)
def test_expanded_it_accepts_the_same(schema: Any, schemas: Any, tried: list[Any]) -> None:
    """A value is valid in the document if and only if it is valid in the expansion."""
    whole = document(schema, schemas)
    flat = dereferenced(whole)
    assert [accepts(flat, value) for value in tried] == [accepts(whole, value) for value in tried]


def reached(schemas: Any, start: str) -> set[str]:
    """The components that a component refers to, directly or indirectly."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        names = {ref.removeprefix(SCHEMAS) for ref in references(schemas[waiting.pop()])}
        waiting += names - found
        found |= names
    return found


@given(components)
def test_a_reference_that_stays_is_of_a_cycle(schemas: Any) -> None:
    flat = dereferenced(document({"anyOf": [reference(name) for name in NAMES]}, schemas))
    left = {ref.removeprefix(SCHEMAS) for ref in references(flat)}
    assert left == flat.get("components", {}).get("schemas", {}).keys()
    assert left == {name for name in NAMES if name in reached(schemas, name)}
