"""Keywords beside a type: description, bounds, format, pattern, deprecation."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Any

import typing_extensions

from ..exceptions import UnsupportedTypeError
from . import hints
from .context import Context
from .declarations import leaves
from .metadata import PRIVATE, Format, Pattern
from .named_forms import is_object
from .schema_builder import Schema
from .scopes import Hint, Metadata

_LENGTHS = {"string": "Length", "bytes": "Length", "array": "Items", "object": "Properties"}


def constrained(
    hint: Hint,
    schema: Schema,
    metadata: Metadata,
    description: str | None,
    context: Context,
) -> Schema:
    """The schema with the keywords of its metadata; unknown metadata is ignored.

    Raises UnsupportedTypeError for a length beside a type that has none. Source: PEP 593.
    """
    deprecation: typing_extensions.deprecated | None = None
    for item in _flat(metadata):
        if isinstance(item, typing_extensions.Doc):
            description = item.documentation
        elif isinstance(item, hints.DEPRECATIONS):
            deprecation = item
        elif isinstance(item, Format):
            schema = context.builder.beside(schema, {"format": item.name})
        elif isinstance(item, Pattern):
            schema = context.builder.beside(schema, {"pattern": item.regex})
        elif item is not PRIVATE:
            schema = _bounded(hint, schema, item, context)
    return context.builder.beside(schema, _annotations(description, deprecation))


def is_annotation(item: object) -> bool:
    """Whether metadata is an annotation, which does not restrict values."""
    return isinstance(item, (typing_extensions.Doc, *hints.DEPRECATIONS))


def _flat(metadata: Metadata) -> Iterator[object]:
    """The metadata with groups of annotated-types, such as `Interval(ge=0, lt=10)`, split up."""
    item: Any
    for item in metadata:
        if getattr(item, "__is_annotated_types_grouped_metadata__", False):
            yield from item
        else:
            yield item


def _annotations(
    description: str | None, deprecation: typing_extensions.deprecated | None
) -> Schema:
    """The keywords of description and deprecation (PEP 702), in either order."""
    notice = f"Deprecated: {deprecation.message}" if deprecation and deprecation.message else ""
    text = "\n\n".join(part for part in (description, notice) if part)
    flag: Schema = {"deprecated": True} if deprecation else {}
    return {**flag, **({"description": text} if text else {})}


def _bounded(hint: Hint, schema: Schema, bound: Any, context: Context) -> Schema:
    """The schema with a bound of annotated-types.

    The bound is recognised by its names, because annotated-types is not a dependency.
    """
    if type(bound).__module__.partition(".")[0] != "annotated_types":
        return schema
    keywords: Schema = {}
    match type(bound).__name__:
        case "Ge":
            keywords = _limit("minimum", bound.ge)
        case "Le":
            keywords = _limit("maximum", bound.le)
        case "Gt":
            keywords = _exclusive_limit("minimum", bound.gt, hint, context)
        case "Lt":
            keywords = _exclusive_limit("maximum", bound.lt, hint, context)
        case "MultipleOf" if bound.multiple_of == int(bound.multiple_of):
            # A fractional step is left out: validators disagree whether 0.07 is a multiple of 0.01.
            keywords = {"multipleOf": int(bound.multiple_of)}
        case "MinLen" if bound.min_length:
            kind = _measured_kind(hint, context)
            # A least number of bytes says nothing about the least number of characters.
            keywords = {} if kind == "bytes" else {f"min{_LENGTHS[kind]}": bound.min_length}
        case "MaxLen":
            keywords = {f"max{_LENGTHS[_measured_kind(hint, context)]}": bound.max_length}
    return context.builder.beside(schema, keywords)


def _limit(keyword: str, value: object) -> Schema:
    """An inclusive bound on a number; empty for a bound that JSON cannot express."""
    number = float(value) if isinstance(value, Decimal) else value
    return {keyword: number} if isinstance(number, (int, float)) and isfinite(number) else {}


def _exclusive_limit(keyword: str, value: object, hint: Hint, context: Context) -> Schema:
    limit = _limit(keyword, value)
    # Rendering a Decimal rounds it to a float, which may equal an exclusive bound. So it is
    # inclusive.
    if not limit or any(leaf is Decimal for leaf, _ in leaves(hint, context.scope)):
        return limit
    return context.builder.exclusive(keyword, limit[keyword])


def _measured_kind(hint: Hint, context: Context) -> str:
    """The only JSON type of a hint, as a key of `_LENGTHS`."""
    kinds = set(_kinds(hint, context))
    if len(kinds) == 1 and kinds <= _LENGTHS.keys():
        return kinds.pop()
    raise UnsupportedTypeError(
        "a length is declared for a type that is not a single string, array or object",
        hint="Put the length on the arm of the union, or on the type behind the alias.",
    )


def _kinds(hint: Hint, context: Context) -> Iterator[str]:
    """The JSON types of a hint, without null."""
    outer = context.scope
    for leaf, context.scope in leaves(hint, outer):
        if is_object(hints.decode(leaf)[0]):
            yield "object"
        elif isinstance(leaf, type) and issubclass(leaf, bytes):
            yield "bytes"
        elif leaf is not type(None):
            yield str(context.described(leaf, (), None).get("type"))
    context.scope = outer
