"""Unions: arms in written order, null last, a discriminator where arms can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union

from . import hints
from .dialects import Schema, any_of, by_json_type
from .enums import literal_values

if TYPE_CHECKING:
    from .context import Context


class _Arm(NamedTuple):
    hint: Any
    metadata: tuple[Any, ...]
    origin: Any
    args: tuple[Any, ...]


def union(hint: Any, args: tuple[Any, ...], context: Context) -> Schema:
    """Source: PEP 484, PEP 604. A value may match two arms, so `anyOf` and not `oneOf`."""
    if len(args) == 2 and args[1] is type(None) and hints.is_plain(args[0]):
        return context.dialect.nullable(context.described(args[0], (), None))
    arms = list(_flat(args, context))
    null = False
    values: list[Any] = []
    literals_at: int | None = None
    schemas: list[Schema] = []
    for arm in arms:
        if arm.hint is type(None):
            null = True
        elif arm.origin is Literal and not arm.metadata:
            # All Literals of a union are one list of values, at the place of the first.
            literals_at = len(schemas) if literals_at is None else literals_at
            values += literal_values(arm.args, context)
        else:
            schemas.append(context.described(arm.hint, arm.metadata, None))
    if literals_at is not None:
        null = null or None in values
        schemas[literals_at:literals_at] = by_json_type(v for v in values if v is not None)
    schema = any_of(context.arms(schemas))
    if "anyOf" in schema:
        schema |= _discriminator(arms, schema["anyOf"], context)
    return context.dialect.nullable(schema) if null else schema


def _flat(args: tuple[Any, ...], context: Context) -> Iterator[_Arm]:
    for arg in args:
        hint, metadata, _ = hints.unwrap(arg, context.scope)
        origin, inner = hints.decode(hint)
        if origin is Union and not metadata:
            yield from _flat(inner, context)
        else:
            yield _Arm(hint, metadata, origin, inner)


def _discriminator(arms: list[_Arm], schemas: list[Schema], context: Context) -> Schema:
    """The first property that every arm requires with text values of its own.

    Source: OpenAPI 3.0.3 "Discriminator Object": arms are references, values are text.
    """
    members = [arm for arm in arms if arm.hint is not type(None)]
    if len(members) != len(schemas) or not all("$ref" in schema for schema in schemas):
        return {}
    tags = []
    for arm in members:
        if not hints.is_typeddict(arm.origin) or arm.metadata:
            return {}
        tags.append(dict(_tags(arm, context)))
    for name in tags[0]:
        values = [value for tag in tags for value in tag.get(name, ())]
        if all(tag.get(name) for tag in tags) and len(set(values)) == len(values):
            mapping = _mapping([tag[name] for tag in tags], schemas, context)
            return {"discriminator": {"propertyName": name, "mapping": mapping}}
    return {}


def _tags(arm: _Arm, context: Context) -> Iterator[tuple[str, list[str]]]:
    """`(property, values)` of each public required property that is a Literal of text."""
    bound = hints.bindings(arm.origin, arm.args, context.scope)
    for field in context.reader.fields(arm.origin, bound):
        if not field.required or field.private:
            continue
        origin, args = hints.decode(field.hint)
        if origin is Literal:
            values = list(literal_values(args, context))
            # A reader may take the empty text for a tag that is missing.
            if all(isinstance(value, str) and value for value in values):
                yield field.name, values


def _mapping(values: list[list[str]], schemas: list[Schema], context: Context) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for names, schema in zip(values, schemas, strict=True):
        for name in names:
            context.components.follow(schema, mapping, name)
    return mapping
