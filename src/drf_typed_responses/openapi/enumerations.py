"""The values of the enums of a schema, and further ones."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from .types import Schema
from .values import json_type


class Withheld(NamedTuple):
    """The public values of an enum, and those that are returned and never documented."""

    public: Sequence[Any]
    values: Sequence[Any]


def values_of(schema: Any) -> list[Any]:
    """The values that the enum of a schema lists, or those of its arms; null is left out."""
    if not isinstance(schema, dict):
        return []
    if "enum" in schema:
        return [value for value in schema["enum"] if value is not None]
    return [value for arm in schema.get("anyOf", ()) for value in values_of(arm)]


def with_values(schema: Schema, values: Collection[object]) -> Schema:
    """The schema, made to admit these values too; those of the type of an enum join the enum."""
    for value in values:
        schema = _joined(schema, value) or {"anyOf": [schema, {"enum": [value]}]}
    return schema


def _joined(schema: Schema, value: object) -> Schema | None:
    """The schema with a value in the first enum of its type; None if it has none."""
    if "enum" in schema and json_type(value) in _kinds(schema):
        return {**schema, "enum": [*schema["enum"], value]}
    for number, arm in enumerate(schema.get("anyOf", ())):
        joined = _joined(arm, value)
        if joined is not None:
            arms = [*schema["anyOf"]]
            arms[number] = joined
            return {**schema, "anyOf": arms}
    return None


def _kinds(schema: Schema) -> Collection[str]:
    """The JSON types that a schema names; those of its values if it names none."""
    kinds = schema.get("type", [*map(json_type, schema["enum"])])
    return [kinds] if isinstance(kinds, str) else kinds
