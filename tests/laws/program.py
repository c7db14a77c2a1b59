"""A generated program: declarations and the types that use them, written out and imported.

The types are Python source, because a translator meets forward references, late annotations, two
modules that import each other, classes inside functions, docstrings.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import sys
import tempfile
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, TypeAlias

from laws.base import Json, Node, Scope, Spelling, Use, Values
from laws.declarations import Declaration
from laws.unions import LiteralOf

Layout: TypeAlias = Literal["plain", "late", "two modules", "local"]

HEADER: Final = """\
import collections, collections.abc, datetime, decimal, enum, ipaddress, types, typing, uuid
import annotated_types as at
import typing_extensions as te
from django.db import models
from django.utils.functional import Promise
from drf_typed_responses.translate.metadata import Email, Format, Pattern, Private, Slug, Url
"""
LATE: Final = "from __future__ import annotations\n"
KEPT: Final = 64


@dataclass(frozen=True)
class Program:
    """Declarations in source order, and the types to translate."""

    declarations: tuple[Declaration, ...]
    roots: tuple[Node, ...]
    layout: Layout = "plain"

    @cached_property
    def by_name(self) -> dict[str, Declaration]:
        return {declaration.name: declaration for declaration in self.declarations}

    @cached_property
    def looks_ahead(self) -> bool:
        """Whether some name is used before it is declared."""
        seen: set[str] = set()
        for declaration in self.declarations:
            used = {node.name for node in declaration.nodes() if isinstance(node, Use)}
            if used - seen:
                return True
            seen.add(declaration.name)
        return False

    def modules(self) -> dict[str, str]:
        """The source of each module by its suffix, in the order in which they are imported."""
        match self.layout:
            case "plain":
                return {"": HEADER + self._body(self.declarations, set()) + self._roots()}
            case "late":
                body = self._body(self.declarations, set(), late=True)
                return {"": LATE + HEADER + body + self._roots()}
            case "local":
                return {"": HEADER + self._local()}
            case "two modules":
                return self._two_modules()

    def _body(self, declarations: Any, defined: set[str], *, late: bool = False) -> str:
        text = ""
        for declaration in declarations:
            spelling = Spelling(frozenset(self.by_name) - defined)
            text += "\n" + declaration.source(spelling, Spelling() if late else spelling)
            defined.add(declaration.name)
        return text

    def _roots(self) -> str:
        return f"\nROOTS = [{', '.join(node.code(Spelling()) for node in self.roots)}]\n"

    def _local(self) -> str:
        body = self._body(self.declarations, set()) + self._roots() + "\nreturn locals()\n"
        indented = "".join(f"    {line}\n" if line else "\n" for line in body.split("\n"))
        return f"\ndef declare():\n{indented}\nglobals().update(declare())\n"

    def _two_modules(self) -> dict[str, str]:
        """Classes that only annotations name move to a module that is imported for checkers."""
        moved = {one.name for one in self.declarations if one.movable()} - self._needed_at_once()
        first = [one for one in self.declarations if one.name not in moved]
        second = [one for one in self.declarations if one.name in moved]
        defined: set[str] = set()
        before = self._body(first, defined, late=True)
        after = self._body(second, defined, late=True) + self._roots()
        hidden = f"if typing.TYPE_CHECKING:\n    from MODULE_b import {', '.join(sorted(moved))}\n"
        names = [name for one in first for name in (one.name, *variables(one))]
        visible = f"from MODULE import {', '.join(names)}\n" if names else ""
        return {
            "": LATE + HEADER + (hidden if moved else "") + before,
            "_b": LATE + HEADER + visible + after,
        }

    def _needed_at_once(self) -> set[str]:
        """Names that Python evaluates during the import: all but those in class annotations."""
        return {
            node.name
            for declaration in self.declarations
            for node in declaration.early_nodes()
            if isinstance(node, Use)
        }

    @cached_property
    def digest(self) -> str:
        text = repr(self.modules())
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def sources(self) -> dict[str, str]:
        """Each module's name with its source; the names follow from the contents."""
        name = f"generated_{self.digest}"
        return {
            name + suffix: text.replace("MODULE", name) for suffix, text in self.modules().items()
        }

    def forms(self) -> Iterator[str]:
        """The forms in the program, each once."""
        found = {f"layout: {self.layout}"}
        for declaration in self.declarations:
            found |= set(declaration.forms())
            for node in declaration.nodes():
                found |= set(node.forms())
        for root in self.roots:
            for node in root.walk():
                found |= set(node.forms())
        yield from sorted(found - {""})

    def load(self) -> Loaded:
        return Loaded(self, load(self.sources()))


def variables(declaration: Declaration) -> list[str]:
    if declaration.generics == "PEP 695":
        return []
    return [parameter.name for parameter in declaration.parameters]


@dataclass(frozen=True)
class Loaded:
    """A program that has been imported."""

    program: Program
    namespace: dict[str, Any] = field(repr=False)

    @property
    def hints(self) -> list[Any]:
        return list(self.namespace["ROOTS"])

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.program.by_name, self.namespace)

    def values(self, index: int) -> Values:
        """Objects of the type, or an empty strategy where it has none."""
        return self.program.roots[index].values(self.scope)

    def admits(self, index: int, json: Json, rows: frozenset[str] = frozenset()) -> bool:
        """Whether an object of the type renders to the JSON, or a row of the table admits it."""
        scope = Scope(self.program.by_name, self.namespace, rows)
        return self.program.roots[index].admits(json, scope)

    def spares(self) -> tuple[Json, ...]:
        """Literals of the types, so that a mutation can use the tag of another arm."""
        nodes = [node for one in self.program.declarations for node in one.nodes()]
        nodes += [node for root in self.program.roots for node in root.walk()]
        found = [value for node in nodes if isinstance(node, LiteralOf) for value in node.options]
        return tuple(found)

    def __repr__(self) -> str:
        return "".join(
            f"\n# {name}.py\n{text.replace(HEADER, '')}"
            for name, text in self.program.sources().items()
        )


class BrokenProgramError(Exception):
    """The strategies wrote a program that Python refuses."""


FOLDER: Final = Path(tempfile.mkdtemp(prefix="laws-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
_kept: OrderedDict[str, tuple[str, ...]] = OrderedDict()


def load(sources: dict[str, str]) -> dict[str, Any]:
    """Import the modules, in order, from files; the namespaces of all of them together.

    The last few programs stay imported: a type whose module is gone could not be translated.
    """
    namespace: dict[str, Any] = {}
    for name, text in sources.items():
        if name not in sys.modules:
            execute(name, text)
        namespace |= vars(sys.modules[name])
    key = next(iter(sources))
    _kept[key] = tuple(sources)
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        forget(_kept.popitem(last=False)[1])
    return namespace


def execute(name: str, text: str) -> None:
    path = FOLDER / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module
    try:
        exec(compile(text, str(path), "exec", dont_inherit=True), vars(module))
    except Exception as error:
        del sys.modules[name]
        # Without the traceback, whose file differs: Hypothesis would see different bugs.
        raise BrokenProgramError(f"{error!r} in\n{text}") from None


def forget(names: tuple[str, ...]) -> None:
    for name in names:
        sys.modules.pop(name, None)
        (FOLDER / f"{name}.py").unlink(missing_ok=True)
