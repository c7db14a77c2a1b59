"""Reading the folder of hand-written documents: its paths, its components and their findings."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ...exceptions import SettingsError
from ...findings import Finding
from .file_references import FileReferences
from .located_json import JSONFile, JSONFileError, read_json_file
from .malformed_parts import without_malformed
from .model import (
    HandWrittenComponent,
    HandWrittenPath,
    Target,
    file_finding,
    is_path_document,
    place_in,
)


@dataclass(frozen=True, slots=True)
class Legacy:
    """The hand-written documents.

    `local` are the references into the merged document, each with its file. `left_out` are the
    malformed paths.
    """

    paths: tuple[HandWrittenPath, ...] = ()
    components: tuple[HandWrittenComponent, ...] = ()
    findings: tuple[Finding, ...] = ()
    local: tuple[tuple[str, JSONFile], ...] = ()
    left_out: tuple[HandWrittenPath, ...] = ()

    @property
    def names(self) -> set[str]:
        """The names of the operations and components in findings."""
        operations = {name for path in self.paths for name in path.operations}
        return operations | {f"components.{c.kind}.{c.name}" for c in self.components}

    def place(self, path: str, method: str) -> tuple[str, int | None]:
        """File and line of an operation; `("", None)` for one that is not hand-written."""
        for each in self.paths:
            if each.path == path and method.lower() in each.value:
                return each.place(method)
        return "", None

    def place_of_schema(self, component: str, property: str = "") -> tuple[str, int | None]:
        """File and line of a component schema, or of its property; `("", None)` without one."""
        for each in self.components:
            if (each.kind, each.name) == ("schemas", component):
                inside = ("properties", property) if property else ()
                file = each.target.file
                return str(file.path), file.place(*each.target.keys, *inside)[0]
        return "", None


def require_folder(folder: Path) -> None:
    """Raises SettingsError if the setting `LEGACY` is not a folder."""
    if not folder.is_dir():
        raise SettingsError(f'TYPED_RESPONSES["LEGACY"]: {folder} is not a folder')


def read_legacy(folder: Path | None) -> Legacy:
    """Read the documents of a folder. Raises SettingsError if the path is not a folder."""
    if folder is None:
        return Legacy()
    require_folder(folder)
    folder = Path(os.path.realpath(folder))
    findings: list[Finding] = []
    files = dict(_files(folder, findings))
    references = FileReferences(folder, files, findings)
    documents = [file for file in files.values() if is_path_document(file.value)]
    paths = [path for file in documents for path in _paths(file, references)]
    components = [c for file in documents for c in _components(file, references)]
    components += references.components()
    findings += _unused(files, references)
    findings += (finding for file in documents for finding in _unread(file))
    malformed: list[Finding] = []
    kept = without_malformed(paths, malformed)
    known = set(map(id, kept))
    return Legacy(
        kept,
        without_malformed(components, malformed),
        (*findings, *malformed),
        tuple(references.local),
        tuple(each for each in paths if id(each) not in known and isinstance(each.value, dict)),
    )


def _files(folder: Path, findings: list[Finding]) -> Iterator[tuple[Path, JSONFile]]:
    """The JSON files of a folder by their real paths; links do not repeat a file."""
    seen: set[Path] = set()
    for path in sorted(folder.rglob("*.json")):
        real = Path(os.path.realpath(path))
        if path.is_dir() or real in seen:
            continue
        seen.add(real)
        if not real.is_relative_to(folder):
            message = "it leads out of the folder, where no file is read"
            findings.append(file_finding(path, message))
            continue
        try:
            file = read_json_file(real)
        except JSONFileError as error:
            findings.append(file_finding(path, str(error), error.line, error.column))
            continue
        findings += _repeated(file)
        yield real, file


def _repeated(file: JSONFile) -> Iterator[Finding]:
    for key, line, column in file.repeated():
        message = f'its key "{key}" occurs twice in one object'
        hint = "Remove one of them: only the last would be read."
        place = place_in(file, (line, column))
        yield Finding("error", "legacy-key", message, hint=hint, **place)


def _paths(file: JSONFile, references: FileReferences) -> Iterator[HandWrittenPath]:
    has_paths = _is_whole(file)
    paths = file.value.get("paths", {}) if has_paths else file.value
    if not isinstance(paths, dict):
        references.findings.append(file_finding(file.path, "its paths are not a JSON object"))
        return
    for path in paths:
        target = references.final(Target(file, (*(("paths",) if has_paths else ()), path)))
        if target is not None:
            yield HandWrittenPath(path, references.inlined(target), target)


def _components(file: JSONFile, references: FileReferences) -> Iterator[HandWrittenComponent]:
    components = file.value.get("components", {})
    if not _is_objects(components):
        message = "its components are not JSON objects by name"
        references.findings.append(file_finding(file.path, message))
        return
    for kind, named in components.items():
        for name, written in named.items():
            target = Target(file, ("components", kind, name))
            is_schema = kind == "schemas"
            value = references.schema(file, written) if is_schema else references.inlined(target)
            yield HandWrittenComponent(kind, name, value, target)


def _is_objects(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, dict) for each in value.values())


# Members that every OpenAPI document needs; the settings determine those of the merged document.
_HEAD: Final = {"openapi", "info", "jsonSchemaDialect", "$self"}
_REMEDIES: Final = {
    "security": 'Write it in each operation, or in SPECTACULAR_SETTINGS["SECURITY"] for all.',
    "servers": 'Write them beside the operations, or in SPECTACULAR_SETTINGS["SERVERS"] for all.',
    "tags": 'Define them in SPECTACULAR_SETTINGS["TAGS"], and remove them here.',
}


def _unread(file: JSONFile) -> Iterator[Finding]:
    """A finding for each member of a path document that is not read."""
    if not _is_whole(file):
        return
    for key in sorted(file.value.keys() - {"paths", "components", *_HEAD}):
        message = f'its "{key}" beside "paths" is not read'
        hint = _REMEDIES.get(key, "Remove it, or let a postprocessing hook write it.")
        place = place_in(file, file.place(key))
        yield Finding("error", "legacy-unread", message, hint=hint, **place)


def _is_whole(file: JSONFile) -> bool:
    """Whether a path document is a part of an OpenAPI document, not a mapping of paths alone."""
    return not {"paths", "components"}.isdisjoint(file.value)


def _unused(files: Mapping[Path, JSONFile], references: FileReferences) -> Iterator[Finding]:
    for path, file in files.items():
        if not is_path_document(file.value) and path not in references.used:
            message = "it has neither paths nor components, and no file refers to it"
            yield file_finding(path, message)
