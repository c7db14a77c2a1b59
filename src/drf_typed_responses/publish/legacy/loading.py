"""What a folder of hand-written documents holds, and what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...exceptions import SettingsError
from ...findings import Finding
from .model import Component, Item, Target, broken, inside, is_document
from .file_references import References
from .malformed import sound
from .located_json import Text, TextError, read


@dataclass(frozen=True, slots=True)
class Legacy:
    """Hand-written paths and components, what is wrong with them, and the references that lead
    into the merged document, each with its file; `left_out` are the paths that are misshapen."""

    items: tuple[Item, ...] = ()
    components: tuple[Component, ...] = ()
    findings: tuple[Finding, ...] = ()
    local: tuple[tuple[str, Text], ...] = ()
    left_out: tuple[Item, ...] = ()

    @property
    def names(self) -> set[str]:
        """What the operations and components are called in findings."""
        operations = {name for item in self.items for name in item.operations}
        return operations | {f"components.{c.kind}.{c.name}" for c in self.components}

    def place(self, path: str, method: str) -> tuple[str, int | None]:
        """File and line of an operation."""
        for item in self.items:
            if item.path == path and method.lower() in item.value:
                return item.place(method)
        return "", None


def read_legacy(folder: Path | None) -> Legacy:
    """The documents of a folder. Raises SettingsError where it is no folder."""
    if folder is None:
        return Legacy()
    if not folder.is_dir():
        raise SettingsError(f'TYPED_RESPONSES["LEGACY"]: {folder} is no folder')
    folder = Path(os.path.realpath(folder))
    findings: list[Finding] = []
    files = dict(_files(folder, findings))
    references = References(folder, files, findings)
    documents = [file for file in files.values() if is_document(file.value)]
    items = [item for file in documents for item in _items(file, references)]
    components = [c for file in documents for c in _components(file, references)]
    components += references.components()
    findings += _unused(files, references)
    findings += (finding for file in documents for finding in _unread(file))
    wrong: list[Finding] = []
    kept = sound(items, wrong)
    known = set(map(id, kept))
    return Legacy(
        kept,
        sound(components, wrong),
        (*findings, *wrong),
        tuple(references.local),
        tuple(each for each in items if id(each) not in known and isinstance(each.value, dict)),
    )


def _files(folder: Path, findings: list[Finding]) -> Iterator[tuple[Path, Text]]:
    """The JSON files of a folder by their real paths, each once however many links lead to it."""
    seen: set[Path] = set()
    for path in sorted(folder.rglob("*.json")):
        real = Path(os.path.realpath(path))
        if path.is_dir() or real in seen:
            continue
        seen.add(real)
        if not real.is_relative_to(folder):
            findings.append(broken(path, "it leads out of the folder, and nothing outside is read"))
            continue
        try:
            file = read(real)
        except TextError as error:
            findings.append(broken(path, str(error), error.line, error.column))
            continue
        findings += _repeated(file)
        yield real, file


def _repeated(file: Text) -> Iterator[Finding]:
    for key, line, column in file.repeated():
        message = f'the key "{key}" stands in its object twice'
        hint = "Remove one of them: only the last would be read."
        yield Finding("error", "legacy-key", message, hint=hint, **inside(file, (line, column)))


def _items(file: Text, references: References) -> Iterator[Item]:
    is_whole = _is_whole(file)
    paths = file.value.get("paths", {}) if is_whole else file.value
    if not isinstance(paths, dict):
        references.findings.append(broken(file.path, "its paths are no JSON object"))
        return
    for path in paths:
        target = references.final(Target(file, (*(("paths",) if is_whole else ()), path)))
        if target is not None:
            yield Item(path, references.inlined(target), target)


def _components(file: Text, references: References) -> Iterator[Component]:
    components = file.value.get("components", {})
    if not _is_objects(components):
        references.findings.append(broken(file.path, "its components are no JSON objects by name"))
        return
    for kind, named in components.items():
        for name, written in named.items():
            target = Target(file, ("components", kind, name))
            is_schema = kind == "schemas"
            value = references.schema(file, written) if is_schema else references.inlined(target)
            yield Component(kind, name, value, target)


def _is_objects(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())


# What every OpenAPI document has to say of itself, and the settings say of the whole one.
_HEAD = {"openapi", "info", "jsonSchemaDialect", "$self"}
_WAYS_OUT = {
    "security": 'Write it in each operation, or in SPECTACULAR_SETTINGS["SECURITY"] for all.',
    "servers": 'Write them beside the operations, or in SPECTACULAR_SETTINGS["SERVERS"] for all.',
    "tags": 'Define them in SPECTACULAR_SETTINGS["TAGS"], and take them out here.',
}


def _unread(file: Text) -> Iterator[Finding]:
    """What stands beside the paths of a file and gets into no document."""
    if not _is_whole(file):
        return
    for key in sorted(file.value.keys() - {"paths", "components", *_HEAD}):
        message = f'"{key}" stands beside its paths, and is not read'
        hint = _WAYS_OUT.get(key, "Take it out, or let a postprocessing hook write it.")
        yield Finding("error", "legacy-unread", message, hint=hint, **inside(file, file.place(key)))


def _is_whole(file: Text) -> bool:
    """Whether a path document is a part of an OpenAPI document, or the mapping of paths alone."""
    return not {"paths", "components"}.isdisjoint(file.value)


def _unused(files: Mapping[Path, Text], references: References) -> Iterator[Finding]:
    for path, file in files.items():
        if not is_document(file.value) and path not in references.used:
            yield broken(path, "it has neither paths nor components, and no file refers to it")
