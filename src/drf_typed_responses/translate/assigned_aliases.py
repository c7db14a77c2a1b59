"""Aliases by assignment that refer to themselves: `Tree = list["Tree | str"]`.

Python keeps no name with the value of an assignment. The name is found in a forward reference
inside the value, whose meaning is the value itself. Such a value is replaced by an alias with that
name, so that it is translated as `type Tree = ...` is.
"""

from __future__ import annotations

import ast
import sys
import types
from collections.abc import Hashable, Iterator
from functools import lru_cache
from types import ModuleType
from typing import Any, ForwardRef, Literal, NewType, TypeVar

from ..exceptions import InfiniteAliasError, UnresolvableNameError
from .module_source import module_source
from .scopes import (
    Arguments,
    Hint,
    Scope,
    arguments_of,
    evaluate,
    evaluate_reference,
    identity,
    scope_of_reference,
)
from .source_order import (
    AnnotatedAlias,
    in_alphabetical_order,
    in_source_order,
    is_uncertain,
    is_union,
    union_of,
)


class AssignedAlias:
    """An alias by assignment that refers to itself; equal to another one of the same meaning.

    `value` is the right side, `written` the same before its arms were put in order, and `scope` a
    module that has it.
    """

    __type_params__: Arguments = ()

    def __init__(self, name: str, written: Hint, scope: Scope, meaning: Hashable) -> None:
        self.__name__ = name.rpartition(".")[2]
        self.written = written
        self.__module__ = ""  # not that of the scope: an importing module may be met first
        self.value = _in_order(self.__name__, written)
        self.scope = scope
        self._meaning = self.__name__, meaning

    @property
    def home(self) -> str:
        """The module whose text assigns the alias; empty without such a text."""
        return next((module for module, _ in _assigning(self.__name__, self.written)), "")

    def __repr__(self) -> str:
        return self.__name__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AssignedAlias) and self._meaning == other._meaning

    def __hash__(self) -> int:
        return hash(self._meaning)

    def __or__(self, other: Hint) -> Hint:
        return union_of((self, other))

    def __ror__(self, other: Hint) -> Hint:
        return union_of((other, self))


def mentions_text(hint: Hint) -> bool:
    """Whether a forward reference or a quoted name occurs in the arguments of a hint."""
    # Not recursive: every hint is asked, also one that is nested more deeply than the stack.
    pending = [hint]
    for part in pending:  # grows in the loop
        args = arguments_of(part)
        if not args or getattr(part, "__origin__", None) is Literal:
            continue
        for arg in args:
            if isinstance(arg, type):  # most arguments
                continue
            if isinstance(arg, (str, ForwardRef)):
                return True
            pending.append(arg)
    return False


def assigned_alias(hint: Hint, scope: Scope) -> AssignedAlias | None:
    """The alias whose value a hint is, if a forward reference in the hint leads back to it."""
    form = _form(hint)
    found = dict(_reached(hint, scope))
    for (name, _), (value, home) in found.items():
        if mentions_text(value) and _form(value) == form:
            values = frozenset((name, _form(other)) for (name, _), (other, _) in found.items())
            meaning = values, tuple(scope.bindings.items())
            return AssignedAlias(name, value, home, meaning)
    return None


def _in_order(name: str, value: Hint) -> Hint:
    """The value in the order of its source, wherever it was met first."""
    if not is_uncertain(value):
        return value
    for module, text in _assigning(name, value):
        return in_source_order(value, text, Scope(module))
    return in_alphabetical_order(value)


def _assigning(name: str, value: Hint) -> Iterator[tuple[str, ast.expr]]:
    """The modules whose text assigns a value to a name, each with the expression."""
    for module, names in _namespaces():
        if names.get(name) is value:
            source = module_source(module)
            text = source.assignments.get(name) if source else None
            if text is not None:
                yield module, text


def homes(hint: Hint, scope: Scope) -> list[Scope]:
    """The modules that give the names in a hint their meanings, if the scope does not.

    Those that assign the hint to a name, or else those that bind it and know the names.
    """
    if _knows_names(scope, hint) and not _is_imported(hint, scope):
        return []
    form, names = _form(hint), {name for text in _texts(hint) for name in _names_in(text)}
    found = [
        Scope(module)
        for module, values in _namespaces()
        if any(value is hint for value in list(values.values()))
        # The alias itself, whose value may have been copied.
        or any(mentions_text(values.get(n)) and _form(values[n]) == form for n in names)
    ]
    known = [home for home in found if _knows_names(home, hint)]
    return [home for home in known if _assigns(home, hint)] or known


