"""Tells which types of the project a module may import without a circle."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import resolve_name
from typing import Any, Final

from ...project_files import is_of_project
from ...translate.module_source import is_type_checking


def importable_from(cls: object, name: str) -> str | None:
    """The module that has a class under this name; None if no module of the project has it."""
    module = getattr(cls, "__module__", None)
    found: Any = sys.modules.get(str(module))
    if found is None or getattr(found, name, None) is not cls:
        return None
    return str(module) if is_of_project(getattr(found, "__file__", None) or "") else None


def reaches(module: str, others: Iterable[str]) -> bool:
    """Whether the import of a module of the project imports one of the others, or is one."""
    wanted = {*others}
    known = {module}
    pending = [module]
    for name in pending:  # grows in the loop
        if name in wanted:
            return True
        new = [each for each in _imported(name) if each not in known]
        known.update(new)
        pending += new
    return False


def _imported(module: str) -> tuple[str, ...]:
    """What a module of the project imports when it is imported; nothing for another module."""
    found = sys.modules.get(module)
    file = getattr(found, "__file__", None) or ""
    return _imports_in(file, getattr(found, "__package__", "") or "") if is_of_project(file) else ()


@lru_cache(maxsize=1024)
def _imports_in(file: str, package: str) -> tuple[str, ...]:
    """The modules, and perhaps members of them, that the code of a file imports."""
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
        return tuple(name for node in _executed(tree.body) for name in _names(node, package))
    except (ImportError, OSError, SyntaxError, ValueError):
        return ()


def _executed(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The statements that an import may execute: not those of functions, or for type checkers."""
    for node in nodes:
        yield node
        if isinstance(node, ast.If) and is_type_checking(node.test):
            yield from _executed(node.orelse)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner = ast.iter_child_nodes(node)
            yield from _executed(each for each in inner if isinstance(each, _BLOCKS))


# What a statement consists of that has statements.
_BLOCKS: Final = (ast.stmt, ast.ExceptHandler, ast.match_case)


def _names(node: ast.AST, package: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = resolve_name("." * node.level + (node.module or ""), package)
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)
