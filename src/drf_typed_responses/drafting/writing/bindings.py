"""The global names of a module, and what each of them is imported from."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import NamedTuple

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

from .source_files import SourceFile


class Imported(NamedTuple):
    """A name of a module, both as in `from module import name`; without a name the module."""

    module: str
    name: str


def local_name(file: SourceFile, wanted: Imported) -> str | None:
    """How a module names what it imports; None if it does not import that."""
    return next((local for local, known in bindings(file) if known == wanted), None)


def bindings(file: SourceFile) -> Iterator[tuple[str, Imported | None]]:
    """The global names of a module, and what each is imported from; a module has no name."""
    for statement in file.module.body:
        yield from _bound(file, statement)


def _bound(file: SourceFile, node: cst.CSTNode) -> Iterator[tuple[str, Imported | None]]:
    if isinstance(node, cst.SimpleStatementLine):
        for part in node.body:
            yield from _bound(file, part)
    elif isinstance(node, cst.ImportFrom):
        yield from _from(file, node)
    elif isinstance(node, cst.Import):
        for alias in node.names:
            local = alias.evaluated_alias or alias.evaluated_name
            yield local, Imported(alias.evaluated_name, "")
    elif isinstance(node, (cst.ClassDef, cst.FunctionDef)):
        yield node.name.value, None
    elif isinstance(node, (cst.Assign, cst.AnnAssign)):
        targets = (
            [t.target for t in node.targets] if isinstance(node, cst.Assign) else [node.target]
        )
        for target in targets:
            for each in m.findall(target, m.Name()):
                yield cst.ensure_type(each, cst.Name).value, None
    elif isinstance(node, (cst.If, cst.Try, cst.TryStar, cst.Else)) and not _is_for_checkers(node):
        # A name that only one branch binds is taken, whatever it is imported from.
        for statement in node.body.body:
            for name, _ in _bound(file, statement):
                yield name, None


def _is_for_checkers(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.If) and str(get_full_name_for_node(node.test)).endswith(
        "TYPE_CHECKING"
    )


def _from(file: SourceFile, node: cst.ImportFrom) -> Iterator[tuple[str, Imported]]:
    module = imported_module(file, node)
    if isinstance(node.names, cst.ImportStar):
        yield from _exported(module)
        return
    for alias in node.names:
        yield alias.evaluated_alias or alias.evaluated_name, Imported(module, alias.evaluated_name)


def _exported(module: str) -> Iterator[tuple[str, Imported]]:
    """What `from module import *` imports, each from the module that defines it."""
    exporting = sys.modules.get(module)
    public = [name for name in vars(exporting) if name[:1] != "_"] if exporting else []
    for name in getattr(exporting, "__all__", public):
        value = getattr(exporting, name, None)
        if isinstance(value, ModuleType):
            package, _, own = value.__name__.rpartition(".")
            yield name, Imported(package, own) if package else Imported(own, "")
        else:
            yield name, Imported(str(getattr(value, "__module__", module)), name)


def imported_module(file: SourceFile, node: cst.ImportFrom) -> str:
    """The absolute name of the module that a statement imports from."""
    own = get_full_name_for_node(node.module) if node.module else ""
    if not node.relative:
        return own or ""
    parts = file.package.split(".")
    above = ".".join(parts[: len(parts) - len(node.relative) + 1])
    return f"{above}.{own}" if own and above else own or above
