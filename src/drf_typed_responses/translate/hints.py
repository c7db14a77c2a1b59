"""Reads typing into plain facts: a hint's meaning, metadata and type variables.

All differences between versions of Python and of `typing` are handled here, in `hint_kinds`, in
`scopes` and in `declarations`. The modules above neither call `get_type_hints` nor look at a
forward reference.
"""

from __future__ import annotations

import typing
from types import GenericAlias
from typing import ForwardRef, Literal, TypeVar

import typing_extensions

from ..exceptions import InfiniteAliasError, UnresolvableNameError, UnsupportedTypeError
from .assigned_aliases import AssignedAlias, assigned_alias, homes, mentions_text
from .hint_kinds import decode, is_alias, is_newtype, is_plain, is_text
from .scopes import (
    NO_BINDINGS,
    Arguments,
    Bindings,
    Hint,
    Metadata,
    Scope,
    arguments_of,
    evaluate,
    evaluate_reference,
    scope_of_reference,
)
from .source_order import (
    QUALIFIERS,
    AnnotatedAlias,
    in_alphabetical_order,
    in_source_order,
    is_uncertain,
    rebuilt,
    union_of,
)

_QUALIFIERS = frozenset(QUALIFIERS)
_TYPE_VARIABLES = (TypeVar, typing_extensions.TypeVar)
# Most hints are of these types, and need no resolving.
_UNRESOLVED: frozenset[type] = frozenset({str, ForwardRef, TypeVar, type(None)})


def resolve(hint: Hint, scope: Scope) -> Hint:
    """The hint, evaluated if it is a name and replaced if it is a type variable; arguments stay.

    The value of an alias by assignment that refers to itself is replaced by an alias of its name.
    Raises UnresolvableNameError, InfiniteAliasError for `X = "X"`, and UnsupportedTypeError for an
    unbound type variable.
    """
    texts: tuple[str, ...] = ()
    while type(hint) in _UNRESOLVED:
        if hint is None:
            return type(None)
        if not is_text(hint):
            hint = _variable(hint, scope)
            continue
        text = str(getattr(hint, "__forward_arg__", hint))
        if text in texts:
            raise InfiniteAliasError.of(text)
        texts += (text,)
        hint = evaluated(hint, scope)
    if not isinstance(hint, type) and mentions_text(hint):
        return _at_home(hint, scope) or assigned_alias(hint, scope) or hint
    return hint


def _at_home(hint: Hint, scope: Scope) -> Hint | None:
    """A hint with its names evaluated in the module that assigns it, if that is not the scope.

    None if no module does, or if two give it different meanings.
    """
    found = []
    for home in homes(hint, scope):
        try:
            found.append(assigned_alias(hint, home) or canonical(hint, home))
        except UnresolvableNameError:
            continue  # a module that only imports the alias
    return found[0] if found and all(each == found[0] for each in found) else None


def evaluated(text: str | ForwardRef, scope: Scope) -> Hint:
    """The hint that a quoted or postponed one stands for. Raises UnresolvableNameError."""
    if isinstance(text, str):
        found, words = evaluate(text, scope), text
    else:
        found, words = evaluate_reference(text, scope), text.__forward_arg__
        scope = scope_of_reference(text, scope)
    # Most evaluated hints are classes.
    uncertain = type(found) is not type and is_uncertain(found)
    return in_source_order(found, words, scope) if uncertain else found


def _variable(variable: Hint, scope: Scope) -> Hint:
    """The hint that replaces a type variable: its binding, default, constraints or bound."""
    if variable in scope.bindings:
        return scope.bindings[variable]
    default = getattr(variable, "__default__", typing_extensions.NoDefault)
    home = scope._replace(module=variable.__module__ or "", owner=None)
    if default is not typing_extensions.NoDefault:
        return canonical(in_alphabetical_order(default), home)
    if variable.__constraints__:
        return canonical(union_of(map(in_alphabetical_order, variable.__constraints__)), home)
    if variable.__bound__ is not None:
        return canonical(in_alphabetical_order(variable.__bound__), home)
    raise UnsupportedTypeError(
        f"the type variable {variable.__name__} has neither a type nor a default here",
        hint=f"Name the type, as in `Page[Team]`, or give {variable.__name__} a default or bound; "
        "Python ignores `bound=None`.",
    )


