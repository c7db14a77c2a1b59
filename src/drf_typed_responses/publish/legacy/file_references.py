"""References between hand-written files: `paths/teams.json`, `../schemas/team.json#/Team`.

A schema of another file becomes a component, so that it may refer to itself. Any other target
replaces its reference as a copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

from ...findings import Finding
from ...openapi.pointers import COMPONENTS, SCHEMAS, is_reference, located, replaced
from ...openapi.types import Keys
from .located_json import JSONFile
from .model import HandWrittenComponent, Target, is_path_document, reference_finding

# The members of OpenAPI's objects that hold a schema.
_SCHEMA_MEMBERS: Final = {"schema", "itemSchema"}
# Real folders copy a target some hundred times. The limit stops chains that double at each file.
_MOST: Final = 10_000

_Place: TypeAlias = tuple[Path, Keys]


def _place(target: Target) -> _Place:
    return target.file.path, target.keys


@dataclass
class FileReferences:
    """Follows the references between the files of a folder, and collects findings about them.

    `local` are the references into the merged document, which does not exist yet; `used` are the
    files that a reference leads to.
    """

    folder: Path
    files: Mapping[Path, JSONFile]
    findings: list[Finding] = field(default_factory=list)
    local: list[tuple[str, JSONFile]] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)
    followed: int = 0
    _found: dict[tuple[JSONFile, str], JSONFile | str] = field(default_factory=dict)
    _lifted: dict[_Place, Target] = field(default_factory=dict)

    def final(self, target: Target) -> Target | None:
        """The place at the end of a chain of references; None and a finding if there is none."""
        seen: set[_Place] = set()
        while isinstance(target.value, dict) and is_reference(target.value):
            reference = target.value["$ref"]
            if _place(target) in seen:
                self.refuse(target.file, reference, "leads back to itself")
                return None
            seen.add(_place(target))
            found = self.target(target.file, reference)
            if found is None:
                return None
            target = found
        return target

    def inlined(self, target: Target) -> Any:
        """The value at a place, with references to other files replaced by their targets."""
        return _Inlining(self, target.file, (_place(target),)).of(target.value)

    def schema(self, file: JSONFile, value: Any) -> Any:
        """A schema of a file, with references to files replaced by references to components."""

        def change(node: dict[str, Any]) -> Any:
            if not is_reference(node) or self.is_local(file, node["$ref"]):
                return node
            target = self.target(file, node["$ref"])
            return {} if target is None else {**node, "$ref": SCHEMAS + self._lift(target)}

        return replaced(value, change)

    def components(self) -> Iterator[HandWrittenComponent]:
        """The schemas that have become components, and the schemas that these refer to."""
        done: set[_Place] = set()
        while waiting := [key for key in self._lifted if key not in done]:
            for key in waiting:
                target = self._lifted[key]
                done.add(key)
                schema = self.schema(target.file, target.value)
                yield HandWrittenComponent("schemas", target.name, schema, target)

    def _lift(self, target: Target) -> str:
        """The component name of a schema, which becomes a component if it is not one."""
        is_component = target.keys[:2] == ("components", "schemas") and len(target.keys) == 3
        if not (is_component and is_path_document(target.file.value)):
            self._lifted.setdefault(_place(target), target)
        return target.name

    def is_local(self, file: JSONFile, reference: str) -> bool:
        """Whether a reference leads into the merged document; such a reference is kept and noted.

        `#/components/...` does, unless the file is not a path document and has its own
        `components`.
        """
        if not reference.startswith("#"):
            return False
        is_own = _within(file, reference[1:]) is not None
        if is_own and not (is_path_document(file.value) and reference.startswith(COMPONENTS)):
            return False
        self.local.append((reference, file))
        return True

    def target(self, file: JSONFile, reference: str) -> Target | None:
        """The target of a reference between files; None and a finding if there is none."""
        name, _, pointer = reference.partition("#")
        other = self._file(file, unquote(name))
        target = _within(other, pointer) if isinstance(other, JSONFile) else None
        if target is None:
            self.refuse(file, reference, other if isinstance(other, str) else "leads nowhere")
        else:
            self.used.add(target.file.path)
        return target

    def _file(self, file: JSONFile, name: str) -> JSONFile | str:
        """The file of a name, or the predicate of a finding if there is none."""
        key = (file, name)
        if key not in self._found:
            self._found[key] = self._looked_up(file, name) if name else file
        return self._found[key]

    def _looked_up(self, file: JSONFile, name: str) -> JSONFile | str:
        try:
            path = Path(os.path.realpath(file.path.parent / name))
        except ValueError:  # such as for a zero byte in the name
            return "leads nowhere"
        if ":" in name.partition("/")[0] or not path.is_relative_to(self.folder):
            return "leads out of the folder, where no file is read"
        return self.files.get(path, f"leads nowhere: {name} does not exist")

    def refuse(self, file: JSONFile, reference: str, predicate: str) -> None:
        """Add the finding about a reference that cannot be followed."""
        self.findings.append(reference_finding(file, reference, predicate))


@dataclass(frozen=True, slots=True)
class _Inlining:
    """Copies targets into a value of a file; `open_` are the places that are being copied."""

    references: FileReferences
    file: JSONFile
    open_: tuple[_Place, ...]

    def of(self, value: Any) -> Any:
        """The value with its references replaced by their targets."""
        return replaced(value, self._changed)

    def _changed(self, node: dict[str, Any]) -> Any:
        if is_reference(node):
            return self._followed(node)
        held = {k: v for k, v in node.items() if k in _SCHEMA_MEMBERS and isinstance(v, dict)}
        if not held:
            return node
        rest = self.of({k: v for k, v in node.items() if k not in held})
        return {
            k: self.references.schema(self.file, v) if k in held else rest[k]
            for k, v in node.items()
        }

    def _followed(self, node: dict[str, Any]) -> Any:
        reference = node["$ref"]
        if self.references.is_local(self.file, reference):
            return node
        target = self.references.target(self.file, reference)
        if target is None:
            return {}
        self.references.followed += 1
        is_circle = _place(target) in self.open_
        if is_circle or self.references.followed > _MOST:
            end = "back to itself" if is_circle else "to more than a document can hold"
            self.references.refuse(self.file, reference, f"leads {end}")
            return {}
        open_ = (*self.open_, _place(target))
        return _Inlining(self.references, target.file, open_).of(target.value)


def _within(file: JSONFile, pointer: str) -> Target | None:
    if pointer and not pointer.startswith("/"):
        return None
    found = located(file.value, pointer)
    return None if found is None else Target(file, found[0])
