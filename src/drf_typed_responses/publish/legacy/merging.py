"""Merging the hand-written paths and components into the generated document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import Any, Final

from ...findings import Finding
from ...openapi.operations import operations_of
from ...openapi.pointers import leads_somewhere
from ...openapi.types import Document, Object
from ...openapi.vocabulary import METHODS
from ...output.wording import listed
from .model import HandWrittenComponent, HandWrittenPath, reference_finding
from .reading import Legacy

# Members of a Path Item Object that apply to all its operations, and that an operation can also
# have.
_SHARED: Final = ("parameters", "servers")


def merged(document: dict[str, Any], legacy: Legacy) -> tuple[dict[str, Any], list[Finding]]:
    """The document with the hand-written parts, and the findings about them.

    An operation or component that is defined several times is a finding; the generated one is kept,
    or else the first.
    """
    generated = {operation.name for operation in operations_of(document)}
    findings = [*legacy.findings, *_doubles(legacy, generated)]
    paths = dict(document.get("paths", {}))
    for each in legacy.paths:
        paths[each.path] = _joined(paths.get(each.path), each.value)
    components = {kind: dict(named) for kind, named in document.get("components", {}).items()}
    for component in legacy.components:
        findings += _add(component, components.setdefault(component.kind, {}))
    whole = {**document, "paths": dict(sorted(paths.items()))}
    return ({**whole, "components": components} if components else whole), findings


def _joined(known: Object | None, item: Object) -> dict[str, Any]:
    """One path item with the operations of two; each operation keeps its own shared members."""
    # Copies, because later steps of a build change operations in place.
    one, other = (_without_shared(each) if known else dict(each) for each in (item, known or {}))
    return {**one, **other}


def _without_shared(item: Object) -> dict[str, Any]:
    """A path item whose shared members are moved into each of its operations."""
    shared = {key: item[key] for key in _SHARED if key in item}
    rest = {key: value for key, value in item.items() if key not in shared}
    return {
        key: _with_shared(operation, shared) if key in METHODS else operation
        for key, operation in rest.items()
    }


def _with_shared(operation: dict[str, Any], shared: Object) -> dict[str, Any]:
    own = operation.get("parameters", [])
    named = [(p.get("name"), p.get("in"), p.get("$ref")) for p in own]
    more = [
        parameter
        for parameter in shared.get("parameters", [])
        if (parameter.get("name"), parameter.get("in"), parameter.get("$ref")) not in named
    ]
    return {**shared, **operation, **({"parameters": [*more, *own]} if more or own else {})}


def _doubles(legacy: Legacy, generated: Container[str]) -> Iterator[Finding]:
    """Findings about operations that are also documented elsewhere, with the file to delete.

    A second finding names the operations that would be lost with that file.
    """
    of_file: defaultdict[str, list[HandWrittenPath]] = defaultdict(list)
    for each in legacy.paths:
        of_file[str(each.target.file.path)].append(each)
    # Malformed paths count too: they may be corrected, and would be lost with the file.
    malformed: defaultdict[str, list[str]] = defaultdict(list)
    for each in legacy.left_out:
        names = [name for name in each.operations if name not in generated]
        malformed[str(each.target.file.path)] += names
    first: dict[str, str] = {}
    for file, own in of_file.items():
        every = [name for path in own for name in path.operations]
        twice = [name for name in every if name in generated or name in first]
        left = [name for name in every if name not in twice]
        for path in own:
            for name in path.operations:
                if name in twice:
                    by = "by its view" if name in generated else f"in {first[name]}"
                    yield _double(path, name, by, bool(left or malformed[file]))
        if twice and (left or malformed[file]):
            yield _vanishing(own[0], [*left, *malformed[file]])
        first |= dict.fromkeys(left, file)


def _double(path: HandWrittenPath, operation: str, by: str, is_shared: bool) -> Finding:
    """The finding about one operation; a shared file also documents others."""
    method = operation.partition(" ")[0]
    file, line = path.place(method)
    name = path.target.file.path.name
    return Finding(
        "error",
        "legacy-double",
        f"it is documented both {by} and in {name}",
        hint=f"Delete its {method} of {path.path} from {file}." if is_shared else f"Delete {file}.",
        operation=operation,
        file=file,
        line=line,
    )


def _vanishing(path: HandWrittenPath, left: list[str]) -> Finding:
    file = path.target.file.path
    return Finding(
        "error",
        "legacy-vanish",
        f"deleting {file.name} would remove {listed(left)} from the document",
        hint="Make these public in their views in the same change, or keep them in the file.",
        path=file.name,
        file=str(file),
        line=path.target.file.place(*path.target.keys)[0],
    )


def _add(component: HandWrittenComponent, into: dict[str, Any]) -> Iterator[Finding]:
    """Add a component to those of its kind; a finding if its name is taken."""
    if into.setdefault(component.name, component.value) == component.value:
        return
    file, keys = component.target.file, component.target.keys
    yield Finding(
        "error",
        "legacy-component",
        f"its component {component.name} differs from the one of that name in the document",
        hint="Give it another name, or refer to the existing one.",
        path=f"components.{component.kind}.{component.name}",
        file=str(file.path),
        line=file.place(*keys)[0],
    )


def unresolved_in(legacy: Legacy, document: Document) -> Iterator[Finding]:
    """A finding for each reference of a hand-written file without a target in the document."""
    for reference, file in dict.fromkeys(legacy.local):
        if not leads_somewhere(document, reference):
            yield reference_finding(file, reference, "leads nowhere")
