"""Mappings: dict and its relatives, and the keys that JSON can have."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, LiteralString

from ..exceptions import UnrenderableKeyError
from . import hint_kinds
from .context import Context
from .declarations import leaves
from .literals import literal_values, member_value
from .metadata import public_members, withheld_members
from .schema_builder import Schema
from .scopes import Arguments, Hint
from .type_names import arguments

# The text of an int or float key in JSON. Source: CPython, Lib/json/encoder.py.
INT_KEY = "^(0|-?[1-9][0-9]*)$"
FLOAT_KEY = r"^-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?$"
_WORDS = {True: "true", False: "false", None: "null"}


@dataclass(slots=True)
class Keys:
    """The keys an object may have: listed ones, those of a pattern, or, where `free`, any."""

    listed: list[str]
    patterns: list[str]
    free: bool = False


def mapping(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An object whose values have one type; keys that are all listed become its properties.

    Raises UnrenderableKeyError for a type of key that `json` cannot write.
    """
    key, value = arguments(hint, args, 2)
    if key is str:
        return context.builder.mapping(context.schema(value, "{}"), [])
    keys = Keys([], [])
    _collect(key, keys, context)
    if keys.free or keys.patterns:
        arms: list[Schema] = [{"pattern": pattern} for pattern in keys.patterns]
        if keys.listed:
            arms.append({"enum": keys.listed})
        return context.builder.mapping(context.schema(value, "{}"), [] if keys.free else arms)
    return {
        "type": "object",
        "properties": {key: context.schema(value, f".{key}") for key in keys.listed},
        "additionalProperties": False,
    }


def counter(hint: Hint, args: Arguments, context: Context) -> Schema:
    """An object of counts."""
    return mapping(hint, (*arguments(hint, args, 1), int), context)


def _collect(hint: Hint, keys: Keys, context: Context) -> None:
    for leaf, _ in leaves(hint, context.scope):
        origin, args = hint_kinds.decode(leaf)
        if origin is Literal:
            _require_renderable(leaf, args)
            _list(literal_values(args), keys)
        elif leaf in (Any, object, LiteralString):
            keys.free = True
        elif isinstance(leaf, type):
            _collect_class(leaf, keys)
        else:
            raise _unrenderable(leaf)


def _collect_class(cls: type, keys: Keys) -> None:
    if issubclass(cls, enum.Enum) and not issubclass(cls, enum.Flag):
        _require_renderable(cls, cls)
        _list((member_value(m) for m in public_members(cls)), keys)
        # A key that is not documented may be there too.
        keys.free |= bool(withheld_members(cls))
    elif issubclass(cls, str):
        keys.free = True
    elif issubclass(cls, bool):
        _list((True, False), keys)
    elif issubclass(cls, int):
        keys.patterns.append(INT_KEY)
    elif issubclass(cls, float):
        keys.patterns.append(FLOAT_KEY)
    elif cls is type(None):
        _list((None,), keys)
    else:
        raise _unrenderable(cls)


def _require_renderable(hint: Hint, values: Iterable[object]) -> None:
    # The encoder is not asked about keys, so `json` refuses what only the encoder can write.
    if not all(value is None or isinstance(value, (str, int, float)) for value in values):
        raise _unrenderable(hint)


def _list(values: Iterable[object], keys: Keys) -> None:
    for value in values:
        text = _WORDS[value] if value is None or isinstance(value, bool) else _text(value)
        if text not in keys.listed:
            keys.listed.append(text)


def _text(value: object) -> str:
    return value if isinstance(value, str) else repr(value)


def _unrenderable(hint: Hint) -> UnrenderableKeyError:
    name = getattr(hint, "__name__", repr(hint))
    return UnrenderableKeyError(
        f"a dict with {name} keys cannot be rendered: JSON keys are text, and `json` converts only "
        "str, int, float, bool and None",
        hint=f"Convert the keys, as in {{str(key): value}}, and annotate dict[str, ...] "
        f"instead of dict[{name}, ...].",
    )
