"""Hand-written path documents (JSON), merged into the generated one.

A folder holds files of any name and depth. Each is a part of an OpenAPI document
(`{"paths": {...}, "components": {...}}`) or the mapping of paths alone (`{"/teams/": {...}}`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..exceptions import SettingsError
from ..findings import Finding
from .operations import METHODS, operations_of
from .pointers import followed, references
from .wellformed import pieces

# Above this a file is no hand-written document; Python's own parser gives up near it too.
DEEPEST = 200


@dataclass(frozen=True, slots=True)
class LegacyFile:
    """One file: its text, for lines, and the part of a document that it holds."""

    path: Path
    text: str
    document: dict[str, Any]

    def line(self, *keys: str) -> int | None:
        """The line on which the keys stand, one below the other, as they are written."""
        at = 0
        for key in keys:
            at = self.text.find(f"{json.dumps(key)}", at)
            if at < 0:
                return None
        return self.text.count("\n", 0, at) + 1

    def position(self, value: str) -> tuple[int, int]:
        """Line and column of a string, as it is written first."""
        at = max(self.text.find(json.dumps(value)), 0)
        return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)


@dataclass(frozen=True)
class Legacy:
    """What a folder of hand-written documents holds, and what is wrong with it."""

    files: list[LegacyFile] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: str, method: str) -> tuple[str, int | None]:
        """File and line of an operation."""
        for file in self.files:
            if method.lower() in file.document["paths"].get(path, {}):
                return str(file.path), file.line(path, method.lower())
        return "", None


def read_legacy(folder: Path | None) -> Legacy:
    """The documents of a folder. Raises SettingsError where it is no folder that can be read."""
    legacy = Legacy()
    if folder is None:
        return legacy
    if not folder.is_dir():
        raise SettingsError(f'TYPED_RESPONSES["LEGACY"]: {folder} is no folder')
    for path in sorted(folder.rglob("*.json")):
        try:
            text = path.read_text(encoding="utf-8")
            legacy.files.append(LegacyFile(path, text, _document(json.loads(text))))
        except json.JSONDecodeError as error:
            what = f"column {error.colno}: {error.msg}"
            legacy.findings.append(_broken(path, what, error.lineno))
        except (OSError, ValueError, RecursionError) as error:
            legacy.findings.append(_broken(path, str(error), None))
    return legacy


def _broken(path: Path, what: str, line: int | None) -> Finding:
    return Finding(
        "error",
        "legacy-file",
        f"{path.name} is no path document: {what}",
        'It holds {"paths": {"/teams/": {"get": {...}}}}, and components where it needs them.',
        file=str(path),
        line=line,
    )


def _document(loaded: Any) -> dict[str, Any]:
    """The part of a document in a file. Raises ValueError with what is not as it should be."""
    if not isinstance(loaded, dict):
        raise ValueError("it holds no JSON object")
    _check_depth(loaded)
    paths = loaded.get("paths") if "paths" in loaded or "components" in loaded else loaded
    components = loaded.get("components", {}) if paths is not loaded else {}
    for name, part in (("paths", paths or {}), ("components", components)):
        if not isinstance(part, dict):
            raise ValueError(f"its {name} are no JSON object")
    for path, item in (paths or {}).items():
        _check_item(path, item)
    for kind, named in components.items():
        if not isinstance(named, dict) or not all(isinstance(c, dict) for c in named.values()):
            raise ValueError(f"its components.{kind} are no JSON objects by name")
    document = {"paths": paths or {}, "components": components}
    for fault in (fault for piece in pieces(document) for fault in piece.faults()):
        raise ValueError(f"{fault.path} {fault.message}")
    return document


def _check_depth(loaded: Any) -> None:
    nodes = [(loaded, 0)]
    while nodes:
        node, depth = nodes.pop()
        if depth > DEEPEST:
            raise ValueError(f"it is nested deeper than {DEEPEST} levels")
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        nodes += [(child, depth + 1) for child in inner]


def _check_item(path: str, item: Any) -> None:
    if not path.startswith("/"):
        raise ValueError(f"{path!r} is no path: it does not begin with a slash")
    if not isinstance(item, dict):
        raise ValueError(f"what it says of {path} is no JSON object")
    for method, operation in item.items():
        if method not in METHODS:
            if method in ("parameters", "summary", "description", "servers"):
                continue
            raise ValueError(f"{path}: {method!r} is no method in lower case")
        if not isinstance(operation, dict) or not isinstance(operation.get("responses"), dict):
            raise ValueError(f"{method.upper()} {path} has no responses")


def merged(document: dict[str, Any], legacy: Legacy) -> tuple[dict[str, Any], list[Finding]]:
    """The document with the hand-written operations, and what stands in both.

    Where both document an operation the generated one stays.
    """
    findings = list(legacy.findings)
    paths = {path: dict(item) for path, item in document.get("paths", {}).items()}
    components = {kind: dict(c) for kind, c in document.get("components", {}).items()}
    generated = {(path, method) for path, method, _ in operations_of(document)}
    for file in legacy.files:
        findings += _twice(file, generated)
        for path, item in file.document["paths"].items():
            paths[path] = {**item, **paths.get(path, {})}
        for kind, named in file.document["components"].items():
            findings += _clashes(file, kind, named, components.setdefault(kind, {}))
    whole = {**document, "paths": dict(sorted(paths.items()))}
    return ({**whole, "components": components} if components else whole), findings


def _twice(file: LegacyFile, generated: set[tuple[str, str]]) -> Iterator[Finding]:
    every = [(path, method) for path, method, _ in operations_of(file.document)]
    twice = [key for key in every if key in generated]
    others = [f"{method} {path}" for path, method in every if (path, method) not in generated]
    for path, method in twice:
        hint = f"Delete {file.path}."
        if others:
            hint = f"Delete its {method} of {path} from {file.path}."
        yield Finding(
            "error",
            "legacy-double",
            f"it is documented by its view and by {file.path.name} too",
            hint,
            f"{method} {path}",
            path,
            str(file.path),
            file.line(path, method.lower()),
        )
    if twice and others:
        yield Finding(
            "error",
            "legacy-vanish",
            f"deleting {file.path.name} would take {_listed(others)} out of the document",
            "Make these public in their views in the same change, or keep them in the file.",
            path=file.path.name,
            file=str(file.path),
        )


def unresolved_in(legacy: Legacy, document: Mapping[str, Any]) -> Iterator[Finding]:
    """References of hand-written files that lead nowhere in the merged document."""
    for file in legacy.files:
        for reference in sorted(set(references(file.document))):
            if followed(document, reference) is None:
                line, column = file.position(reference)
                yield Finding(
                    "error",
                    "unresolved-reference",
                    f"column {column}: the reference {reference} leads nowhere",
                    "Give the file the component it refers to.",
                    path=file.path.name,
                    file=str(file.path),
                    line=line,
                )


def _listed(names: list[str], most: int = 5) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _clashes(
    file: LegacyFile, kind: str, named: Mapping[str, Any], into: dict[str, Any]
) -> Iterator[Finding]:
    for name, component in named.items():
        if into.setdefault(name, component) != component:
            yield Finding(
                "error",
                "legacy-component",
                f"its component {name} is another than the one of that name in the document",
                "Give it another name, or refer to the one that is there.",
                path=f"components.{kind}.{name}",
                file=str(file.path),
                line=file.line(kind, name),
            )
