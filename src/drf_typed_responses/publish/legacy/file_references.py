"""References between hand-written files: `paths/teams.json`, `../schemas/team.json#/Team`.

A schema of another file becomes a component of that name, so that it may refer to itself; anything
else is written in the place of its reference.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ...findings import Finding
from ...openapi.pointers import SCHEMAS, is_reference, located, replaced
from ...openapi.types import Keys
from .model import Component, Target, is_document, refused
from .located_json import Text

# The members of OpenAPI's objects that hold a schema.
HOLDERS = {"schema", "itemSchema"}
# Real folders refer to what is no schema some hundred times; a chain that doubles ends here.
MOST = 10_000


@dataclass
class References:
    """Writes what references between files lead to in their place."""

    folder: Path
    files: Mapping[Path, Text]
    findings: list[Finding] = field(default_factory=list)
    # References into the merged document, which is not there yet.
    local: list[tuple[str, Text]] = field(default_factory=list)
    used: set[Path] = field(default_factory=set)
    followed: int = 0
    _found: dict[tuple[Text, str], Text | str] = field(default_factory=dict)
    _lifted: dict[tuple[Path, Keys], Target] = field(default_factory=dict)

    def final(self, target: Target) -> Target | None:
        """The place that a chain of references ends at; else None, and a finding."""
        seen: set[tuple[Path, Keys]] = set()
        while isinstance(target.value, dict) and is_reference(target.value):
            reference = target.value["$ref"]
            if (target.source.path, target.keys) in seen:
                self.refuse(target.source, reference, "leads back to itself")
                return None
            seen.add((target.source.path, target.keys))
            found = self.target(target.source, reference)
            if found is None:
                return None
            target = found
        return target

    def inlined(self, target: Target) -> Any:
        """What stands at a place, with no reference to another file left in it."""
        return _Inlining(self, target.source, ((target.source.path, target.keys),)).of(target.value)

    def schema(self, source: Text, value: Any) -> Any:
        """A schema of a file, its references to other files made references to components."""

        def change(node: dict[str, Any]) -> Any:
            if not is_reference(node) or self.is_local(source, node["$ref"]):
                return node
            target = self.target(source, node["$ref"])
            return {} if target is None else {**node, "$ref": SCHEMAS + self._lift(target)}

        return replaced(value, change)

    def components(self) -> Iterator[Component]:
        """The schemas that have become components, and those that these refer to."""
        done: set[tuple[Path, Keys]] = set()
        while waiting := [key for key in self._lifted if key not in done]:
            for key in waiting:
                target = self._lifted[key]
                done.add(key)
                yield Component(
                    "schemas", target.name, self.schema(target.source, target.value), target
                )

    def _lift(self, target: Target) -> str:
        is_one = target.keys[:2] == ("components", "schemas") and len(target.keys) == 3
        if not (is_one and is_document(target.source.value)):
            self._lifted.setdefault((target.source.path, target.keys), target)
        return target.name

    def is_local(self, source: Text, reference: str) -> bool:
        """Whether a reference leads into the merged document: it is noted, and stays.

        `#/components/...` does, unless the file is a part and has that itself.
        """
        if not reference.startswith("#"):
            return False
        is_own = _within(source, reference[1:]) is not None
        if is_own and not (is_document(source.value) and reference.startswith("#/components/")):
            return False
        self.local.append((reference, source))
        return True

    def target(self, source: Text, reference: str) -> Target | None:
        """What a reference to a place in a file leads to; else None, and a finding."""
        name, _, pointer = reference.partition("#")
        file = self._file(source, unquote(name))
        target = _within(file, pointer) if isinstance(file, Text) else None
        if target is None:
            self.refuse(source, reference, file if isinstance(file, str) else "leads nowhere")
        else:
            self.used.add(target.source.path)
        return target

    def _file(self, source: Text, name: str) -> Text | str:
        """The file of a name, or what is wrong with it."""
        key = (source, name)
        if key not in self._found:
            self._found[key] = self._looked_up(source, name) if name else source
        return self._found[key]

    def _looked_up(self, source: Text, name: str) -> Text | str:
        try:
            path = Path(os.path.realpath(source.path.parent / name))
        except ValueError:  # a name that no file can have
            return "leads nowhere"
        if ":" in name.partition("/")[0] or not path.is_relative_to(self.folder):
            return "leads out of the folder, and nothing outside is read"
        return self.files.get(path, f"leads nowhere: there is no {name}")

    def refuse(self, source: Text, reference: str, what: str) -> None:
        """Note a reference that cannot be followed."""
        self.findings.append(refused(source, reference, what))


@dataclass(frozen=True, slots=True)
class _Inlining:
    references: References
    source: Text
    open_: tuple[tuple[Path, Keys], ...]

    def of(self, value: Any) -> Any:
        return replaced(value, self._changed)

    def _changed(self, node: dict[str, Any]) -> Any:
        if is_reference(node):
            return self._followed(node)
        held = {k: v for k, v in node.items() if k in HOLDERS and isinstance(v, dict)}
        if not held:
            return node
        rest = self.of({k: v for k, v in node.items() if k not in held})
        return {
            k: self.references.schema(self.source, v) if k in held else rest[k]
            for k, v in node.items()
        }

    def _followed(self, node: dict[str, Any]) -> Any:
        reference = node["$ref"]
        if self.references.is_local(self.source, reference):
            return node
        target = self.references.target(self.source, reference)
        if target is None:
            return {}
        place = (target.source.path, target.keys)
        self.references.followed += 1
        if place in self.open_ or self.references.followed > MOST:
            what = "back to itself" if place in self.open_ else "to more than a document can hold"
            self.references.refuse(self.source, reference, f"leads {what}")
            return {}
        return _Inlining(self.references, target.source, (*self.open_, place)).of(target.value)


def _within(source: Text, pointer: str) -> Target | None:
    if pointer and not pointer.startswith("/"):
        return None
    found = located(source.value, pointer)
    return None if found is None else Target(source, found[0])
