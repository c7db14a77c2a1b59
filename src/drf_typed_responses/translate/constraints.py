"""What stands beside a type: descriptions, bounds, formats, deprecation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

import typing_extensions

from ..exceptions import UnsupportedTypeError
from . import hints
from .aliases import leaves
from .dialects import Schema
from .metadata import PRIVATE, Format, Pattern

if TYPE_CHECKING:
    from .context import Context

_LENGTHS = {"string": "Length", "bytes": "Length", "array": "Items", "object": "Properties"}


def constrained(
    hint: Any,
    schema: Schema,
    metadata: Iterable[Any],
    description: str | None,
    context: Context,
) -> Schema:
    """The schema with what its metadata says; metadata of others is passed over (PEP 593)."""
    deprecation: Any = None
    for item in _flat(metadata):
        if isinstance(item, typing_extensions.Doc):
            description = item.documentation
        elif isinstance(item, typing_extensions.deprecated):
            deprecation = item
        elif isinstance(item, Format):
            schema = context.dialect.beside(schema, {"format": item.name})
        elif isinstance(item, Pattern):
            schema = context.dialect.beside(schema, {"pattern": item.regex})
        elif item is not PRIVATE:
            schema = _bounded(hint, schema, item, context)
    return context.dialect.beside(schema, _words(description, deprecation))


def is_word(item: Any) -> bool:
    """Whether metadata is said to the reader alone, and narrows nothing."""
    return isinstance(item, (typing_extensions.Doc, typing_extensions.deprecated))


def _flat(metadata: Iterable[Any]) -> Iterator[Any]:
    """annotated-types groups bounds, as `Interval(ge=0, lt=10)` does."""
    for item in metadata:
        if getattr(item, "__is_annotated_types_grouped_metadata__", False):
            yield from item
        else:
            yield item


def _words(description: str | None, deprecation: Any) -> Schema:
    """Description and deprecation (PEP 702), in whatever order the marks stand."""
    notice = f"Deprecated: {deprecation.message}" if deprecation and deprecation.message else ""
    text = "\n\n".join(part for part in (description, notice) if part)
    flag: Schema = {"deprecated": True} if deprecation else {}
    return {**flag, **({"description": text} if text else {})}


def _bounded(hint: Any, schema: Schema, bound: Any, context: Context) -> Schema:
    """A bound of annotated-types, which is recognised by its names: it is no dependency."""
    if type(bound).__module__.partition(".")[0] != "annotated_types":
        return schema
    keywords: Schema = {}
    match type(bound).__name__:
        case "Ge":
            keywords = _limit("minimum", bound.ge)
        case "Le":
            keywords = _limit("maximum", bound.le)
        case "Gt":
            keywords = _beyond("minimum", bound.gt, hint, context)
        case "Lt":
            keywords = _beyond("maximum", bound.lt, hint, context)
        case "MultipleOf" if bound.multiple_of == int(bound.multiple_of):
            # A fraction is left out: validators disagree on 0.07 being a multiple of 0.01.
            keywords = {"multipleOf": int(bound.multiple_of)}
        case "MinLen" if bound.min_length:
            kind = _measured(hint, context)
            # The bytes of a text are more than its characters, so this says nothing of `bytes`.
            keywords = {} if kind == "bytes" else {f"min{_LENGTHS[kind]}": bound.min_length}
        case "MaxLen":
            keywords = {f"max{_LENGTHS[_measured(hint, context)]}": bound.max_length}
    return context.dialect.beside(schema, keywords)


def _limit(keyword: str, value: Any) -> Schema:
    """JSON Schema bounds numbers only, and JSON has no infinity; a bound on a date says nothing."""
    number = float(value) if isinstance(value, Decimal) else value
    return {keyword: number} if isinstance(number, (int, float)) and isfinite(number) else {}


def _beyond(keyword: str, value: Any, hint: Any, context: Context) -> Schema:
    if any(leaf is Decimal for leaf, _ in leaves(hint, context.scope)):
        # It renders as a float, and rounding may meet the bound that the Decimal kept off.
        return _limit(keyword, value)
    limit = _limit(keyword, value)
    return context.dialect.exclusive(keyword, limit[keyword]) if limit else {}


def _measured(hint: Any, context: Context) -> str:
    """The one kind of value in a hint that has a length."""
    kinds = set(_kinds(hint, context))
    if len(kinds) == 1 and kinds <= _LENGTHS.keys():
        return kinds.pop()
    raise UnsupportedTypeError(
        "a length is given for what is neither one string, nor one array, nor one object",
        hint="Put the length on the arm of the union, or on the type behind the alias.",
    )


def _kinds(hint: Any, context: Context) -> Iterator[str]:
    """The JSON types of a hint but for null."""
    outer = context.scope
    for leaf, context.scope in leaves(hint, outer):
        if hints.is_typeddict(hints.decode(leaf)[0]):
            yield "object"
        elif isinstance(leaf, type) and issubclass(leaf, bytes):
            yield "bytes"
        elif leaf is not type(None):
            yield str(context.described(leaf, (), None).get("type"))
    context.scope = outer
