"""Reads typing into plain facts: what a hint is, its arguments, what its type variables stand for.

What depends on the version of Python or of `typing` is here, in `scopes` and in `declarations`;
nothing below calls `get_type_hints` or looks at a forward reference.
"""

from __future__ import annotations

import typing
from collections.abc import Hashable, Mapping
from types import GenericAlias, UnionType
from typing import (
    Any,
    ClassVar,
    Final,
    ForwardRef,
    Literal,
    NotRequired,
    Required,
    TypedDict,
    TypeVar,
    Union,
)

import typing_extensions
from typing_extensions import ReadOnly

from ..exceptions import UnsupportedTypeError
from .scopes import NO_BINDINGS, Scope, evaluate, evaluate_reference, scope_of_reference
from .source_order import (
    TYPE_ALIASES,
    AnnotatedAlias,
    in_order,
    is_uncertain,
    ordered,
    rebuilt,
    union_of,
)


class _Probe(TypedDict):
    """Only its metaclass is looked at."""


class _BackportedProbe(typing_extensions.TypedDict):
    """The metaclass of the backport is another one."""


_TYPE_VARIABLES = (TypeVar, typing_extensions.TypeVar)
_QUALIFIERS = frozenset({Required, NotRequired, ReadOnly, Final, ClassVar})
# Most hints are plain, and the type of a hint says so at once.
_UNRESOLVED: frozenset[type] = frozenset({str, ForwardRef, TypeVar, type(None)})
_UNWRAPPED: frozenset[Any] = frozenset(
    {type, GenericAlias, UnionType, type(_Probe), type(_BackportedProbe)}
)


class EmptyTuple:
    """The origin of `tuple[()]`, which a bare `tuple` is not."""


def resolve(hint: Any, scope: Scope) -> Any:
    """The hint itself: strings evaluated, type variables replaced; its arguments stay as they are.

    Raises UnresolvableNameError, or UnsupportedTypeError for a type variable nothing binds.
    """
    while type(hint) in _UNRESOLVED:
        if hint is None:
            return type(None)
        hint = evaluated(hint, scope) if is_text(hint) else _variable(hint, scope)
    return hint


def is_text(hint: Any) -> bool:
    """Whether a hint is quoted or postponed, and not evaluated yet."""
    return isinstance(hint, (str, ForwardRef))


def evaluated(text: str | ForwardRef, scope: Scope) -> Any:
    """What a quoted or postponed hint stands for. Raises UnresolvableNameError."""
    if isinstance(text, str):
        found, words = evaluate(text, scope), text
    else:
        found, words = evaluate_reference(text, scope), text.__forward_arg__
        scope = scope_of_reference(text, scope)
    # Most of what is evaluated is a class.
    uncertain = type(found) is not type and is_uncertain(found)
    return in_order(found, words, scope) if uncertain else found


def _variable(variable: Any, scope: Scope) -> Any:
    """What a type variable stands for: bound here, else its default, constraints or bound."""
    if variable in scope.bindings:
        return scope.bindings[variable]
    default = getattr(variable, "__default__", typing_extensions.NoDefault)
    home = scope._replace(module=variable.__module__ or "", owner=None)
    if default is not typing_extensions.NoDefault:
        return canonical(ordered(default), home)
    if variable.__constraints__:
        return canonical(union_of(map(ordered, variable.__constraints__)), home)
    if variable.__bound__ is not None:
        return canonical(ordered(variable.__bound__), home)
    raise UnsupportedTypeError(
        f"nothing says what the type variable {variable.__name__} stands for",
        hint=f"Name the type, as in `Page[Team]`, or give {variable.__name__} a default or bound; "
        "to Python, `bound=None` is no bound.",
    )


def decode(hint: Any) -> tuple[Any, tuple[Any, ...]]:
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


def unwrap(hint: Any, scope: Scope) -> tuple[Any, tuple[Any, ...], tuple[Any, ...]]:
    """`(hint, metadata, qualifiers)`: Annotated and the qualifiers peeled off, in any nesting.

    Source: PEP 593, PEP 655, PEP 705, PEP 591.
    """
    hint = resolve(hint, scope)
    metadata: tuple[Any, ...] = ()
    qualifiers: tuple[Any, ...] = ()
    while type(hint) not in _UNWRAPPED:
        if isinstance(hint, AnnotatedAlias):
            metadata = hint.__metadata__ + metadata
            hint = resolve(hint.__origin__, scope)
        elif getattr(hint, "__origin__", None) in _QUALIFIERS:
            qualifiers += (hint.__origin__,)
            hint = resolve(hint.__args__[0], scope)
        elif is_newtype(hint):
            hint = resolve(ordered(hint.__supertype__), scope)
        else:
            break
    return hint, metadata, qualifiers


