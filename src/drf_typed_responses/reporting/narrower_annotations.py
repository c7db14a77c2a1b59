"""The source of an annotation without null, absence or some members of its Literal."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from .narrowings import Narrowing

_ABSENT = ("NotRequired",)
_UNIONS = ("Optional", "Union")


def narrower_annotation(file: str, line: int | None, narrowing: Narrowing) -> str:
    """The annotated attribute as it would be written, such as "lead: str"; "" if it is unknown.

    `file` and `line` are the place of the attribute.
    """
    found = _annotation(file, line, narrowing.place.name)
    if found is None:
        return ""
    gone = (None,) if narrowing.without == "null" else narrowing.members
    narrowed = _present(found) if narrowing.without == "absence" else _without(found, gone)
    if narrowed is None or ast.unparse(narrowed) == ast.unparse(found):
        return ""
    return f"{narrowing.place.name}: {ast.unparse(narrowed)}"


def _annotation(file: str, line: int | None, name: str) -> ast.expr | None:
    try:
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign) and node.lineno == line:
            target = node.target
            return node.annotation if isinstance(target, ast.Name) and target.id == name else None
    return None


def _present(hint: ast.expr) -> ast.expr:
    """`NotRequired[X]` -> `X`; any other `X`, such as in a class of `total=False`, is required."""
    if isinstance(hint, ast.Subscript) and _name(hint.value) in _ABSENT:
        return hint.slice
    return ast.Subscript(ast.Name("Required"), hint)


def _without(hint: ast.expr, gone: tuple[Any, ...]) -> ast.expr | None:
    """The hint without these values; None if nothing of it is left."""
    if isinstance(hint, ast.Constant) and hint.value is None:
        return None if None in gone else hint
    if isinstance(hint, ast.BinOp) and isinstance(hint.op, ast.BitOr):
        left, right = _without(hint.left, gone), _without(hint.right, gone)
        if left is None or right is None:
            return left or right
        return ast.BinOp(left, ast.BitOr(), right)
    if not isinstance(hint, ast.Subscript):
        return hint
    return _without_in(hint, gone)


def _without_in(hint: ast.Subscript, gone: tuple[Any, ...]) -> ast.expr | None:
    name = _name(hint.value)
    parts = hint.slice.elts if isinstance(hint.slice, ast.Tuple) else [hint.slice]
    if name == "Literal":
        kept = [each for each in parts if not _is_one_of(each, gone)]
        return _subscript(hint, kept) if kept else None
    if name in _UNIONS:
        arms = [arm for each in parts if (arm := _without(each, gone)) is not None]
        if name == "Optional" and None in gone:
            return arms[0] if arms else None
        return arms[0] if len(arms) == 1 and name == "Union" else _subscript(hint, arms)
    if name in ("Annotated", "NotRequired", "Required", "ReadOnly"):
        inner = _without(parts[0], gone)
        return None if inner is None else _subscript(hint, [inner, *parts[1:]])
    return hint


def _is_one_of(node: ast.expr, values: tuple[Any, ...]) -> bool:
    return isinstance(node, ast.Constant) and node.value in values


def _subscript(hint: ast.Subscript, parts: list[ast.expr]) -> ast.Subscript:
    return ast.Subscript(hint.value, parts[0] if len(parts) == 1 else ast.Tuple(parts))


def _name(node: ast.expr) -> str:
    """The last part of a dotted name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
