"""Reads from the source of a function what it assigns to its variables."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final


def assigned_values(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr | None]]:
    """The values of each variable; None where the code gives it another one, or changes it."""
    found: defaultdict[str, list[ast.expr | None]] = defaultdict(list)
    for node in nodes:
        for name, value in _assignments(node):
            found[name].append(value)
    return dict(found)


def _assignments(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """The variables that a node assigns, or whose value it changes."""
    match node:
        case ast.arg(arg=name):
            yield name, None
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value
        case ast.Assign(targets=targets):
            yield from ((name, None) for target in targets for name in _changed(target))
        case ast.AugAssign(target=target) | ast.For(target=target) | ast.AsyncFor(target=target):
            yield from ((name, None) for name in _changed(target))
        case ast.NamedExpr(target=target) | ast.comprehension(target=target):
            yield from ((name, None) for name in _changed(target))
        case ast.withitem(optional_vars=ast.expr() as target):
            yield from ((name, None) for name in _changed(target))
        case ast.Delete(targets=targets):
            yield from ((name, None) for target in targets for name in _changed(target))
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)):
            yield from [(name, None)] if method in _CHANGING else []


_CHANGING: Final = frozenset(
    {"append", "clear", "extend", "insert", "pop", "popitem", "remove", "setdefault", "update"}
)


def _changed(target: ast.expr) -> Iterator[str]:
    """The variables in the target of an assignment: `data`, or `data["key"]`."""
    for node in ast.walk(target):
        if isinstance(node, ast.Name):
            yield node.id
