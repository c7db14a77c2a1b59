"""Keywords beside a type: description, bounds, format, pattern, deprecation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from math import isfinite
from typing import Any, Final, TypeAlias

import typing_extensions

from ..exceptions import UnsupportedTypeError
from . import hint_kinds
from .context import Context
from .declarations import leaves, with_deprecation
from .foreign_metadata import Bound, Examples, Keywords, Title, Unsaid, Zone, marks
from .metadata import Format, Pattern, Sunset
from .named_forms import is_object
from .schema_builder import Schema, SchemaBuilder
from .scopes import Hint, Metadata

_LENGTHS = {"string": "Length", "bytes": "Length", "array": "Items", "object": "Properties"}


def constrained(
    hint: Hint,
    schema: Schema,
    metadata: Metadata,
    description: str | None,
    context: Context,
) -> Schema:
    """The schema with the keywords of its metadata; metadata of unknown packages is ignored.

    Metadata of a known package that the schema cannot express becomes a notice of the context.
    Raises UnsupportedTypeError for a length beside a type that has none, and for metadata that
    contradicts what is rendered. Source: PEP 593.
    """
    builder, found = context.builder, _Annotations(description)
    for item in marks(metadata):
        match item:
            case typing_extensions.Doc() | Title() | Examples():
                found.add(item, builder)
            case Format(name):
                schema = builder.beside(schema, {"format": name})
            case Pattern(regex):
                schema = builder.beside(schema, {"pattern": regex})
            case Keywords(keywords):
                schema = builder.beside(schema, _agreeing(keywords, schema))
            case Bound():
                schema = builder.beside(schema, _bounded(hint, item, context))
            case Zone(has_zone):
                _check_zone(hint, has_zone, context)
            case Unsaid(name):
                context.notice(name)
            case Sunset():
                found.sunset = item
            case _ if isinstance(item, hint_kinds.DEPRECATIONS):
                found.deprecation = item.message
    return builder.beside(schema, found.keywords())


def is_annotation(item: object) -> bool:
    """Whether a mark is an annotation, which does not restrict values."""
    return isinstance(
        item, (typing_extensions.Doc, Title, Examples, Sunset, *hint_kinds.DEPRECATIONS)
    )


@dataclass
class _Annotations:
    """The annotations beside a type, in any order; the last of a kind counts."""

    description: str | None
    deprecation: str | None = None
    sunset: Sunset | None = None
    others: Schema = field(default_factory=dict)

    def add(self, item: typing_extensions.Doc | Title | Examples, builder: SchemaBuilder) -> None:
        """Add a description, a title or examples."""
        if isinstance(item, typing_extensions.Doc):
            self.description = item.documentation
        elif isinstance(item, Title):
            self.others["title"] = item.text
        else:
            self.others |= builder.examples(item.values)

    def keywords(self) -> Schema:
        """The keywords; a deprecation (PEP 702) has its message in the description."""
        text = with_deprecation(self.description, self.deprecation)
        flag: Schema = {} if self.deprecation is None else {"deprecated": True}
        if self.sunset is not None:
            flag = self.sunset.keywords
        return {**flag, **({"description": text} if text else {}), **self.others}


def _agreeing(keywords: Mapping[str, Any], schema: Schema) -> Schema:
    """The keywords that an author wrote. Raises UnsupportedTypeError for another type."""
    kind = schema.get("type")
    if kind is not None and keywords.get("type", kind) != kind:
        raise UnsupportedTypeError(
            f"the keywords beside a type say {keywords['type']!r}, but {kind!r} is rendered",
            hint="Remove the keyword `type`, or annotate the type that is rendered.",
        )
    return dict(keywords)


def _check_zone(hint: Hint, has_zone: bool, context: Context) -> None:
    """Raise UnsupportedTypeError for a time zone that contradicts what is rendered."""
    for leaf, _ in leaves(hint, context.scope):
        kind = leaf if isinstance(leaf, type) else object
        if issubclass(kind, datetime) and not has_zone:
            raise UnsupportedTypeError(
                "the metadata says that the datetime has no time zone, but JSON Schema's date-time "
                "has one",
                hint="Return datetimes with a zone, or text.",
            )
        if issubclass(kind, time) and has_zone:
            raise UnsupportedTypeError(
                "the metadata says that the time has a time zone, but DRF cannot render it",
                hint="Use times without a zone, or return text.",
            )


def _bounded(hint: Hint, bound: Bound, context: Context) -> Schema:
    """The keywords of a bound; without any and not trivially true, it becomes a notice."""
    keywords = _LIMITS[bound.name](bound.limit, hint, context)
    if keywords is None:
        context.notice(f"the bound {bound.name}={bound.limit!r}")
    return keywords or {}


def _multiple(step: Any, hint: Hint, context: Context) -> Schema | None:
    if not isinstance(step, (int, float, Decimal)) or not isfinite(step) or step <= 0:
        return None
    if step == int(step):
        return {"multipleOf": int(step)}
    # Validators disagree whether 0.07 is a multiple of 0.01, which no float is equal to.
    return {"multipleOf": float(step)} if Decimal(str(step)) == Decimal(float(step)) else None


def _least_length(length: int, hint: Hint, context: Context) -> Schema | None:
    if not length:
        return {}
    kind = _measured_kind(hint, context)
    # A least number of bytes says nothing about the least number of characters.
    return None if kind == "bytes" else {f"min{_LENGTHS[kind]}": length}


def _greatest_length(length: int, hint: Hint, context: Context) -> Schema | None:
    return {f"max{_LENGTHS[_measured_kind(hint, context)]}": length}


def _inclusive(keyword: str) -> Limit:
    return lambda value, hint, context: _limit(keyword, value)


def _limit(keyword: str, value: object) -> Schema | None:
    """An inclusive bound on a number; empty for an infinite one, None for one of another type."""
    number = float(value) if isinstance(value, Decimal) else value
    if not isinstance(number, (int, float)):
        return None
    return {keyword: number} if isfinite(number) else {}


def _exclusive(keyword: str) -> Limit:
    def limit(value: object, hint: Hint, context: Context) -> Schema | None:
        found = _limit(keyword, value)
        # Rendering a Decimal rounds it to a float, which may equal an exclusive bound. So it is
        # inclusive.
        if not found or any(leaf is Decimal for leaf, _ in leaves(hint, context.scope)):
            return found
        return context.builder.exclusive(keyword, found[keyword])

    return limit


# The keywords of a bound of each name; None if JSON Schema cannot express it.
Limit: TypeAlias = Callable[[Any, Hint, Context], Schema | None]
_LIMITS: Final[dict[str, Limit]] = {
    "ge": _inclusive("minimum"),
    "le": _inclusive("maximum"),
    "gt": _exclusive("minimum"),
    "lt": _exclusive("maximum"),
    "multiple_of": _multiple,
    "min_length": _least_length,
    "max_length": _greatest_length,
}


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
        if is_object(hint_kinds.decode(leaf)[0]):
            yield "object"
        elif isinstance(leaf, type) and issubclass(leaf, bytes):
            yield "bytes"
        elif leaf is not type(None):
            yield str(context.described(leaf, (), None).get("type"))
    context.scope = outer
