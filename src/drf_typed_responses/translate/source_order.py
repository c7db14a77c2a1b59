"""Restores the source order of the arms of unions and the values of Literals.

`typing` caches the hints it builds, and hints that differ only in order are equal. Once
`Optional[Literal["a", "b"]]` exists anywhere, `Optional[Literal["b", "a"]]` is the same object, so
its order depends on which module was imported first. If the text of such a hint can be read, the
order of the text is used, otherwise alphabetical order. A bare `Literal[...]`, `A | B`, and the
arguments of `list[...]` or another builtin keep their order, and are skipped here.
"""

from __future__ import annotations

import ast
import enum
import sys
import typing
from collections.abc import Iterable, Iterator
from types import GenericAlias, UnionType
from typing import Any, ForwardRef, Literal, NotRequired, Optional, Required, TypeVar, Union

import typing_extensions

from ..exceptions import UnresolvableNameError
from .scopes import Arguments, Hint, Scope, arguments_of, evaluate

_QualifiedAlias: Any = type(Required[int])
_LiteralAlias: Any = type(Literal[0])
AnnotatedAlias: Any = type(typing.Annotated[int, 0])
_LITERALS = (Literal, typing_extensions.Literal)
QUALIFIERS = (Required, NotRequired, typing_extensions.ReadOnly, typing.Final, typing.ClassVar)
_UNPACK = (typing.Unpack, typing_extensions.Unpack)
# The class of a `type X = ...` statement, and that of its backport.
TYPE_ALIASES: tuple[type, ...] = tuple(
    {
        getattr(module, "TypeAliasType", typing_extensions.TypeAliasType)
        for module in (typing, typing_extensions)
    }
)
# Since 3.14 `Optional[...]`, which is cached, makes the same objects as the uncached `... | None`.
_CACHES_UNIONS = sys.version_info < (3, 14)
_NOT_CACHED = {GenericAlias, UnionType} if _CACHES_UNIONS else {GenericAlias}


def union_of(arms: Iterable[Hint]) -> Hint:
    """A union as `typing` makes it: flat, each arm once, in the given order, None last."""
    flat: list[Hint] = []
    for arm in arms:
        for each in arm.__args__ if is_union(arm) else (arm,):
            if not any(each is known or each == known for known in flat):
                flat.append(each)
    if type(None) in flat:
        flat.remove(type(None))
        flat.append(type(None))
    return flat[0] if len(flat) == 1 else GenericAlias(Union, tuple(flat))  # type: ignore[arg-type]


def is_union(hint: Hint) -> bool:
    """Whether a hint is `A | B` or `Union[A, B]`."""
    return type(hint) is UnionType or getattr(hint, "__origin__", None) is Union


def is_uncertain(hint: Hint, inside: bool = False) -> bool:
    """Whether a hint may have the order of an equal hint that was built earlier.

    `inside` says that the hint is an argument of one that `typing` caches.
    """
    args = arguments_of(hint)
    if not args:
        return False
    if getattr(hint, "__origin__", None) in _LITERALS:
        return len(args) > 1 and (inside or Literal[args] is not hint)
    cached = type(hint) not in _NOT_CACHED
    ordered = (inside or cached) and is_union(hint) and _has_order(args)
    if ordered and (inside or not _keeps_order(hint)):
        return True
    inside = inside or cached
    # Not `any` over a generator, which is slower: this is called for every field.
    for arg in args:  # noqa: SIM110
        if type(arg) is not type and is_uncertain(arg, inside):
            return True
    return False


def _keeps_order(union: Hint) -> bool:
    """Whether a union is cached under its own arms, and not under unions of them.

    The cache drops old entries, and then says no, although it was so. Both answers give the same
    order of a union without None: that of its text or, without a text, its own.
    """
    args = union.__args__
    if type(None) in args and len(args) > 2:
        return False
    return Union[args] is union if _CACHES_UNIONS else len(args) == 2  # noqa: UP007


def _has_order(args: Arguments) -> bool:
    """Whether there are two arms to put in order; None is always last."""
    return len(args) - (type(None) in args) > 1


def in_alphabetical_order(hint: Hint, inside: bool = False) -> Hint:
    """The hint with uncertain orders replaced by alphabetical order.

    The result is the same in every version of Python.
    """
    args = arguments_of(hint)
    if not args:
        return hint
    kind, origin = type(hint), getattr(hint, "__origin__", None)
    if origin in _LITERALS:
        return Literal[tuple(sorted(args, key=_sort_key))] if inside and len(args) > 1 else hint
    cached = kind is not GenericAlias
    new = tuple(in_alphabetical_order(arg, inside or cached) for arg in args)
    # A union without None takes the order of an equal one only if it joins unions with names.
    if is_union(hint) and cached and (inside or (type(None) in args and len(args) > 2)):
        return union_of(sorted(new, key=_sort_key))
    unchanged = all(one is other for one, other in zip(args, new, strict=True))
    return hint if unchanged else rebuilt(hint, new)


