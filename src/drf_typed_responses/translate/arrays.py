"""Arrays: lists, sets and tuples."""

from __future__ import annotations

import datetime
import uuid
from types import GenericAlias
from typing import Any, Literal

from . import hint_kinds, hints
from .context import Context
from .schema_builder import Schema
from .scopes import Arguments, Hint
from .type_names import arguments

# Classes whose distinct values are rendered as distinct JSON, so that a set has unique items.
# Decimal is not one: 0.1 and 0.10000000000000000001 are rendered as the same float.
DISTINCT = {str, int, float, bool, uuid.UUID, datetime.datetime, datetime.date, datetime.time}


def sequence(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array whose items have one type."""
    (item,) = arguments(hint, args, 1)
    return {"type": "array", "items": context.schema(item, "[]")}


def generator(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array of the values that a generator yields."""
    return sequence(hint, args[:1], context)


def pairs(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array of the `[key, value]` arrays of `dict.items()`."""
    return sequence(hint, (GenericAlias(tuple, arguments(hint, args, 2)),), context)


def numbered(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array of the `[index, value]` arrays of `enumerate()`."""
    (item,) = arguments(hint, args, 1)
    return sequence(hint, (GenericAlias(tuple, (int, item)),), context)


def bytes_of(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An array of the numbers in a memoryview. Source: DRF's encoder, which calls `tolist`."""
    return sequence(hint, args or (int,), context)


def unique(hint: Hint, args: Arguments, context: Context) -> Schema:
    """A set; `uniqueItems` only where distinct values are rendered as distinct JSON."""
    schema = sequence(hint, args, context)
    item = hints.unwrap(args[0], context.scope)[0] if args else Any
    listed = hint_kinds.decode(item)[0] is Literal or hint_kinds.is_enum(item)
    return {**schema, "uniqueItems": True} if listed or _is_distinct(item) else schema


def _is_distinct(item: Hint) -> bool:
    """Whether distinct values of a class are rendered as distinct JSON.

    A derived class qualifies if it compares values as its base does.
    """
    return isinstance(item, type) and any(
        base in DISTINCT and item.__eq__ is base.__eq__ and item.__hash__ is base.__hash__
        for base in item.__mro__
    )


def fixed_tuple(hint: Hint, args: Arguments, context: Context) -> Schema:
    """`tuple[A, B]`, `tuple[A, ...]` and `tuple[A, *tuple[B, ...]]`. Source: PEP 646."""
    if not args or (len(args) == 2 and args[1] is Ellipsis):
        return sequence(hint, args[:1], context)
    before, rest, after = _unpacked(args, context)
    prefix = [context.schema(a, f"[{i}]") for i, a in enumerate(before)]
    if rest is _FIXED:
        return context.builder.fixed_array(context.arms(prefix))
    suffix = [context.schema(a, "[-1]") for a in after]
    middle = context.schema(rest, "[]")
    context.arms([*prefix, middle, *suffix])
    return context.builder.variadic_array(prefix, middle, suffix)


def empty_tuple(hint: Hint, args: Arguments, context: Context) -> Schema:
    """`tuple[()]`: an array without items."""
    return context.builder.fixed_array([])


# The variadic part of a tuple that has none. None cannot stand for it, because None is a type.
_FIXED: Hint = object()


def _unpacked(args: Arguments, context: Context) -> tuple[list[Hint], Hint, list[Hint]]:
    """The items `(before, variadic, after)`, with unpacked fixed tuples replaced by their items."""
    before: list[Hint] = []
    after: list[Hint] = []
    rest = _FIXED
    for arg in args:
        into = before if rest is _FIXED else after
        if not hint_kinds.is_unpacked(arg):
            into.append(arg)
            continue
        inner = hints.unpacked_args(arg, context.scope)
        if len(inner) == 2 and inner[1] is Ellipsis:
            rest = inner[0]
        else:
            into += inner
    return before, rest, after
