"""Reads from the source of a function what it returns: texts, or a result built in steps."""

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
_STEPS: Final = (ast.Dict, ast.DictComp, ast.List, ast.ListComp, ast.Set, ast.SetComp)
_MAKERS: Final = frozenset({"OrderedDict", "defaultdict", "dict", "list"})
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def definition_of(function: Any) -> FunctionNode | None:
    """The syntax of a function that `def` defines; None without source, and for a lambda."""
    tree = syntax_of(function)
    found = (node for node in ast.walk(tree) if isinstance(node, FunctionNode)) if tree else ()
    return next(iter(found), None)


def annotation_in(node: FunctionNode) -> str | None:
    """The return annotation as it is written; None without one."""
    return None if node.returns is None else ast.unparse(node.returns)


def obstacle(node: FunctionNode) -> str:
    """Why a type checker would refuse a TypedDict as the return annotation, or "".

    It takes a dictionary for a TypedDict only where it is written as what is returned.
    """
    own = list(_own_nodes(node))
    if any(isinstance(each, (ast.Yield, ast.YieldFrom)) for each in own):
        return "it is a generator"
    built = {name for each in own for name, value in _assigned(each) if _is_built(value)}
    for value in _returned(own):
        if isinstance(value, ast.Name) and value.id in built:
            return f"it builds `{value.id}` before it returns it"
        if _maker(value):
            return f"it returns {_maker(value)}(...)"
    return ""


def texts_in(node: FunctionNode) -> set[Path]:
    """The places of what a function returns where its code makes a text, as `isoformat()` does."""
    return {path for value in _returned(list(_own_nodes(node))) for path in _texts(value, ())}


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions and classes inside."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from _own_nodes(child)


def _returned(nodes: list[ast.AST]) -> Iterator[ast.expr]:
    for node in nodes:
        if isinstance(node, ast.Return) and node.value is not None:
            yield from _alternatives(node.value)


def _alternatives(value: ast.expr) -> Iterator[ast.expr]:
    """The expressions of which a conditional expression has the value of one."""
    if isinstance(value, ast.IfExp):
        yield from (*_alternatives(value.body), *_alternatives(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (each for part in value.values for each in _alternatives(part))
    else:
        yield value


def _assigned(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The names that a statement assigns; a name with an annotation has no value."""
    if isinstance(node, ast.Assign):
        yield from ((each.id, node.value) for each in node.targets if isinstance(each, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id, None


def _is_built(value: ast.expr | None) -> bool:
    return value is None or isinstance(value, _STEPS) or bool(_maker(value))


def _maker(value: ast.expr) -> str:
    """The class of dictionaries or lists that an expression calls, or ""."""
    name = _called(value)
    return name if name in _MAKERS else ""


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
