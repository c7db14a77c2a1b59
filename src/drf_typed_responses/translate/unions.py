"""Unions: arms in source order, null last, and a discriminator if a property tells arms apart."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, Union

from ..exceptions import UnsupportedTypeError
from . import hint_kinds, hints
from .context import Context
from .declarations import leaves
from .declared_fields import DeclaredField, FieldReader
from .literals import literal_values
from .metadata import public_members
from .named_forms import fields_of, is_object
from .schema_builder import Schema, any_of, by_json_type
from .scopes import Arguments, Hint, Metadata, Scope
from .unknown_forms import require_arguments


class _Arm(NamedTuple):
    hint: Hint
    metadata: Metadata
    origin: Hint
    args: Arguments


def union(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An `anyOf`; not `oneOf`, because a value may match two arms. Source: PEP 484, PEP 604."""
    require_arguments(hint, args)
    if len(args) == 2 and args[1] is type(None) and hint_kinds.is_plain(args[0]):
        return context.builder.nullable(context.described(args[0], (), None))
    arms = list(_flat(args, context))
    null = False
    values: list[object] = []
    literals_at: int | None = None
    schemas: list[Schema] = []
    for arm in arms:
        if arm.hint is type(None):
            null = True
        elif arm.origin is Literal and not arm.metadata:
            # The Literals of a union are joined in one list of values, at the place of the first.
            literals_at = len(schemas) if literals_at is None else literals_at
            values += literal_values(arm.args)
        else:
            schemas.append(context.described(arm.hint, arm.metadata, None))
    if literals_at is not None:
        null = null or None in values
        schemas[literals_at:literals_at] = by_json_type(v for v in values if v is not None)
    schema = any_of(context.arms(schemas))
    if "anyOf" in schema:
        schema |= _discriminator(arms, schema["anyOf"], context)
    return context.builder.nullable(schema) if null else schema


def _flat(args: Arguments, context: Context) -> Iterator[_Arm]:
    for arg in args:
        hint, metadata, _ = hints.unwrap(arg, context.scope)
        origin, inner = hint_kinds.decode(hint)
        if origin is Union and not metadata:
            yield from _flat(inner, context)
        else:
            yield _Arm(hint, metadata, origin, inner)


def _discriminator(arms: list[_Arm], schemas: list[Schema], context: Context) -> Schema:
    """The first property that every arm requires and that has different text values in each.

    An arm may be an alias of a union: its values then lead to the alias.

    Source: OpenAPI 3.0.3 "Discriminator Object": arms are references, values are text.
    """
    members = [arm for arm in arms if arm.hint is not type(None)]
    if len(members) != len(schemas) or any(schema.keys() != {"$ref"} for schema in schemas):
        return {}
    tags = [tags_of(arm.hint, context.scope, context.reader) for arm in members]
    for name in tags[0]:
        values = [value for tag in tags for value in tag.get(name, ())]
        if all(tag.get(name) for tag in tags) and len(set(values)) == len(values):
            mapping = _mapping([tag[name] for tag in tags], schemas, context)
            tag = context.framework.published_name(name)
            return {"discriminator": {"propertyName": tag, "mapping": mapping}}
    return {}


def tags_of(hint: Hint, scope: Scope, reader: FieldReader) -> dict[str, list[str]]:
    """The values of each property of an object that may be its tag in a union.

    It is required and has only listed texts; in an alias of a union, in all types there.
    """
    types = [dict(_own_tags(*leaf, reader)) for leaf in leaves(hint, scope)]
    return {
        name: list(dict.fromkeys(value for each in types for value in each[name]))
        for name in types[0]
        if all(name in each for each in types)
    }


def _own_tags(hint: Hint, scope: Scope, reader: FieldReader) -> Iterator[tuple[str, list[str]]]:
    origin, args = hint_kinds.decode(hint)
    if not is_object(origin):
        return
    for field in fields_of(origin, hints.bindings(origin, args, scope), reader):
        if field.required and not field.private:
            values = _listed(field)
            # A reader may treat the empty text as a missing tag.
            if values and all(isinstance(value, str) and value for value in values):
                yield field.name, values


def _listed(field: DeclaredField) -> list[Any]:
    """The values of a field that is a Literal or an enum, also behind aliases; else empty."""
    values: list[Any] = []
    for leaf, _ in leaves(field.hint, field.scope):
        origin, args = hint_kinds.decode(leaf)
        if hint_kinds.is_enum(origin) and not issubclass(origin, enum.Flag):
            args = tuple(public_members(origin))
        elif origin is not Literal:
            return []
        try:
            values += literal_values(args)
        except UnsupportedTypeError:  # reported where the field itself is translated
            return []
    return values


def _mapping(values: list[list[str]], schemas: list[Schema], context: Context) -> Schema:
    mapping: Schema = {}
    for names, schema in zip(values, schemas, strict=True):
        for name in names:
            context.components.follow(schema, mapping, name)
    return mapping
