"""What the text of a class definition says, read from the syntax tree of its module."""

from __future__ import annotations

import ast
import inspect
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Statements without a body: no class can stand in them.
_SIMPLE = (ast.AnnAssign, ast.Assign, ast.Expr, ast.Import, ast.ImportFrom, ast.Pass, ast.Return)

# First and last line, first and last column in bytes.
Extent = tuple[int, int, int, int]


class Definition(NamedTuple):
    """What is kept of the definition of a class."""

    line: int
    bases: list[str]
    lines: dict[str, int]
    # Of each field, and of `=keyword` in the head of the class.
    annotations: dict[str, Extent]
    docstrings: dict[str, str]


def definitions(module: ast.Module) -> dict[str, Definition]:
    """Class definitions by qualified name; of two with one name the last, as at run time."""
    return {name: _facts(node) for name, node in _classes(module.body, "")}


def functional_definitions(module: ast.Module) -> dict[str, Definition]:
    """Classes made by a call, as `TypedDict("Name", {...})` does, by name."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args)
    return {
        first.value: _made_by(call)
        for call in calls
        if isinstance(first := call.args[0], ast.Constant) and isinstance(first.value, str)
    }


def _classes(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, ast.ClassDef]]:
    for node in body:
        if isinstance(node, _SIMPLE):
            continue
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name, node
            yield from _classes(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _classes(node.body, f"{prefix}{node.name}.<locals>.")
        else:
            for name in ("body", "orelse", "finalbody", "handlers", "cases"):
                yield from _classes(getattr(node, name, []), prefix)


def _facts(definition: ast.ClassDef) -> Definition:
    fields = [node for node in definition.body if isinstance(node, ast.AnnAssign)]
    return Definition(
        definition.lineno,
        [ast.unparse(base) for base in definition.bases],
        {name: node.lineno for node in fields if (name := _target(node))},
        {
            **{name: _extent(node.annotation) for node in fields if (name := _target(node))},
            **_keywords(definition.keywords),
        },
        dict(_attribute_docstrings(definition.body)),
    )


def _made_by(call: ast.Call) -> Definition:
    pairs = [
        (key.value, key.lineno, _extent(value))
        for key, value in _functional_fields(call.args[1:])
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    ]
    lines = {name: line for name, line, _ in pairs}
    annotations = {name: extent for name, _, extent in pairs}
    return Definition(call.lineno, [], lines, {**annotations, **_keywords(call.keywords)}, {})


def _functional_fields(args: list[ast.expr]) -> Iterable[tuple[ast.expr | None, ast.expr]]:
    match args:
        case [ast.Dict(keys=keys, values=values), *_]:
            return zip(keys, values, strict=True)
        case [ast.List(elts=elements), *_]:  # of a NamedTuple
            pairs = (element.elts for element in elements if isinstance(element, ast.Tuple))
            return ((pair[0], pair[1]) for pair in pairs if len(pair) == 2)
    return ()


def _keywords(keywords: list[ast.keyword]) -> dict[str, Extent]:
    return {f"={keyword.arg}": _extent(keyword.value) for keyword in keywords}


def _extent(node: ast.expr) -> Extent:
    last, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    return node.lineno, last, node.col_offset, end


def clean(text: str) -> str:
    """A docstring without its indentation; `inspect.cleandoc` takes its time for one line too."""
    return inspect.cleandoc(text) if "\n" in text or "\t" in text else text.strip()


def _target(statement: ast.AnnAssign) -> str | None:
    return statement.target.id if isinstance(statement.target, ast.Name) else None


def _attribute_docstrings(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, text in itertools.pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(text, ast.Expr)
            and isinstance(text.value, ast.Constant)
            and isinstance(text.value.value, str)
        ):
            name = _target(field)
            if name:
                yield name, clean(text.value.value)
