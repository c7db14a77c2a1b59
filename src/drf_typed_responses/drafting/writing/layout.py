"""Lays out drafted source as ruff and black do: on one line if it fits, else one part a line."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

_INDENT: Final = "    "


def laid_out(source: str, width: int) -> str:
    """The statements of drafted source, two blank lines between them."""
    return "\n\n\n".join(_statement(each, width) for each in ast.parse(source).body) + "\n"


def expression(source: str, depth: int, width: int, before: str = "", after: str = "") -> str:
    """An expression that stands between two texts on a line indented by `depth` levels.

    The first line of the result is not indented.
    """
    tree = ast.parse(source, mode="eval").body
    return _expression(tree, _Room(depth, width, len(before), len(after)))


def _statement(node: ast.stmt, width: int) -> str:
    if isinstance(node, ast.ClassDef):
        bases = ", ".join(map(ast.unparse, node.bases))
        return "\n".join([f"class {node.name}({bases}):", *_body(node, width)])
    if isinstance(node, ast.Assign):
        before = f"{ast.unparse(node.targets[0])} = "
        return before + _expression(node.value, _Room(0, width, len(before)))
    raise TypeError(ast.dump(node))  # a draft has no other statement


def _body(node: ast.ClassDef, width: int) -> Iterator[str]:
    for part in node.body:
        assert isinstance(part, ast.AnnAssign)
        before = f"{ast.unparse(part.target)}: "
        room = _Room(1, width, len(before))
        yield f"{_INDENT}{before}{_annotation(part.annotation, room)}"


class _Room(NamedTuple):
    """The line on which an expression begins: its indentation, and what else stands on it."""

    depth: int
    width: int
    before: int = 0
    after: int = 0

    def fits(self, text: str) -> bool:
        return len(_INDENT) * self.depth + self.before + len(text) + self.after <= self.width

    def inner(self, before: str = "", after: str = ",") -> _Room:
        return _Room(self.depth + 1, self.width, len(before), len(after))


def _annotation(node: ast.expr, room: _Room) -> str:
    """An annotation; one that is too long and a union stands in parentheses."""
    line = _line(node)
    if isinstance(node, ast.BinOp) and not room.fits(line):
        inner = room.inner(after="")
        one = inner.fits(line)
        parts = [line] if one else _arms(node, inner)
        return _exploded("(", parts, ")", room.depth, ending="")
    return _expression(node, room)


def _arms(node: ast.expr, room: _Room) -> list[str]:
    """The arms of a union, each on its line with the operator before it."""
    arms: list[ast.expr] = []
    while isinstance(node, ast.BinOp):
        arms.insert(0, node.right)
        node = node.left
    first = _expression(node, room)
    return [first, *(f"| {_expression(arm, room._replace(before=2))}" for arm in arms)]


def _expression(node: ast.expr, room: _Room) -> str:
    line = _line(node)
    if room.fits(line):
        return line
    return next((write(node, room) for kind, write in _KINDS if isinstance(node, kind)), line)


def _dict(node: ast.Dict, room: _Room) -> str:
    keys = [f"{_line(key)}: " for key in node.keys if key is not None]
    pairs = zip(keys, node.values, strict=True)
    parts = [f"{key}{_expression(value, room.inner(key))}" for key, value in pairs]
    return _exploded("{", parts, "}", room.depth)


def _list(node: ast.List, room: _Room) -> str:
    parts = [_expression(item, room.inner()) for item in node.elts]
    return _exploded("[", parts, "]", room.depth)


def _call(node: ast.Call, room: _Room) -> str:
    parts = [_expression(argument, room.inner()) for argument in node.args]
    for keyword in node.keywords:
        before = f"{keyword.arg}="
        parts.append(f"{before}{_expression(keyword.value, room.inner(before))}")
    return _exploded(f"{_line(node.func)}(", parts, ")", room.depth)


def _subscript(node: ast.Subscript, room: _Room) -> str:
    opening = f"{_line(node.value)}["
    if isinstance(node.slice, ast.Tuple):
        parts = [_expression(item, room.inner()) for item in node.slice.elts]
        return _exploded(opening, parts, "]", room.depth)
    # A trailing comma would make a tuple of it.
    part = _expression(node.slice, room.inner(after=""))
    return _exploded(opening, [part], "]", room.depth, ending="")


def _union(node: ast.BinOp, room: _Room) -> str:
    return f"\n{_INDENT * (room.depth)}".join(_arms(node, room))


def _exploded(
    opening: str, parts: Sequence[str], closing: str, depth: int, ending: str = ","
) -> str:
    inner = _INDENT * (depth + 1)
    lines = [f"{inner}{part}{ending}" for part in parts]
    return "\n".join([opening, *lines, f"{_INDENT * depth}{closing}"])


_KINDS: Final[Sequence[tuple[type[ast.expr], Callable[..., str]]]] = (
    (ast.Dict, _dict),
    (ast.List, _list),
    (ast.Call, _call),
    (ast.Subscript, _subscript),
    (ast.BinOp, _union),
)


# ---------------------------------------------------------------- on one line


def _line(node: ast.expr) -> str:
    """An expression on one line, with texts in the quotes that the formatters choose."""
    return str(_Lines().visit(node))


class _Lines(ast.NodeVisitor):
    def visit_Constant(self, node: ast.Constant) -> str:
        return quoted(node.value) if isinstance(node.value, str) else repr(node.value)

    def visit_Dict(self, node: ast.Dict) -> str:
        pairs = zip(node.keys, node.values, strict=True)
        return f"{{{', '.join(f'{self.visit(k)}: {self.visit(v)}' for k, v in pairs if k)}}}"

    def visit_List(self, node: ast.List) -> str:
        return f"[{', '.join(map(self.visit, node.elts))}]"

    def visit_Tuple(self, node: ast.Tuple) -> str:
        return ", ".join(map(self.visit, node.elts))

    def visit_Call(self, node: ast.Call) -> str:
        named = [f"{each.arg}={self.visit(each.value)}" for each in node.keywords]
        return f"{self.visit(node.func)}({', '.join([*map(self.visit, node.args), *named])})"

    def visit_Subscript(self, node: ast.Subscript) -> str:
        return f"{self.visit(node.value)}[{self.visit(node.slice)}]"

    def visit_BinOp(self, node: ast.BinOp) -> str:
        return f"{self.visit(node.left)} | {self.visit(node.right)}"

    def generic_visit(self, node: ast.AST) -> str:
        return ast.unparse(node)


def quoted(text: str) -> str:
    """A text as a literal in double quotes, or in single ones if those need fewer escapes."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    # `repr` of a text with another quote in it keeps that quote and escapes all but printable ones.
    body = repr(f"{text}'\"")[1:-1].removesuffix("\\'\"").replace("\\'", "'")
    escaped = body.replace(quote, "\\" + quote)
    return f"{quote}{escaped}{quote}"
