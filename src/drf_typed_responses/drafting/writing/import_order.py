"""Where isort and ruff put an import, and a name in it."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from typing import NamedTuple

import libcst as cst
from libcst.helpers import get_full_name_for_node

from ...project_files import is_of_project
from .source_files import SourceFile

_FUTURE, _PYTHON, _INSTALLED, _PROJECT, _RELATIVE = range(5)


class ImportPlace(NamedTuple):
    """The key by which isort sorts a statement."""

    section: int
    is_from: bool
    module: tuple[object, ...]
    member: tuple[object, ...] = ()


def _section(file: SourceFile, module: str) -> int:
    if module.startswith("."):
        return _RELATIVE
    root = module.partition(".")[0]
    if root == "__future__":
        return _FUTURE
    if root in sys.stdlib_module_names:
        return _PYTHON
    return _PROJECT if _is_of_project(root) else _INSTALLED


def _is_of_project(root: str) -> bool:
    try:
        spec = find_spec(root)
    except (ImportError, ValueError):
        return False
    if spec is None:
        return False
    folders = spec.submodule_search_locations or ()
    return any(map(is_of_project, [spec.origin or "", *folders]))


def _natural(text: str) -> tuple[object, ...]:
    return tuple(
        (1, int(part), "") if part.isdigit() else (2, 0, part)
        for part in re.split(r"(\d+)", text.lower())
    )


def import_place(file: SourceFile, statement: cst.CSTNode) -> ImportPlace | None:
    """The place of an import statement; None for any other statement."""
    match statement:
        case cst.SimpleStatementLine(body=[cst.ImportFrom() as node]):
            written = "." * len(node.relative)
            written += (get_full_name_for_node(node.module) or "") if node.module else ""
            return module_place(file, written, member=_first_member(node))
        case cst.SimpleStatementLine(body=[cst.Import(names=[alias])]):
            return module_place(file, alias.evaluated_name, is_from=False)
    return None


def _first_member(node: cst.ImportFrom) -> str:
    return "" if isinstance(node.names, cst.ImportStar) else node.names[0].evaluated_name


def module_place(
    file: SourceFile, module: str, *, is_from: bool = True, member: str = ""
) -> ImportPlace:
    """The place of an import of a module, which may be relative, and of its first member."""
    # isort puts the furthest relative module first.
    dots = len(module) - len(module.lstrip("."))
    key = member_key(member) if member else ()
    return ImportPlace(_section(file, module), is_from, (-dots, *_natural(module.lstrip("."))), key)


def member_key(name: str) -> tuple[object, ...]:
    """Constants, then classes, then the rest. Source: `member_type` of ruff's isort."""
    is_constant = len(name) > 1 and name.isupper()
    return (0 if is_constant else 1 if name[:1].isupper() else 2, *_natural(name))
