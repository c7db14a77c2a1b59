"""Builds schemas: every difference between OpenAPI 3.0 and 3.1/3.2 is handled here.

Source: OpenAPI 3.0.3 "Schema Object", a subset of JSON Schema draft 5 that ignores the siblings of
`$ref`, and adds `nullable`, which acts only beside `type`; OpenAPI 3.1.1 and 3.2.0, whose schema
objects are JSON Schema 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from ..openapi import nulls
from ..openapi.deprecations import SINCE, SUNSET
from ..openapi.nulls import NOTHING
from ..openapi.values import json_type
from ..openapi.versions import Dialect, dialect_of_version

# A schema that is being built, so that keywords can be added to it.
Schema: TypeAlias = dict[str, Any]


class SchemaBuilder:
    """Builds schemas in the dialect of one version of OpenAPI, such as "3.1"."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.dialect: Dialect = dialect_of_version(version)
        self.is_2020_12 = self.dialect == "2020-12"
        # Whether a plain null was written since this was last set to False.
        self.has_plain_null = False

    def null(self) -> Schema:
        """The schema of null alone."""
        return nulls.null(self.dialect)

    def nullable(self, schema: Schema) -> Schema:
        """The schema that also admits null; in 3.0 plain, until the translator spells it."""
        found = nulls.nullable(schema, self.dialect)
        self.has_plain_null |= nulls.is_plain_null(found)
        return found

    def fixed_array(self, prefix: Sequence[Schema]) -> Schema:
        """An array of exactly these items; 3.0 lacks `prefixItems`, so it allows any order."""
        size = len(prefix)
        if size == 0:
            return {"type": "array", "items": {}, "maxItems": 0}
        items = {"prefixItems": list(prefix)} if self.is_2020_12 else {"items": any_of(prefix)}
        return {"type": "array", **items, "minItems": size, "maxItems": size}

    def variadic_array(
        self, prefix: Sequence[Schema], rest: Schema, suffix: Sequence[Schema]
    ) -> Schema:
        """An array of `prefix`, then any number of `rest`, then `suffix`.

        JSON Schema has no keyword for the end of an array, so the items after `prefix` may come in
        any order.
        """
        size = len(prefix) + len(suffix)
        after = any_of([rest, *suffix])
        if self.is_2020_12:
            start = {"prefixItems": list(prefix)} if prefix else {}
            schema = {"type": "array", **start, "items": after}
        else:
            schema = {"type": "array", "items": any_of([*prefix, rest, *suffix])}
        return {**schema, "minItems": size} if size else schema

    def mapping(self, values: Schema, keys: Sequence[Schema]) -> Schema:
        """An object of `values`; each key matches one of `keys`, or any text without `keys`."""
        schema: Schema = {"type": "object", "additionalProperties": values}
        if keys and self.is_2020_12:  # 3.0 has no keyword for keys
            schema["propertyNames"] = any_of(keys)
        return schema

    def beside(self, schema: Schema, keywords: Schema) -> Schema:
        """The schema with more keywords; in 3.0 a reference is wrapped in `allOf` to have them."""
        if not keywords:
            return schema
        if "$ref" in schema and not self.is_2020_12:
            return {"allOf": [schema], **keywords}
        if "$ref" in schema and schema.keys().isdisjoint(keywords):
            schema.update(keywords)  # in place, because settling names changes this very dict
            return schema
        if schema.keys().isdisjoint(keywords):
            return {**schema, **keywords}
        clash = any(schema.get(key, value) != value for key, value in keywords.items())
        if clash and not keywords.keys() <= {"description", "format", "deprecated", SUNSET, SINCE}:
            return {"allOf": [schema], **keywords}
        return {**schema, **keywords}

    def exclusive(self, bound: str, value: float) -> Schema:
        """An exclusive `minimum` or `maximum`: a flag in 3.0, a number in 2020-12."""
        name = f"exclusive{bound.capitalize()}"
        return {name: value} if self.is_2020_12 else {bound: value, name: True}

    def examples(self, values: list[Any]) -> Schema:
        """Examples of values; 3.0 has a place for one."""
        return {"examples": values} if self.is_2020_12 else {"example": values[0]}


def copied(schema: Schema) -> Schema:
    """A deep copy, so that keywords added to one copy do not reach another."""
    return {
        key: part if type(part) is str else _copied(part)  # most parts are texts
        for key, part in schema.items()
    }


def _copied(part: Any) -> Any:
    if type(part) is dict:
        return copied(part)
    return [_copied(inner) for inner in part] if type(part) is list else part


def any_of(arms: Iterable[Schema]) -> Schema:
    """The union of schemas in order, without duplicates and NOTHING; `{}` if one is `{}`."""
    kept: list[Schema] = []
    for arm in arms:
        if not arm:
            return {}
        if arm not in kept and arm != NOTHING:
            kept.append(arm)
    if not kept:
        return dict(NOTHING)
    return kept[0] if len(kept) == 1 else {"anyOf": kept}


def by_json_type(values: Iterable[Any]) -> list[Schema]:
    """One enum for each JSON type: `True` and `1` are equal in Python but differ in JSON."""
    groups: dict[str, list[Any]] = {}
    for value in values:
        group = groups.setdefault(json_type(value), [])
        if value not in group:
            group.append(value)
    return [{"type": kind, "enum": group} for kind, group in groups.items()]
