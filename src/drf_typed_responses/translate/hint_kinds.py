"""What a hint is, without looking at the names in it: its origin and arguments, its kind."""

from __future__ import annotations

import enum
import typing
import warnings
from types import GenericAlias, UnionType
from typing import ForwardRef, Literal, TypedDict, Union

import typing_extensions

from .assigned_aliases import AssignedAlias
from .scopes import Arguments, Hint, arguments_of
from .source_order import QUALIFIERS, TYPE_ALIASES


class _Probe(TypedDict):
    """Gives the metaclass of every TypedDict."""


class _BackportedProbe(typing_extensions.TypedDict):
    """Gives the metaclass of the backport, which differs."""


# The class of PEP 702, and its backport, which may differ even where Python has the class.
DEPRECATIONS: tuple[type[typing_extensions.deprecated], ...] = (
    typing_extensions.deprecated,
    getattr(warnings, "deprecated", typing_extensions.deprecated),
)

_PLAIN: frozenset[Hint] = frozenset(
    {type, GenericAlias, UnionType, type(_Probe), type(_BackportedProbe)}
)


_ALIASES = (*TYPE_ALIASES, AssignedAlias)


class EmptyTuple:
    """The origin of `tuple[()]`, which differs from that of a bare `tuple`."""


def decode(hint: Hint) -> tuple[Hint, Arguments]:
    """`(origin, args)` of a resolved hint; a hint without arguments is its own origin."""
    kind = type(hint)
    if kind is GenericAlias:
        origin, args = hint.__origin__, hint.__args__
        return (EmptyTuple, ()) if origin is tuple and not args else (origin, args)
    if kind is UnionType:
        return Union, hint.__args__
    origin = None if isinstance(hint, type) else getattr(hint, "__origin__", None)
    if origin is None:
        return hint, ()
    args = getattr(hint, "__args__", None)
    if args == () and origin is tuple:
        return EmptyTuple, ()
    return origin, args or ()


def is_text(hint: Hint) -> bool:
    """Whether a hint is quoted or postponed text that is not evaluated yet."""
    return isinstance(hint, (str, ForwardRef))


def is_plain(hint: Hint) -> bool:
    """Whether the type of a hint shows that it has nothing to resolve or unwrap.

    Other hints are built by `typing`, whose caches return mostly one object for equal hints.
    """
    return type(hint) in _PLAIN


def is_qualified(hint: Hint) -> bool:
    """Whether the outermost form of a hint is a qualifier of a field, such as `NotRequired`."""
    return type(hint) not in _PLAIN and getattr(hint, "__origin__", None) in QUALIFIERS


def is_self_contained(hint: Hint) -> bool:
    """Whether a hint means the same in every scope: it has no names and no type variables."""
    if getattr(hint, "__origin__", None) is Literal:
        return True
    args = arguments_of(hint)
    return all(map(is_self_contained, args)) if args else isinstance(hint, type) or hint is Ellipsis


def is_typeddict(hint: Hint) -> bool:
    """Whether a hint is a TypedDict class."""
    return isinstance(hint, type) and issubclass(hint, dict) and hasattr(hint, "__total__")


def is_namedtuple(hint: Hint) -> bool:
    """Whether a hint is a NamedTuple class, also one made by `collections.namedtuple`."""
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def is_enum(hint: Hint) -> bool:
    """Whether a hint is an Enum class."""
    return isinstance(hint, type) and issubclass(hint, enum.Enum)


def is_newtype(hint: Hint) -> bool:
    """Whether a hint is a `NewType`."""
    return isinstance(hint, typing.NewType)


def is_alias(hint: Hint) -> bool:
    """Whether a hint is a `type X = ...` statement, its backport, or an `AssignedAlias`."""
    return isinstance(hint, _ALIASES)


def is_unpacked(hint: Hint) -> bool:
    """Whether a hint is `*tuple[int, ...]` or `Unpack[tuple[int, ...]]`."""
    if getattr(hint, "__unpacked__", False):
        return True
    return getattr(hint, "__origin__", None) in (typing.Unpack, typing_extensions.Unpack)


def outline(hint: Hint, levels: int = 3) -> str:
    """The outermost levels of a hint in words, for a hint that is too deep for its own `repr`."""
    origin, args = decode(hint)
    name = getattr(origin, "__name__", None) or type(origin).__name__
    if not args or origin is Literal:
        return str(name)
    parts = ", ".join(outline(arg, levels - 1) for arg in args) if levels else "..."
    return f"{name}[{parts}]"


def depth(hint: Hint) -> int:
    """How deep the arguments of a hint are nested."""
    args = arguments_of(hint)
    return 1 + max((depth(a) for a in args), default=0)
