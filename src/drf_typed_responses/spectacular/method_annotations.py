"""The return annotations of methods of a project, and where they are written."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from types import FunctionType
from typing import NamedTuple

from ..translate import declarations, hint_kinds, hints
from ..translate.scopes import NO_BINDINGS, Scope

# The packages of views, serializers and fields that a project cannot annotate.
FRAMEWORKS = ("rest_framework.", "adrf.")


def is_of_framework(function: object) -> bool:
    """Whether a function is of those packages; a function that `exec` makes may have no module."""
    return (getattr(function, "__module__", "") or "").startswith(FRAMEWORKS)


# The types that type variables are bound to.
Bindings = Mapping[object, object]


class DeclaredType(NamedTuple):
    """A type, where it is written, and the name of the component that it requests, if any.

    `fallback_name` is the component's name if the type itself has none.
    """

    hint: object
    scope: Scope
    name: str | None = None
    fallback_name: str = ""
    file: str = ""
    line: int | None = None


def bare_name(cls: type) -> str:
    """The component's name for a serializer whose type has none."""
    return cls.__name__.removesuffix("Serializer") or cls.__name__


def function_line(function: Callable[..., object]) -> tuple[str, int | None]:
    """`(file, line)` of a function; `("", None)` for one without code."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", None)


def property_function(cls: type, name: str) -> FunctionType | None:
    """The function of a property of a class, also of a cached or an asynchronous one; else None."""
    member = inspect.getattr_static(cls, name, None)
    # `async_property`, which adrf uses, and its relatives wrap their function as a decorator does.
    for inner in ("func", "fget", "__wrapped__"):
        member = getattr(member, inner, member)
    return member if isinstance(member, FunctionType) else None


def return_annotation(
    cls: type, name: str, function: Callable[..., object]
) -> tuple[object, Scope] | None:
    """The return annotation of the method `name` of a class and its scope; None without one.

    Type variables are bound as the class binds them: in
    `class TeamPageSerializer(PageSerializer[Team])` the inherited `-> Page[T]` is `Page[Team]`.
    """
    found = declarations.return_annotation(function)
    if found is None:
        return None
    hint, scope = found
    home = next((base for base in cls.__mro__ if name in vars(base)), cls)
    return hint, scope._replace(bindings=bound_in(cls, home))


def bound_in(cls: type, home: type, bound: Bindings = NO_BINDINGS) -> Bindings:
    """The types that `cls`, which derives from `home`, gives the type variables of `home`.

    `bound` are the types of the variables of `cls` itself. A base without arguments binds no
    variable.
    """
    if cls is home or not hints.parameters(home):
        return bound
    scope = Scope(cls.__module__, cls, bound)
    for base in vars(cls).get("__orig_bases__", cls.__bases__):
        origin, args = hint_kinds.decode(base)
        if isinstance(origin, type) and issubclass(origin, home):
            given = hints.bindings(origin, args, scope) if args else NO_BINDINGS
            return bound_in(origin, home, given)
    return NO_BINDINGS
