"""The hand-written paths and components, each with its place in a file, and findings about them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from ...findings import Finding
from ...openapi.types import Keys
from ...openapi.vocabulary import METHODS
from .located_json import JSONFile

_HINT = 'It holds {"paths": {"/teams/": {"get": {...}}}}, and components where it needs them.'


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a reference: a place in a file."""

    file: JSONFile
    keys: Keys

    @property
    def value(self) -> Any:
        """The value at the place."""
        return self.file.at(self.keys)

    @property
    def name(self) -> str:
        """The name that a schema at this place gets as a component."""
        written = str(self.keys[-1]) if self.keys else self.file.path.stem
        return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in written)


@dataclass(frozen=True, slots=True)
class HandWrittenComponent:
    """A component of a path document, or a schema of another file that one uses."""

    kind: str
    name: str
    value: Any
    target: Target


@dataclass(frozen=True, slots=True)
class HandWrittenPath:
    """A path with the Path Item Object that a file gives it."""

    path: str
    value: Any
    target: Target

    @property
    def operations(self) -> list[str]:
        """`GET /path/` for each operation."""
        return [f"{method.upper()} {self.path}" for method in METHODS if method in self.value]

    def place(self, method: str) -> tuple[str, int]:
        """File and line of an operation."""
        file, keys = self.target.file, self.target.keys
        return str(file.path), file.place(*keys, method.lower())[0]


def is_path_document(value: Any) -> bool:
    """Whether the value of a file is a path document; others are targets of references."""
    if not isinstance(value, dict):
        return False
    return not value or any(key in ("paths", "components") or key[:1] == "/" for key in value)


def file_finding(
    path: Path, message: str, line: int | None = None, column: int | None = None
) -> Finding:
    """The finding about a file, or a part of it, that is not a path document."""
    return Finding(
        "error",
        "legacy-file",
        f"{path.name} is not a path document: {message}",
        hint=_HINT,
        file=str(path),
        line=line or 1,
        column=column,
    )


def reference_finding(file: JSONFile, reference: str, predicate: str) -> Finding:
    """The finding about a reference in a file; `predicate` is such as "leads nowhere"."""
    return Finding(
        "error",
        "unresolved-reference",
        f"the reference {reference} {predicate}",
        hint="Refer to a file of the folder, or give the document the component.",
        **place_in(file, file.place_of(reference)),
    )


class PlaceInFile(TypedDict):
    """The members of a Finding that locate it in a hand-written file."""

    path: str
    file: str
    line: int
    column: int


def place_in(file: JSONFile, place: tuple[int, int]) -> PlaceInFile:
    """The members of a Finding about a line and a column of a file."""
    line, column = place
    return {"path": file.path.name, "file": str(file.path), "line": line, "column": column}
