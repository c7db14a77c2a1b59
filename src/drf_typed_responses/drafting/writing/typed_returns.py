"""Tells whether a type checker takes what a view method returns for its drafted type.

It follows only values whose type is written there: displays, constants, and calls of `str` and the
like. For any other value the answer is no, because the draft knows only recorded responses.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from ..returned_values import own_nodes

# The annotations of the attributes of the drafted classes, by name.
Classes: TypeAlias = Mapping[str, Mapping[str, ast.expr]]

_CALLS: Final = {"str": "str", "int": "int", "len": "int", "float": "float", "bool": "bool"}


def returns_typed(function: str, response: str, body: str, types: str) -> bool:
    """Whether each return of a function is `Response(...)` with a body of that type.

    `function` and `types` are source, and `response` is the name of the class of responses.
    """
    [definition] = ast.parse(function).body
    values = [each.value for each in own_nodes(definition) if isinstance(each, ast.Return)]
    hint, classes = ast.parse(body, mode="eval").body, dict(_classes(types))
    return bool(values) and all(
        isinstance(value, ast.Call)
        and ast.unparse(value.func) == response
        and len(value.args) == 1
        and _fits(value.args[0], hint, classes)
        for value in values
    )


def _classes(types: str) -> Iterator[tuple[str, Mapping[str, ast.expr]]]:
    for node in ast.parse(types).body:
        if isinstance(node, ast.ClassDef):
            lines = [each for each in node.body if isinstance(each, ast.AnnAssign)]
            yield node.name, {ast.unparse(each.target): each.annotation for each in lines}


def _fits(value: ast.expr, hint: ast.expr, classes: Classes) -> bool:
    if isinstance(hint, ast.BinOp):
        return _fits(value, hint.left, classes) or _fits(value, hint.right, classes)
    written = ast.unparse(hint)
    if isinstance(value, ast.Dict):
        return written in classes and _fits_class(value, classes[written], classes)
    if isinstance(value, ast.List) and isinstance(hint, ast.Subscript):
        is_list = ast.unparse(hint.value) == "list"
        return is_list and all(_fits(each, hint.slice, classes) for each in value.elts)
    return scalar_type(value) == written


def _fits_class(value: ast.Dict, attributes: Mapping[str, ast.expr], classes: Classes) -> bool:
    keys = [key.value if isinstance(key, ast.Constant) else None for key in value.keys]
    pairs = zip(keys, value.values, strict=True)
    return sorted(map(str, keys)) == sorted(attributes) and all(
        _fits(part, attributes[str(key)], classes) for key, part in pairs
    )


def scalar_type(value: ast.expr) -> str:
    """The type of a value without parts, or "" if it is not written there."""
    if isinstance(value, ast.JoinedStr):
        return "str"
    if isinstance(value, ast.Constant):
        return "None" if value.value is None else type(value.value).__name__
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
        return _CALLS.get(value.func.id, "")
    return ""
