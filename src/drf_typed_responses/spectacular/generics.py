"""What the type variables of a generic class stand for in a class that derives from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..translate import declarations, hints
from ..translate.scopes import NO_BINDINGS, Scope


def return_annotation(cls: type, name: str, function: Any) -> tuple[Any, Scope] | None:
    """What the method `name` of a class says it returns, and the scope; None where it does not.

    In `class TeamPageSerializer(PageSerializer[Team])` the inherited `-> Page[T]` is `Page[Team]`.
    """
    found = declarations.return_annotation(function)
    if found is None:
        return None
    hint, scope = found
    home = next((base for base in cls.__mro__ if name in vars(base)), cls)
    return hint, scope._replace(bindings=bound_in(cls, home))


def bound_in(cls: Any, home: type, bound: Mapping[Any, Any] = NO_BINDINGS) -> Mapping[Any, Any]:
    """What the type variables of `home` stand for in `cls`, which derives from it.

    `bound` says it for the variables of `cls`. A base without arguments binds nothing.
    """
    if cls is home or not hints.parameters(home):
        return bound
    scope = Scope(cls.__module__, cls, bound)
    for base in vars(cls).get("__orig_bases__", cls.__bases__):
        origin, args = hints.decode(base)
        if isinstance(origin, type) and issubclass(origin, home):
            given = hints.bindings(origin, args, scope) if args else NO_BINDINGS
            return bound_in(origin, home, given)
    return NO_BINDINGS