def unwrap(hint: Hint, scope: Scope) -> tuple[Hint, Metadata, Arguments]:
    """`(hint, metadata, qualifiers)`: Annotated and the qualifiers removed, in any nesting.

    Raises UnresolvableNameError, and UnsupportedTypeError for an unbound type variable.
    Source: PEP 593, PEP 655, PEP 705, PEP 591.
    """
    if isinstance(hint, type):
        return hint, (), ()
    hint = resolve(hint, scope)
    metadata: Metadata = ()
    qualifiers: Arguments = ()
    while not is_plain(hint):
        if isinstance(hint, AnnotatedAlias):
            metadata = hint.__metadata__ + metadata
            hint = resolve(hint.__origin__, scope)
        elif getattr(hint, "__origin__", None) in _QUALIFIERS:
            qualifiers += (hint.__origin__,)
            hint = resolve(hint.__args__[0], scope)
        elif is_newtype(hint):
            hint = resolve(in_alphabetical_order(hint.__supertype__), scope)
        else:
            break
    return hint, metadata, qualifiers


def unpacked_args(hint: Hint, scope: Scope) -> Arguments:
    """The arguments of the tuple that `*tuple[int, str]` unpacks.

    Raises UnsupportedTypeError for any other unpacked hint. Source: PEP 646.
    """
    if not getattr(hint, "__unpacked__", False):
        hint = resolve(hint.__args__[0], scope)
    origin, args = decode(hint)
    if origin is not tuple:
        raise UnsupportedTypeError(
            f"{hint!r} cannot be unpacked into a tuple", hint="Unpack a tuple[...]."
        )
    return args


def parameters(generic: Hint) -> Arguments:
    """The type variables of a generic class or alias."""
    if is_alias(generic):
        return tuple(generic.__type_params__)
    return tuple(getattr(generic, "__parameters__", ()))


def bindings(generic: Hint, args: Arguments, scope: Scope) -> Bindings:
    """The fully evaluated hints that the type variables of `generic[args]` are bound to.

    Without arguments, a variable that has no default, constraints or bound is bound to `Any`.
    Raises UnsupportedTypeError for a variable that is not a TypeVar, or is unbound. Source: typing
    specification, "Generics", about a generic without arguments.
    """
    variables = parameters(generic)
    if not variables:
        return NO_BINDINGS
    for variable in variables:
        if not isinstance(variable, _TYPE_VARIABLES):
            raise UnsupportedTypeError(
                f"{generic.__name__} is generic over {variable}, which is not a plain TypeVar",
                hint="Use TypeVars.",
            )
    given = {v: _argument(a, scope) for v, a in zip(variables, args, strict=False)}
    for missing in variables[len(args) :]:  # PEP 696
        try:
            given[missing] = _variable(missing, Scope(bindings=given))
        except UnsupportedTypeError:
            if args:
                raise
            given[missing] = typing.Any
    return given


def _argument(hint: Hint, scope: Scope) -> Hint:
    """The fully evaluated hint; unchanged if it is too deep, which its translation reports."""
    try:
        return canonical(hint, scope)
    except RecursionError:
        return hint


def default_arguments(generic: Hint) -> Arguments | None:
    """The arguments of a generic that is written without any; None if one has no default."""
    given: dict[Hint, Hint] = {}
    try:
        for variable in parameters(generic):
            given[variable] = _variable(variable, Scope(bindings=given))
    except UnsupportedTypeError:
        return None
    return tuple(given.values())


def canonical(hint: Hint, scope: Scope) -> Hint:
    """The hint with every name evaluated and every type variable replaced, at any depth."""
    hint = resolve(hint, scope)
    args = arguments_of(hint)
    if not args or getattr(hint, "__origin__", None) is Literal:
        return hint
    new = tuple(a if a is Ellipsis else canonical(a, scope) for a in args)
    if type(hint) is GenericAlias and all(a is b for a, b in zip(args, new, strict=True)):
        return hint
    return rebuilt(hint, new)


def unfolded(alias: AssignedAlias) -> Hint:
    """The value of an alias, whose arguments refer to the alias instead of naming it."""
    value = alias.value
    args = (a if a is Ellipsis else canonical(a, alias.scope) for a in value.__args__)
    return rebuilt(value, tuple(args))
