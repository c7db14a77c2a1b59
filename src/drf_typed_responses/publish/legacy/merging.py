"""The generated document and the hand-written ones as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from ...findings import Finding
from ...openapi.operations import operations_of
from ...openapi.pointers import leads_somewhere
from ...openapi.vocabulary import METHODS
from .model import Component, Item, refused
from .loading import Legacy

# What a path says for all of its operations, and an operation can say for itself.
SHARED = ("parameters", "servers")


def merged(document: dict[str, Any], legacy: Legacy) -> tuple[dict[str, Any], list[Finding]]:
    """The document with what is written by hand, and what stands in several places.

    Of an operation or a component the generated one stays, or else the first.
    """
    generated = {operation.name for operation in operations_of(document)}
    findings = [*legacy.findings, *_twice(legacy, generated)]
    paths = dict(document.get("paths", {}))
    for item in legacy.items:
        paths[item.path] = _joined(paths.get(item.path), item.value)
    components = {kind: dict(named) for kind, named in document.get("components", {}).items()}
    for component in legacy.components:
        findings += _clash(component, components.setdefault(component.kind, {}))
    whole = {**document, "paths": dict(sorted(paths.items()))}
    return ({**whole, "components": components} if components else whole), findings


def _joined(known: Mapping[str, Any] | None, item: Mapping[str, Any]) -> dict[str, Any]:
    """The operations of a path from two sides: what one says of all of its own stays with them."""
    # Copies: the steps of a build that follow write into operations.
    one, other = (_alone(each) if known else dict(each) for each in (item, known or {}))
    return {**one, **other}


def _alone(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item whose operations say for themselves what it says for all of them."""
    shared = {key: item[key] for key in SHARED if key in item}
    rest = {key: value for key, value in item.items() if key not in shared}
    return {
        key: _own(operation, shared) if key in METHODS else operation
        for key, operation in rest.items()
    }


def _own(operation: dict[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    own = operation.get("parameters", [])
    named = [(p.get("name"), p.get("in"), p.get("$ref")) for p in own]
    more = [
        parameter
        for parameter in shared.get("parameters", [])
        if (parameter.get("name"), parameter.get("in"), parameter.get("$ref")) not in named
    ]
    return {**shared, **operation, **({"parameters": [*more, *own]} if more or own else {})}


def _twice(legacy: Legacy, generated: Container[str]) -> Iterator[Finding]:
    """Operations that are documented elsewhere too, and what would go with their file."""
    of_file: defaultdict[str, list[Item]] = defaultdict(list)
    for item in legacy.items:
        of_file[str(item.target.source.path)].append(item)
    # What is misshapen may be mended, and would be lost all the same.
    broken: defaultdict[str, list[str]] = defaultdict(list)
    for item in legacy.left_out:
        names = [name for name in item.operations if name not in generated]
        broken[str(item.target.source.path)] += names
    first: dict[str, str] = {}
    for file, own in of_file.items():
        every = [name for item in own for name in item.operations]
        twice = [name for name in every if name in generated or name in first]
        left = [name for name in every if name not in twice]
        for item in own:
            for name in item.operations:
                if name in twice:
                    by = "by its view" if name in generated else f"in {first[name]}"
                    yield _double(item, name, by, bool(left or broken[file]))
        if twice and (left or broken[file]):
            yield _vanishing(own[0], [*left, *broken[file]])
        first |= dict.fromkeys(left, file)


def _double(item: Item, operation: str, by: str, is_shared: bool) -> Finding:
    method = operation.partition(" ")[0]
    file, line = item.place(method)
    name = item.target.source.path.name
    return Finding(
        "error",
        "legacy-double",
        f"it is documented {by} and in {name} too",
        hint=f"Delete its {method} of {item.path} from {file}." if is_shared else f"Delete {file}.",
        operation=operation,
        file=file,
        line=line,
    )


def _vanishing(item: Item, left: list[str]) -> Finding:
    path = item.target.source.path
    return Finding(
        "error",
        "legacy-vanish",
        f"deleting {path.name} would take {_listed(left)} out of the document",
        hint="Make these public in their views in the same change, or keep them in the file.",
        path=path.name,
        file=str(path),
    )


def _listed(names: list[str], most: int = 5) -> str:
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def _clash(component: Component, into: dict[str, Any]) -> Iterator[Finding]:
    if into.setdefault(component.name, component.value) == component.value:
        return
    source, keys = component.target.source, component.target.keys
    yield Finding(
        "error",
        "legacy-component",
        f"its component {component.name} is another than the one of that name in the document",
        hint="Give it another name, or refer to the one that is there.",
        path=f"components.{component.kind}.{component.name}",
        file=str(source.path),
        line=source.place(*keys)[0],
    )


def unresolved_in(legacy: Legacy, document: Mapping[str, Any]) -> Iterator[Finding]:
    """References of hand-written files that lead nowhere in the merged document."""
    for reference, source in dict.fromkeys(legacy.local):
        if not leads_somewhere(document, reference):
            yield refused(source, reference, "leads nowhere")