def rebuilt(hint: Hint, args: Arguments) -> Hint:
    """The hint with other arguments, made without the caches of `typing`."""
    if isinstance(hint, AnnotatedAlias):
        return AnnotatedAlias(args[0], hint.__metadata__)
    if is_union(hint):
        return union_of(args)
    origin = hint.__origin__
    # `List[str]` and `list[str]` are one type, and become one here.
    if origin.__module__ in ("builtins", "collections", "collections.abc"):
        alias = GenericAlias(origin, args)
        return next(iter(alias)) if getattr(hint, "__unpacked__", False) else alias
    return hint.copy_with(args) if hasattr(hint, "copy_with") else origin[args]


def _sort_key(hint: Hint) -> tuple[str, ...]:
    """The words of a hint, equal in every process."""
    if isinstance(hint, enum.Enum):
        return (type(hint).__qualname__, hint.name)
    if isinstance(hint, ForwardRef):
        return (hint.__forward_arg__,)
    args = arguments_of(hint)
    if args:
        origin = ("Union",) if is_union(hint) else _sort_key(hint.__origin__)
        return (*origin, *(word for arg in args for word in _sort_key(arg)))
    if isinstance(hint, (type, TypeVar)) or hasattr(hint, "__name__"):
        return (getattr(hint, "__qualname__", hint.__name__), hint.__module__ or "")
    return (type(hint).__name__, str(hint))


def in_source_order(hint: Hint, text: str | ast.expr | None, scope: Scope) -> Hint:
    """A hint with uncertain orders replaced by those of its text.

    Without its text, or if the text is of another hint, the order is alphabetical.
    """
    try:
        node = _parsed(text) if isinstance(text, str) else text
        # Words are compared instead of hints: metadata that is evaluated twice may be unequal.
        if node is not None and _words(_evaluated(node, scope)) == _words(hint):
            return _built(node, scope)
    except (UnresolvableNameError, SyntaxError):
        pass  # a name of a function that has returned
    return in_alphabetical_order(hint)


def _words(hint: Hint) -> list[str]:
    return sorted(_sort_key(hint))


def _parsed(text: str) -> ast.expr:
    # In parentheses, because a quoted annotation may have several lines.
    return ast.parse(f"({text}\n)", mode="eval").body


def _built(node: ast.expr, scope: Scope) -> Hint:
    """The hint that an expression stands for, in source order."""
    match node:
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union_of((_built(left, scope), _built(right, scope)))
        case ast.Constant(value=str(text)):
            return _built(_parsed(text), scope)
        case ast.Constant(value=None):
            return type(None)
        case ast.Starred(value=inner):
            return next(iter(_built(inner, scope)))
        case ast.Subscript(value=generic, slice=inner):
            args = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return _subscribed(_evaluated(generic, scope), args, node, scope)
    return in_alphabetical_order(_evaluated(node, scope))


def _subscribed(generic: Hint, args: list[ast.expr], node: ast.expr, scope: Scope) -> Hint:
    if generic in _LITERALS:
        return _LiteralAlias(Literal, tuple(_literal_values(args, scope)))
    if not args or any(isinstance(arg, ast.List) for arg in args):
        return _evaluated(node, scope)
    if generic is typing.Annotated:
        return AnnotatedAlias(_built(args[0], scope), _evaluated(node, scope).__metadata__)
    built = tuple(_built(arg, scope) for arg in args)
    if generic is Optional:
        return union_of((*built, type(None)))
    if generic is Union:
        return union_of(built)
    if generic in QUALIFIERS:
        return _QualifiedAlias(generic, built)
    if generic in _UNPACK:
        return next(iter(built[0]))
    origin = getattr(generic, "__origin__", generic)  # that of typing.List is list
    if isinstance(origin, type) and not arguments_of(generic):
        return GenericAlias(origin, built)
    if type(generic) in (GenericAlias, *TYPE_ALIASES):
        return generic[built]  # `typing` does not cache these
    return in_alphabetical_order(_evaluated(node, scope))


def _literal_values(args: list[ast.expr], scope: Scope) -> Iterator[object]:
    """Each value once, including values of nested Literals."""
    seen: list[tuple[type, object]] = []
    for arg in args:
        value = _evaluated(arg, scope)
        for each in value.__args__ if getattr(value, "__origin__", None) is Literal else (value,):
            if (type(each), each) not in seen:
                seen.append((type(each), each))
                yield each


def _evaluated(node: ast.expr, scope: Scope) -> Hint:
    return evaluate(ast.unparse(node), scope)
