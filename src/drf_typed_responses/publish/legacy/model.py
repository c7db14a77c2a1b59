"""The parts of hand-written documents, each with its place, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...findings import Finding
from ...openapi.types import Keys
from ...openapi.vocabulary import METHODS
from .located_json import Text

HINT = 'It holds {"paths": {"/teams/": {"get": {...}}}}, and components where it needs them.'


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a place in a file."""

    source: Text
    keys: Keys

    @property
    def value(self) -> Any:
        return self.source.at(self.keys)

    @property
    def name(self) -> str:
        """The name that a schema at this place gets as a component."""
        written = str(self.keys[-1]) if self.keys else self.source.path.stem
        return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in written)


@dataclass(frozen=True, slots=True)
class Component:
    """A component of a path document, or a schema that one refers to."""

    kind: str
    name: str
    value: Any
    target: Target


@dataclass(frozen=True, slots=True)
class Item:
    """What is written by hand of one path, and where its operations stand."""

    path: str
    value: Mapping[str, Any]
    target: Target

    @property
    def operations(self) -> list[str]:
        """`GET /path/` for each operation."""
        return [f"{method.upper()} {self.path}" for method in METHODS if method in self.value]

    def place(self, method: str) -> tuple[str, int]:
        """File and line of an operation."""
        source, keys = self.target.source, self.target.keys
        return str(source.path), source.place(*keys, method.lower())[0]


def is_document(value: Any) -> bool:
    """Whether the value of a file is a path document, and not a part that others refer to."""
    if not isinstance(value, dict):
        return False
    return not value or any(key in ("paths", "components") or key[:1] == "/" for key in value)


def broken(path: Path, what: str, line: int | None = None, column: int | None = None) -> Finding:
    """The finding of a file, or of a part of it, that is not what it should be."""
    message = f"{path.name} is no path document: {what}"
    return Finding(
        "error", "legacy-file", message, hint=HINT, file=str(path), line=line, column=column
    )


def refused(source: Text, reference: str, what: str) -> Finding:
    """The finding of a reference in a hand-written file."""
    message = f"the reference {reference} {what}"
    hint = "Refer to a file of the folder, or give the document the component."
    where = inside(source, source.place_of(reference))
    return Finding("error", "unresolved-reference", message, hint=hint, **where)


def inside(source: Text, place: tuple[int | None, int | None]) -> dict[str, Any]:
    """Where a finding about a line and a column of a hand-written file leads."""
    line, column = place
    return {
        "path": source.path.name,
        "file": str(source.path),
        "line": line,
        "column": column,
    }