def _is_imported(hint: Hint, scope: Scope) -> bool:
    """Whether a module has a hint from another one, where its names may have other meanings."""
    module = sys.modules.get(scope.module)
    if module is None or not isinstance(hint, _DISTINCT):
        return False
    names = vars(module)
    is_bound = any(names.get(name) is hint for name in _bound_hints(scope.module, len(names)))
    return is_bound and not _assigns(scope, hint)


# Equal hints of other classes, which `typing` makes, are one object: both modules may write it.
_DISTINCT = (types.GenericAlias, types.UnionType)


@lru_cache(maxsize=4096)
def _bound_hints(module: str, size: int) -> tuple[str, ...]:
    """The global names of such hints; `size` is that of the module, so that a new name counts."""
    names = list(vars(sys.modules[module]).items())
    return tuple(name for name, value in names if isinstance(value, _DISTINCT))


def _assigns(scope: Scope, hint: Hint) -> bool:
    """Whether the text of a module assigns a hint to a name."""
    source = module_source(scope.module)
    names = vars(sys.modules[scope.module])
    return source is not None and any(names.get(name) is hint for name in source.assignments)


def _knows_names(scope: Scope, hint: Hint) -> bool:
    return all(_is_known(text, scope) for text in _texts(hint))


def _is_known(text: str | ForwardRef, scope: Scope) -> bool:
    try:
        evaluate_reference(text, scope) if isinstance(text, ForwardRef) else evaluate(text, scope)
    except UnresolvableNameError:
        return False
    return True


def _namespaces() -> Iterator[tuple[str, dict[str, Any]]]:
    """The globals of every module, sorted by its name."""
    for name, module in sorted(sys.modules.items()):
        if isinstance(module, ModuleType):
            yield name, vars(module)


def _reached(hint: Hint, scope: Scope) -> Iterator[tuple[tuple[str, str], tuple[Hint, Scope]]]:
    """`((name, module), (value, scope))` of every name that the texts in a hint lead to."""
    pending = [(text, scope) for text in _texts(hint)]
    seen = set()
    for text, where in pending:  # grows in the loop
        if isinstance(text, ForwardRef):
            where, text = scope_of_reference(text, where), text.__forward_arg__
        if (text, where.module) in seen:
            continue
        seen.add((text, where.module))
        for name in _names_in(text):
            try:
                value = assigned_value(name, where)
            except (InfiniteAliasError, UnresolvableNameError):
                continue  # the translation reports it, with its place
            yield (name, where.module), (value, where)
            pending += ((inner, where) for inner in _texts(value))


def assigned_value(name: str, scope: Scope) -> Hint:
    """The value of a name; another name or a NewType in its place is followed.

    Raises InfiniteAliasError for `X = "X"`, and UnresolvableNameError.
    """
    value: Hint = name
    seen: list[str] = []
    while isinstance(value, (str, NewType)):
        if isinstance(value, NewType):
            value = value.__supertype__
            continue
        if value in seen:
            raise InfiniteAliasError.of(value)
        seen.append(value)
        value = evaluate(value, scope)
    return value


def _texts(hint: Hint) -> Iterator[str | ForwardRef]:
    if isinstance(hint, (str, ForwardRef)):
        yield hint
    elif mentions_text(hint):
        for arg in hint.__args__:
            yield from _texts(arg)


def _names_in(text: str | ForwardRef) -> Iterator[str]:
    """The names in an expression, each with the dots of a module before it."""
    text = text if isinstance(text, str) else text.__forward_arg__
    try:
        pending: list[ast.AST] = [ast.parse(f"({text}\n)", mode="eval").body]
    except SyntaxError:
        return
    for node in pending:  # grows in the loop
        if isinstance(node, (ast.Name, ast.Attribute)):
            yield ast.unparse(node)
        else:
            pending += ast.iter_child_nodes(node)


def _form(hint: Hint) -> Hashable:
    """A hint as a key that is equal for two spellings of one form; texts are not evaluated."""
    if isinstance(hint, ForwardRef):
        return hint.__forward_arg__
    args = arguments_of(hint)
    if type(hint) is type or isinstance(hint, (str, TypeVar)) or not args:
        return identity(hint)
    if getattr(hint, "__origin__", None) is Literal:
        return Literal, frozenset((type(value), value) for value in args)
    if is_union(hint):
        return "|", frozenset(map(_form, args))
    if isinstance(hint, AnnotatedAlias):
        return _form(args[0]), tuple(map(identity, hint.__metadata__))
    return getattr(hint, "__origin__", None), tuple(map(_form, args))
