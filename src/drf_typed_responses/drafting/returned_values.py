"""Reads from the source of a function what it returns: texts, or dictionaries written out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from ..spectacular.view_methods import syntax_of

# The keys that lead to a part of a body; ITEM is each element of a list.
Path: TypeAlias = tuple[str, ...]
ITEM: Final = "[]"

FunctionNode: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

_TEXTS: Final = frozenset(
    {"capitalize", "format", "hex", "hexdigest", "isoformat", "join", "lower", "replace", "strip"}
    | {"strftime", "title", "upper", "str"}
)
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def definition_of(function: Any) -> FunctionNode | None:
    """The syntax of a function that `def` defines; None without source, and for a lambda."""
    tree = syntax_of(function)
    found = (node for node in ast.walk(tree) if isinstance(node, FunctionNode)) if tree else ()
    return next(iter(found), None)


def annotation_in(node: FunctionNode) -> str | None:
    """The return annotation as it is written; None without one."""
    return None if node.returns is None else ast.unparse(node.returns)


def is_generator(node: FunctionNode) -> bool:
    """Whether a function yields what it makes, so that it returns an iterator."""
    return any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in own_nodes(node))


def is_written_out(value: ast.expr) -> bool:
    """Whether a type checker takes an expression for a TypedDict, or for a list of them.

    It does so only for dictionaries that are written where they are returned.
    """
    match value:
        case ast.Dict(keys=keys):
            return None not in keys
        case ast.List(elts=parts):
            return all(map(is_written_out, parts))
        case ast.ListComp(elt=part):
            return is_written_out(part)
        case ast.IfExp(body=one, orelse=other):
            return is_written_out(one) and is_written_out(other)
    return isinstance(value, ast.Constant) and value.value is None


def texts_in(node: FunctionNode) -> set[Path]:
    """The places of what a function returns where its code makes a text, as `isoformat()` does."""
    return {path for value in returned_in(node) for path in _texts(value, ())}


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions and classes inside."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from own_nodes(child)


def returned_in(node: FunctionNode) -> Iterator[ast.expr]:
    """What a function returns; of a conditional expression both values."""
    for each in own_nodes(node):
        if isinstance(each, ast.Return) and each.value is not None:
            yield from _alternatives(each.value)


def _alternatives(value: ast.expr) -> Iterator[ast.expr]:
    """The expressions of which a conditional expression has the value of one."""
    if isinstance(value, ast.IfExp):
        yield from (*_alternatives(value.body), *_alternatives(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (each for part in value.values for each in _alternatives(part))
    else:
        yield value


def _called(value: ast.expr) -> str:
    match value:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def _texts(value: ast.expr, path: Path) -> Iterator[Path]:
    """The places of an expression that are texts whatever the values in it."""
    match value:
        case ast.Dict():
            for key, part in zip(value.keys, value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield from _texts(part, (*path, key.value))
        case ast.List(elts=parts):
            for part in parts:
                yield from _texts(part, (*path, ITEM))
        case ast.ListComp(elt=part):
            yield from _texts(part, (*path, ITEM))
        case ast.IfExp() | ast.BoolOp():
            for part in _alternatives(value):
                yield from _texts(part, path)
        case ast.JoinedStr() | ast.Constant(value=str()):
            yield path
        case _ if _called(value) in _TEXTS:
            yield path
