"""The order in which the arms of a union and the values of a Literal are written.

`typing` keeps what it has built, and takes hints that differ in their order only for equal: once
`Optional[Literal["a", "b"]]` is made anywhere, `Optional[Literal["b", "a"]]` is the same object. So
the order in such a hint says which module was imported first. Where the text of the hint can be
read, its order counts; elsewhere the order is that of the alphabet. A bare `Literal[...]`, `A | B`
and what stands in `list[...]` or another builtin keep their order, and cost nothing here.
"""

from __future__ import annotations

import ast
import enum
import sys
import typing
from collections.abc import Iterable, Iterator
from types import GenericAlias, UnionType
from typing import Any, ForwardRef, Literal, Optional, TypeVar, Union

import typing_extensions

from ..exceptions import UnresolvableNameError
from .scopes import Scope, evaluate

_Qualified: Any = type(typing.Required[int])
_Literal: Any = type(Literal[0])
AnnotatedAlias: Any = type(typing.Annotated[int, 0])
_LITERALS = (Literal, typing_extensions.Literal)
_QUALIFIERS = (
    typing.Required,
    typing.NotRequired,
    typing_extensions.ReadOnly,
    typing.Final,
    typing.ClassVar,
)
_UNPACK = (typing.Unpack, typing_extensions.Unpack)
# Of a `type X = ...` statement, and of its backport.
TYPE_ALIASES: tuple[Any, ...] = tuple(
    {
        getattr(module, "TypeAliasType", typing_extensions.TypeAliasType)
        for module in (typing, typing_extensions)
    }
)
# Since 3.14 Optional[...], which is kept, makes the same objects as `... | None`, which is not.
_KEEPS_UNIONS = sys.version_info < (3, 14)
_NOT_KEPT = {GenericAlias, UnionType} if _KEEPS_UNIONS else {GenericAlias}


def union_of(arms: Iterable[Any]) -> Any:
    """A union as `typing` makes it, flat and each arm once, in this order and None last."""
    flat: list[Any] = []
    for arm in arms:
        for each in arm.__args__ if is_union(arm) else (arm,):
            if not any(each is known or each == known for known in flat):
                flat.append(each)
    if type(None) in flat:
        flat.remove(type(None))
        flat.append(type(None))
    return flat[0] if len(flat) == 1 else GenericAlias(Union, tuple(flat))  # type: ignore[arg-type]


def is_union(hint: Any) -> bool:
    return type(hint) is UnionType or getattr(hint, "__origin__", None) is Union


def is_uncertain(hint: Any, inside: bool = False) -> bool:
    """Whether a hint may have the order of an equal one; `inside` one that `typing` keeps."""
    args = getattr(hint, "__args__", None)
    if not args:
        return False
    if getattr(hint, "__origin__", None) in _LITERALS:
        return len(args) > 1 and (inside or Literal[args] is not hint)
    kept = type(hint) not in _NOT_KEPT
    if (inside or kept) and is_union(hint) and _has_order(args):
        return inside or not _is_flat(hint)
    inside = inside or kept
    # Not `any` over a generator: this is asked for every field.
    for arg in args:  # noqa: SIM110
        if type(arg) is not type and is_uncertain(arg, inside):
            return True
    return False


def _is_flat(union: Any) -> bool:
    """Whether a union is kept under its arms as they stand, and not under unions of them."""
    return Union[union.__args__] is union if _KEEPS_UNIONS else len(union.__args__) == 2  # noqa: UP007


def _has_order(args: tuple[Any, ...]) -> bool:
    """None is written last wherever it stands."""
    return len(args) - (type(None) in args) > 1


def ordered(hint: Any, inside: bool = False) -> Any:
    """The hint with the order of the alphabet wherever its own is uncertain, in any Python."""
    args = getattr(hint, "__args__", None)
    if not args:
        return hint
    kind, origin = type(hint), getattr(hint, "__origin__", None)
    if origin in _LITERALS:
        return Literal[tuple(sorted(args, key=_spelling))] if inside and len(args) > 1 else hint
    kept = kind is not GenericAlias
    new = tuple(ordered(arg, inside or kept) for arg in args)
    # Only who joins two unions that have names can meet another's order in one without None.
    if is_union(hint) and kept and (inside or (type(None) in args and len(args) > 2)):
        return union_of(sorted(new, key=_spelling))
    unchanged = all(one is other for one, other in zip(args, new, strict=True))
    return hint if unchanged else rebuilt(hint, new)


