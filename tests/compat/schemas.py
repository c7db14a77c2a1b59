"""Generated schemas, edits of them, and values to try on both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b", "c")
SCALARS: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2, 3, 1.5, 2.5, 100, "", "a", "b", "ab", "abc", "1", "2026-01-31",
)  # fmt: skip
FEW: tuple[Any, ...] = (None, True, 1, 1.5, "a", "abc", [], {}, ["a"], {"a": 1})


def values() -> Iterator[Any]:
    """Scalars, short arrays, small objects, some of them nested."""
    yield from SCALARS
    inner = [*SCALARS, [], {}, ["a"], [1], {"a": 1}, {"a": "a", "b": 1}, {"b": None}, {"a": None}]
    yield []
    for item in inner:
        yield [item]
        yield {"a": item}
        yield {"b": item}
        yield {"z": item}
        yield {"a": {"a": item}}
        yield {"a": [item]}
        yield [[item]]
        yield [{"a": item}]
        yield {"a": "a", "b": item}
        yield {"a": "b", "b": item}
        yield {"a": 1, "b": item, "c": "a"}
    for pair in product(FEW, FEW):
        yield list(pair)
        yield {"a": pair[0], "b": pair[1]}
    yield [1, 1, 1]
    yield ["a", "b", "ab", "abc"]


POOL = tuple(values())


@st.composite
def scalars(draw: Any, version: str) -> Any:
    kind = draw(st.sampled_from(("string", "integer", "number", "boolean", "enum", "null")))
    if kind == "enum":
        listed = draw(st.lists(st.sampled_from(SCALARS), min_size=1, max_size=4, unique_by=repr))
        return {"enum": listed}
    if kind == "null":
        if version == "3.1":
            return {"type": "null"}
        return {"type": "string", "nullable": True, "enum": [None]}
    schema: dict[str, Any] = {"type": kind}
    if kind == "string":
        lengths = {"minLength": (0, 1, 2), "maxLength": (0, 1, 3)}
        patterns = ("^a", "b$", "^[ab]+$")
        formats = ("date", "uuid", "uri")
        enums = (["a", "b"], ["a"])
        schema |= draw(some(**lengths, pattern=patterns, enum=enums, format=formats))
    if kind in ("integer", "number"):
        schema |= draw(some(minimum=(-1, 0, 1, 1.5), maximum=(1, 2, 2.5), multipleOf=(1, 2, 0.5)))
        if version == "3.1":
            schema |= draw(some(exclusiveMinimum=(0, 1), exclusiveMaximum=(2, 3)))
        else:
            schema |= draw(some(exclusiveMinimum=(True, False), exclusiveMaximum=(True,)))
    return nullable(schema, version) if draw(st.integers(0, 4)) == 0 else schema


def some(**words: tuple[Any, ...]) -> Any:
    """A dict that sometimes has each of the keys."""
    return st.lists(st.sampled_from(sorted(words)), max_size=2, unique=True).flatmap(
        lambda chosen: st.fixed_dictionaries({w: st.sampled_from(words[w]) for w in chosen})
    )


def nullable(schema: dict[str, Any], version: str) -> dict[str, Any]:
    if version == "3.0":
        return {**schema, "nullable": True}
    return {**schema, "type": [schema["type"], "null"]}


def schemas(version: str) -> Any:
    return st.recursive(
        st.one_of(scalars(version), st.just({})),
        lambda inner: st.one_of(
            objects(inner, version), arrays(inner, version), unions(inner, version)
        ),
        max_leaves=6,
    )


@st.composite
def objects(draw: Any, inner: Any, version: str) -> Any:
    properties = draw(st.dictionaries(st.sampled_from(NAMES), inner, max_size=3))
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    required = draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))
    if required:
        schema["required"] = required
    schema |= draw(some(minProperties=(1, 2), maxProperties=(1, 2)))
    if draw(st.integers(0, 2)) == 0:
        schema["additionalProperties"] = draw(st.one_of(st.booleans(), inner))
    if version == "3.1" and draw(st.integers(0, 5)) == 0:
        schema["patternProperties"] = {draw(st.sampled_from(("^a", "b", "z"))): draw(inner)}
    if version == "3.1" and draw(st.integers(0, 3)) == 0:
        schema |= draw(
            st.sampled_from(
                (
                    {"dependentRequired": {"a": ["b"]}},
                    {"propertyNames": {"maxLength": 1}},
                    {"propertyNames": {"enum": ["a", "b"]}},
                    {"unevaluatedProperties": False},
                )
            )
        )
    return schema


@st.composite
def arrays(draw: Any, inner: Any, version: str) -> Any:
    schema: dict[str, Any] = {"type": "array", "items": draw(inner)}
    schema |= draw(some(minItems=(0, 1, 2), maxItems=(0, 1, 2), uniqueItems=(True, False)))
    if version == "3.1" and draw(st.integers(0, 3)) == 0:
        schema["prefixItems"] = draw(st.lists(inner, min_size=1, max_size=2))
    if version == "3.1" and draw(st.integers(0, 5)) == 0:
        schema["contains"] = draw(inner)
        schema |= draw(some(minContains=(0, 1, 2), maxContains=(1, 2)))
    return schema


@st.composite
def unions(draw: Any, inner: Any, version: str) -> Any:
    conditional = ("if",) if version == "3.1" else ()
    word = draw(st.sampled_from(("anyOf", "anyOf", "oneOf", "allOf", "not", *conditional)))
    if word == "if":
        return {"if": draw(inner), "then": draw(inner), "else": draw(inner)}
    if word == "not":
        return {"not": draw(inner)}
    return {word: draw(st.lists(inner, min_size=1, max_size=3))}


@st.composite
def pairs(draw: Any, version: str) -> Any:
    """Two schemas, of which the second is usually an edit of the first."""
    old = draw(schemas(version))
    if draw(st.integers(0, 5)) == 0:
        return old, draw(schemas(version))
    return old, draw(edits(old, version))


@st.composite
def edits(draw: Any, schema: Any, version: str) -> Any:
    """The schema with one place replaced, dropped or wrapped."""
    if not isinstance(schema, dict) or not schema or draw(st.integers(0, 3)) == 0:
        wider = {"anyOf": [schema, draw(scalars(version))]}
        wrapped = st.sampled_from((wider, {"allOf": [schema]}, {"anyOf": [schema]}))
        return draw(st.one_of(schemas(version), wrapped))
    word = draw(st.sampled_from(sorted(schema)))
    part = schema[word]
    if word == "properties" and part:
        name = draw(st.sampled_from(sorted(part)))
        if draw(st.booleans()):
            return {**schema, word: {k: v for k, v in part.items() if k != name}}
        return {**schema, word: {**part, name: draw(edits(part[name], version))}}
    if word in ("items", "additionalProperties", "contains", "else", "if", "not", "then"):
        return {**schema, word: draw(edits(part, version))}
    if word in ("anyOf", "allOf", "oneOf", "prefixItems"):
        index = draw(st.integers(0, len(part) - 1))
        changed = draw(edits(part[index], version))
        rest = [*part[:index], *([changed] if draw(st.booleans()) else []), *part[index + 1 :]]
        return {**schema, word: rest or part}
    if word == "required":
        return {**schema, word: part[1:] or draw(st.just(["b"]))}
    if word == "type":
        return schema
    return {k: v for k, v in schema.items() if k != word}