def is_plain(hint: Any) -> bool:
    """Whether a hint is nothing to resolve or unwrap, told from its type alone."""
    return type(hint) in _UNWRAPPED


def is_closed(hint: Any) -> bool:
    """Whether a hint means the same wherever it stands: no name and no type variable is in it."""
    if getattr(hint, "__origin__", None) is Literal:
        return True
    args = getattr(hint, "__args__", None)
    return all(map(is_closed, args)) if args else isinstance(hint, type) or hint is Ellipsis


def is_kept(hint: Any) -> bool:
    """Whether `typing` made the hint: equal ones are mostly the same object."""
    return type(hint) not in _UNWRAPPED


def is_typeddict(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, dict) and hasattr(hint, "__total__")


def is_namedtuple(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple) and hasattr(hint, "_fields")


def is_newtype(hint: Any) -> bool:
    return isinstance(hint, typing.NewType)


def is_alias(hint: Any) -> bool:
    """A `type X = ...` statement, or its backport."""
    return isinstance(hint, TYPE_ALIASES)


def is_unpacked(hint: Any) -> bool:
    """`*tuple[int, ...]` or `Unpack[tuple[int, ...]]`."""
    if getattr(hint, "__unpacked__", False):
        return True
    return getattr(hint, "__origin__", None) in (typing.Unpack, typing_extensions.Unpack)


def unpacked_args(hint: Any, scope: Scope) -> tuple[Any, ...]:
    """What `*tuple[int, str]` unpacks. Source: PEP 646."""
    if not getattr(hint, "__unpacked__", False):
        hint = resolve(hint.__args__[0], scope)
    origin, args = decode(hint)
    if origin is not tuple:
        raise UnsupportedTypeError(
            f"{hint!r} cannot be unpacked into a tuple", hint="Unpack a tuple[...]."
        )
    return args


def parameters(generic: Any) -> tuple[Any, ...]:
    """The type variables of a generic class or alias."""
    if is_alias(generic):
        return tuple(generic.__type_params__)
    return tuple(getattr(generic, "__parameters__", ()))


def bindings(generic: Any, args: tuple[Any, ...], scope: Scope) -> Mapping[Any, Any]:
    """What the type variables of `generic[args]` stand for; the arguments fully evaluated."""
    variables = parameters(generic)
    if not variables:
        return NO_BINDINGS
    for variable in variables:
        if not isinstance(variable, _TYPE_VARIABLES):
            raise UnsupportedTypeError(
                f"{generic.__name__} is generic over {variable}, which is no plain type variable",
                hint="Use TypeVars.",
            )
    given = {v: canonical(a, scope) for v, a in zip(variables, args, strict=False)}
    for missing in variables[len(args) :]:  # PEP 696
        given[missing] = _variable(missing, Scope(bindings=given))
    return given


def default_arguments(generic: Any) -> tuple[Any, ...] | None:
    """What a generic stands for without arguments; None where it cannot stand alone."""
    try:
        return tuple(bindings(generic, (), Scope()).values())
    except UnsupportedTypeError:
        return None


def canonical(hint: Any, scope: Scope) -> Any:
    """The hint with every name evaluated and every type variable replaced, at any depth."""
    hint = resolve(hint, scope)
    args = getattr(hint, "__args__", None)
    if not args or getattr(hint, "__origin__", None) is Literal:
        return hint
    new = tuple(a if a is Ellipsis else canonical(a, scope) for a in args)
    if type(hint) is GenericAlias and all(a is b for a, b in zip(args, new, strict=True)):
        return hint
    return rebuilt(hint, new)


def identity(hint: Any) -> Hashable:
    """The hint as a key; one that has no hash (Annotated with a list in it) is only itself."""
    try:
        hash(hint)
    except TypeError:
        return id(hint)
    key: Hashable = hint
    return key


def depth(hint: Any) -> int:
    """How deep the arguments of a hint are nested."""
    args = getattr(hint, "__args__", None) or ()
    return 1 + max((depth(a) for a in args), default=0)
