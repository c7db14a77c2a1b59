"""SCHEMAS: a strategy for the schemas that the translator can write in OpenAPI 3.0."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from .expressions import EXACT, NULL, Schema
from .writer import REFERENCE, references

Components = dict[str, Schema]

DISTINCT = (
    {"type": "string"},
    {"type": "integer"},
    {"type": "number"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "format": "date-time"},
)
COMPONENT_NAMES = ("Team", "Page", "list", "Any", "class", "Team.v2", "a-b", "_x", "1st", "Format")
KEYS = ("id", "class", "user.name", "__x", "__doc__", "type", "str", "None", "role:owner", "$ref")
TAG = "kind"
TAGGED = ("TaggedA", "TaggedB")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
descriptions = texts.map(lambda text: inspect.cleandoc(f"D{text}").strip()).filter(
    lambda text: inspect.cleandoc(text) == text
)
keys = (st.sampled_from(KEYS) | texts).filter(lambda key: key != TAG)
numbers = st.integers(-9, 9) | st.floats(-9, 9)

exact = st.sampled_from([schema for schema, _ in EXACT if schema not in (NULL, {"not": {}})])


def optional(**keywords: st.SearchStrategy[Any]) -> st.SearchStrategy[Schema]:
    return st.fixed_dictionaries({}, optional=keywords)


lengths = st.integers(1, 4)
strings = optional(
    minLength=lengths,
    maxLength=lengths,
    pattern=st.sampled_from(["^x", r"^\d+$", "\"'\\\\"]),
    format=st.sampled_from(["double-quoted \"'", "hostname"]),
).map(lambda words: {"type": "string", **words})


@st.composite
def bounded_numbers(draw: st.DrawFn) -> Schema:
    schema = {"type": draw(st.sampled_from(["integer", "number"]))}
    schema |= draw(optional(multipleOf=st.integers(1, 9), format=st.sampled_from(["int64", "x"])))
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if draw(st.booleans()):
            schema[bound] = draw(numbers)
            schema |= {exclusive: True} if draw(st.booleans()) else {}
    return schema


def enums(kind: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Schema]:
    lists = st.lists(values, min_size=1, max_size=3, unique=True)
    return lists.map(lambda listed: {"type": kind, "enum": listed})


string_enums = enums("string", texts)
integer_enums = enums("integer", st.integers())
boolean_enums = enums("boolean", st.booleans())
fixed_sets = st.sampled_from(DISTINCT) | string_enums | integer_enums


def nullable(schema: Schema) -> Schema:
    """The schema that also admits null, as the translator writes it."""
    if schema in ({}, NULL) or schema.get("nullable"):
        return schema
    if "type" in schema:
        listed = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
        return {**schema, "nullable": True, **listed}
    if "anyOf" in schema and "discriminator" not in schema:
        arms = [*schema["anyOf"], NULL]
        return schema if NULL in schema["anyOf"] else {**schema, "anyOf": arms}
    return {"anyOf": [schema, NULL]}


def union(arms: list[Schema]) -> Schema:
    """The union in the translator's form; arms that it would merge are left out."""
    plain: list[Schema] = []
    for arm in arms:
        listed = "enum" in arm and any("enum" in other for other in plain)
        if arm and "anyOf" not in arm and "nullable" not in arm and arm not in plain and not listed:
            plain.append(arm)
    return plain[0] if len(plain) == 1 else {"anyOf": plain} if plain else {"type": "boolean"}


def fixed_array(arms: list[Schema], size: int) -> Schema:
    distinct: list[Schema] = []
    for arm in arms:
        if "anyOf" not in arm and arm and arm not in distinct:
            distinct.append(arm)
    distinct = distinct or [{"type": "integer"}]
    size = size if len(distinct) == 1 else len(distinct)
    items = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    return {"type": "array", "items": items, "minItems": size, "maxItems": size}


def containers(items: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    lists = st.builds(
        lambda item, words: {"type": "array", "items": item, **words},
        items,
        st.just({}) | optional(minItems=lengths) | optional(maxItems=lengths),
    )
    dicts = st.builds(
        lambda item, words: {"type": "object", "additionalProperties": item, **words},
        items,
        optional(minProperties=lengths, maxProperties=lengths),
    )
    literal_keys = st.builds(
        lambda names, item: {
            "type": "object",
            "properties": dict.fromkeys(names, item),
            "additionalProperties": False,
        },
        st.lists(texts, min_size=1, max_size=3, unique=True),
        items,
    )
    tuples = st.builds(fixed_array, st.lists(items, min_size=1, max_size=3), lengths)
    sets = fixed_sets.map(lambda item: {"type": "array", "items": item, "uniqueItems": True})
    return st.one_of(lists, dicts, literal_keys, tuples, sets)


leaves = st.one_of(
    st.sampled_from([{"$ref": REFERENCE.format(name)} for name in COMPONENT_NAMES]),
    exact,
    strings,
    bounded_numbers(),
    string_enums,
    integer_enums,
    boolean_enums,
)


def composed(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    unions = st.lists(inner, min_size=2, max_size=4).map(union)
    return containers(inner) | inner.map(nullable) | unions | unions.map(nullable)


schemas = st.recursive(leaves, composed, max_leaves=5)


@st.composite
def properties(draw: st.DrawFn) -> Schema:
    """A property: its schema, perhaps with a description or a deprecation."""
    schema, words = draw(schemas), draw(about)
    return {"allOf": [schema], **words} if words and "$ref" in schema else {**schema, **words}


@st.composite
def objects(draw: st.DrawFn) -> Schema:
    fields = draw(st.dictionaries(keys, properties(), max_size=4))
    # A required enum of strings could make a discriminator, as `tagged` does on purpose.
    required = [key for key, value in fields.items() if "enum" not in value and draw(st.booleans())]
    schema: Schema = {"type": "object", **draw(described)}
    schema |= {"properties": fields} if fields else {}
    schema |= {"required": required} if required else {}
    return schema | draw(optional(additionalProperties=st.just(False) | schemas))


def tagged(name: str, schema: Schema) -> Schema:
    """The object with a required property that distinguishes it."""
    tag = {TAG: {"type": "string", "enum": [name, f"{name} too"]}}
    fields = tag | schema.get("properties", {})
    return schema | {"properties": fields, "required": [TAG, *schema.get("required", [])]}


def tagged_union(names: Iterable[str]) -> Schema:
    mapping = {tag: REFERENCE.format(n) for n in names for tag in (n, f"{n} too")}
    return {
        "anyOf": [{"$ref": REFERENCE.format(name)} for name in names],
        "discriminator": {"propertyName": TAG, "mapping": mapping},
    }


about = optional(description=descriptions, deprecated=st.just(True))
described = optional(description=descriptions)
arrays = st.builds(fixed_array, st.lists(schemas, min_size=1, max_size=3), lengths)
others = string_enums | integer_enums | arrays | containers(schemas)
components = objects() | st.builds(dict.__or__, others, described)
tagged_unions = st.just(tagged_union(TAGGED)).flatmap(lambda s: st.sampled_from([s, nullable(s)]))
roots = st.lists(schemas | tagged_unions, min_size=1, max_size=3)


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[Schema], Components]:
    """Root schemas, and the components that they refer to: the translator writes no others."""
    hints = draw(roots)
    found: Components = {}
    waiting = sorted(references(hints))
    while waiting:
        name = waiting.pop().rpartition("/")[2]
        if name not in found:
            found[name] = draw(components) if name not in TAGGED else tagged(name, draw(objects()))
            waiting += sorted(references(found[name]))
    return hints, found
