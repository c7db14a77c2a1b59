"""Tells which types of the project a module may import without a circle."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import resolve_name
from typing import Any

from ...project_files import is_of_project


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


@lru_cache(maxsize=1024)
def _imported(module: str) -> tuple[str, ...]:
    """The modules of the project that a module imports when it is imported."""
    file = getattr(sys.modules.get(module), "__file__", None) or ""
    if not is_of_project(file):
        return ()
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
        return tuple(name for node in tree.body for name in _names(node, module))
    except (ImportError, OSError, SyntaxError, ValueError):
        return ()


def _names(node: ast.stmt, module: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        package = getattr(sys.modules.get(module), "__package__", "") or ""
        base = resolve_name("." * node.level + (node.module or ""), package)
        yield base
        yield from (f"{base}.{alias.name}" for alias in node.names)