def rebuilt(hint: Any, args: tuple[Any, ...]) -> Any:
    """The hint with other arguments, without asking what `typing` keeps."""
    if isinstance(hint, AnnotatedAlias):
        return AnnotatedAlias(args[0], hint.__metadata__)
    if is_union(hint):
        return union_of(args)
    origin: Any = hint.__origin__
    # `List[str]` and `list[str]` are one type, and become one here.
    if origin.__module__ in ("builtins", "collections", "collections.abc"):
        alias = GenericAlias(origin, args)
        return next(iter(alias)) if getattr(hint, "__unpacked__", False) else alias
    return hint.copy_with(args) if hasattr(hint, "copy_with") else origin[args]


def _spelling(hint: Any) -> tuple[str, ...]:
    """What a hint is sorted by: the same words in every process."""
    if isinstance(hint, enum.Enum):
        return (type(hint).__qualname__, hint.name)
    if isinstance(hint, ForwardRef):
        return (hint.__forward_arg__,)
    args = getattr(hint, "__args__", None)
    if args:
        origin = ("Union",) if is_union(hint) else _spelling(hint.__origin__)
        return (*origin, *(word for arg in args for word in _spelling(arg)))
    if isinstance(hint, (type, TypeVar)) or hasattr(hint, "__name__"):
        return (getattr(hint, "__qualname__", hint.__name__), hint.__module__ or "")
    return (type(hint).__name__, str(hint))


def in_order(hint: Any, written: str | ast.expr | None, scope: Scope) -> Any:
    """An uncertain hint in the order of its text, or of the alphabet if that is not its text."""
    try:
        node = _parsed(written) if isinstance(written, str) else written
        # By their words: marks beside a type, once more evaluated, may be equal to nothing.
        if node is not None and _words(_value(node, scope)) == _words(hint):
            return _built(node, scope)
    except (UnresolvableNameError, SyntaxError):
        pass  # a name of a function that has returned
    return ordered(hint)


def _words(hint: Any) -> list[str]:
    return sorted(_spelling(hint))


def _parsed(text: str) -> ast.expr:
    # In parentheses, as a quoted annotation may run over several lines.
    return ast.parse(f"({text}\n)", mode="eval").body


def _built(node: ast.expr, scope: Scope) -> Any:
    """What an expression stands for, in the order of its text."""
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
            return _subscribed(_value(generic, scope), args, node, scope)
    return ordered(_value(node, scope))


def _subscribed(generic: Any, args: list[ast.expr], node: ast.expr, scope: Scope) -> Any:
    if generic in _LITERALS:
        return _Literal(Literal, tuple(_literal_values(args, scope)))
    if not args or any(isinstance(arg, ast.List) for arg in args):
        return _value(node, scope)
    if generic is typing.Annotated:
        return AnnotatedAlias(_built(args[0], scope), _value(node, scope).__metadata__)
    built = tuple(_built(arg, scope) for arg in args)
    if generic is Optional:
        return union_of((*built, type(None)))
    if generic is Union:
        return union_of(built)
    if generic in _QUALIFIERS:
        return _Qualified(generic, built)
    if generic in _UNPACK:
        return next(iter(built[0]))
    origin = getattr(generic, "__origin__", generic)  # of typing.List
    if isinstance(origin, type) and not getattr(generic, "__args__", None):
        return GenericAlias(origin, built)
    if type(generic) in (GenericAlias, *TYPE_ALIASES):
        return generic[built]  # nobody keeps these
    return ordered(_value(node, scope))


def _literal_values(args: list[ast.expr], scope: Scope) -> Iterator[Any]:
    """Each value once; a Literal inside a Literal is its values."""
    seen: list[tuple[type, Any]] = []
    for arg in args:
        value = _value(arg, scope)
        for each in value.__args__ if getattr(value, "__origin__", None) is Literal else (value,):
            if (type(each), each) not in seen:
                seen.append((type(each), each))
                yield each


def _value(node: ast.expr, scope: Scope) -> Any:
    return evaluate(ast.unparse(node), scope)
