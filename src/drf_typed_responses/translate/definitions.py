"""Class definitions and type aliases in the text of a module, read one statement at a time.

The syntax tree of a large module takes much memory. So the tree of one statement is dropped before
the next is read, and the annotations of plain fields, which are most of the text, are left out.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from .plain_classes import Definition, add_plain_class, clean

# Where the text is split: between statements, or inside one, whose parts then do not parse.
_GAP = re.compile(r"\n\n(?=\S)")
# A field whose whole statement is on one line, and has no string in it.
_PLAIN_FIELD = re.compile(r"""^([ \t]+\w+:)[^\n"'#\\;]*[^\n"'#\\;,(\[{:]$""", re.MULTILINE)
# Statements without a body, which cannot contain a class.
_SIMPLE = {ast.AnnAssign, ast.Assign, ast.Expr, ast.Import, ast.ImportFrom, ast.Pass, ast.Return}


class _Part(NamedTuple):
    """Some whole statements of a module, and how many lines stand above them."""

    text: str
    above: int
    body: list[ast.stmt]


def definitions(text: str) -> dict[str, Definition]:
    """Class statements by qualified name; of two with one name the last, as at run time."""
    found: dict[str, Definition] = {}
    for part in _parts(text, partial(add_plain_class, found)):
        found.update((name, _from_statement(node, part)) for name, node in _classes(part.body, ""))
    return found


def functional_definitions(text: str) -> dict[str, Definition]:
    """Classes made by a call such as `TypedDict("Name", {...})`, by name."""
    return {
        name: _from_call(call, part.above)
        for part in _parts(text)
        for name, call in _named_calls(part.body)
    }


def aliases(text: str) -> dict[str, ast.expr]:
    """The right sides of `type Name = ...` and of `TypeAliasType("Name", ...)`, by name."""
    found: dict[str, ast.expr] = {}
    for part in _parts(text):
        calls = _named_calls(part.body)
        found.update(
            {name: _placed(call.args[1], part) for name, call in calls if len(call.args) == 2}
        )
        for node in _walk(part.body):
            if type(node).__name__ == "TypeAlias":  # the statement is new in Python 3.12
                found[node.name.id] = _placed(node.value, part)  # type: ignore[attr-defined]
    return found


def assignments(text: str) -> dict[str, ast.expr]:
    """The right sides of the assignments at the top of a module that have a string inside a type.

    These may be aliases with a forward reference, such as `Tree = list["Tree | str"]`.
    """
    return {
        target.id: _placed(node.value, part)
        for part in _parts(text)
        for node in part.body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and isinstance(node.value, (ast.BinOp, ast.Subscript))
        and any(_string(each) is not None for each in ast.walk(node.value))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def _placed(value: ast.expr, part: _Part) -> ast.expr:
    """The expression with its line in the whole text."""
    value.lineno += part.above
    return value


def statements(text: str) -> list[ast.stmt]:
    """The statements of a module; empty if the file was edited since and no longer parses."""
    try:
        return ast.parse(text).body
    except (SyntaxError, ValueError):
        return []


def _parts(
    text: str, is_read: Callable[[str, int], bool] = lambda part, above: False
) -> Iterator[_Part]:
    """The parts of a module, except those that `is_read`, given their text, has read itself."""
    above = 0
    try:
        for part in _GAP.split(text):
            if not is_read(part, above):
                yield _Part(part, above, ast.parse(_PLAIN_FIELD.sub(r"\1 0", part)).body)
            above += part.count("\n") + 2
    except (SyntaxError, ValueError):  # a string holds a gap, or a line that looks like a field
        yield _Part(text, 0, statements(text))


def _classes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in body:
        if type(node) in _SIMPLE:
            continue
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name, node
            yield from _classes(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _classes(node.body, f"{prefix}{node.name}.<locals>.")
        else:
            for name in ("body", "orelse", "finalbody", "handlers", "cases"):
                yield from _classes(getattr(node, name, []), prefix)


def _from_statement(definition: ast.ClassDef, part: _Part) -> Definition:
    above = part.above
    lines: dict[str, int] = {}
    docstrings: dict[str, str] = {}
    field = ""
    for node in definition.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            field = node.target.id
            lines[field] = above + node.lineno
            continue
        if field and isinstance(node, ast.Expr) and _string(node.value) is not None:
            docstrings[field] = clean(_string_in_source(node.value, part))
        field = ""
    bases = [b.id if isinstance(b, ast.Name) else ast.unparse(b) for b in definition.bases]
    first, last = above + definition.lineno, above + (definition.end_lineno or 0)
    return Definition(first, last, bases, lines.get, docstrings, _keywords(definition.keywords))


def _string_in_source(string: ast.expr, part: _Part) -> str:
    if string.end_lineno == string.lineno:
        return _string(string) or ""
    # A line of it may look like a plain field, so that its end was left out.
    text = ast.get_source_segment(part.text, string)
    return str(ast.literal_eval(f"({text}\n)"))


def _from_call(call: ast.Call, above: int) -> Definition:
    expressions = _keywords(call.keywords)
    lines: dict[str, int] = {}
    for key, value in _functional_fields(call.args[1:]):
        name = _string(key)
        if key is not None and name is not None:
            expressions[name], lines[name] = value, above + key.lineno
    first, last = above + call.lineno, above + (call.end_lineno or 0)
    return Definition(first, last, [], lines.get, {}, expressions)


def _named_calls(body: list[ast.stmt]) -> Iterator[tuple[str, ast.Call]]:
    for node in _walk(body):
        if isinstance(node, ast.Call) and node.args:
            name = _string(node.args[0])
            if name is not None:
                yield name, node


def _walk(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _functional_fields(args: list[ast.expr]) -> Iterable[tuple[ast.expr | None, ast.expr]]:
    match args:
        case [ast.Dict(keys=keys, values=values), *_]:
            return zip(keys, values, strict=True)
        case [ast.List(elts=elements), *_]:  # the fields of a NamedTuple
            pairs = (element.elts for element in elements if isinstance(element, ast.Tuple))
            return ((pair[0], pair[1]) for pair in pairs if len(pair) == 2)
    return ()


def _keywords(keywords: list[ast.keyword]) -> dict[str, ast.expr]:
    return {f"={keyword.arg}": keyword.value for keyword in keywords}


def _string(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
