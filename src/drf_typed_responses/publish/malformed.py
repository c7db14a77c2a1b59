"""Leaves malformed parts out of a document, each with a finding.

Raw OpenAPI in a decorator, hooks and hand-written files can hold anything. Rules, merging and
expansion rely on a document without malformed parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ..findings import Finding
from ..openapi.objects import (
    ANYTHING,
    COMPONENT_OBJECTS,
    ITEM,
    OPERATION,
    ROOT,
    Kind,
    Malformation,
    malformations,
)
from ..openapi.types import Document
from ..openapi.vocabulary import METHODS


class DocumentPart(NamedTuple):
    """A part of a document that can be left out; `keys` lead to it, `kind` is its required kind."""

    keys: tuple[str, ...]
    value: Any
    kind: Kind

    def malformations(self) -> Iterator[Malformation]:
        """The malformed places in it, with keys from the root of the document."""
        for keys, message in malformations(self.value, self.kind):
            yield Malformation((*self.keys, *keys), message)


def well_formed(document: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The document without its malformed parts, and a finding for each malformed place."""
    whole, of_roots = _kept(document, _roots(document))
    whole = _without_unfinished(whole)
    whole, of_parts = _kept(whole, parts(whole))
    return whole, of_roots + of_parts


def _without_unfinished(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the components that an operation was making when it failed."""
    components = document.get("components", {})
    unfinished: set[tuple[str, ...]] = {
        ("components", kind, name)
        for kind, named in components.items()
        for name, component in named.items()
        if component is None
    }
    whole: dict[str, Any] = _without(document, unfinished, ())
    return whole


def _kept(
    document: dict[str, Any], parts: Iterable[DocumentPart]
) -> tuple[dict[str, Any], list[Finding]]:
    found = {part.keys: [_finding(part, each) for each in part.malformations()] for part in parts}
    without = {keys for keys, findings in found.items() if findings}
    return _without(document, without, ()), [f for findings in found.values() for f in findings]


def _roots(document: Document) -> Iterator[DocumentPart]:
    """The members of the OpenAPI Object."""
    for key, value in document.items():
        yield DocumentPart((key,), value, ROOT.get(key, ANYTHING))


def parts(document: Document) -> Iterator[DocumentPart]:
    """The operations and components of a document, and the other members of each path item."""
    for path, item in document.get("paths", {}).items():
        for key, value in item.items():
            kind = OPERATION if key in METHODS else ITEM.get(key, ANYTHING)
            yield DocumentPart(("paths", path, key), value, kind)
    for sort, named in document.get("components", {}).items():
        for name, value in named.items():
            yield DocumentPart(
                ("components", sort, name), value, COMPONENT_OBJECTS.get(sort, ANYTHING)
            )


_ORIGINS: Final = "It comes from raw OpenAPI in a decorator, a hook, or SPECTACULAR_SETTINGS."
# The members of an operation that `@extend_schema` writes as they are given.
_ARGUMENTS: Final = {
    "tags": 'a list of one name in @extend_schema: tags=["Teams"].',
    "operationId": 'a sentence in @extend_schema: operation_id="Retrieve a Team".',
    "description": 'a text in @extend_schema: description="...".',
    "deprecated": "deprecated=True in @extend_schema.",
    "externalDocs": 'a URL in @extend_schema: external_docs="https://...".',
    "parameters": "a list of OpenApiParameter in @extend_schema; the location of each is one of "
    "its constants, such as OpenApiParameter.QUERY.",
    "security": 'a list in @extend_schema: auth=[{"tokenAuth": []}].',
}


def _finding(part: DocumentPart, malformation: Malformation) -> Finding:
    operation, path = "", malformation.path
    first, *rest = part.keys
    if first == "paths" and len(rest) == 2:
        operation = f"{rest[1].upper()} {rest[0]}"
        path = path.removeprefix(f"{'.'.join(part.keys)}.")
    argument = _ARGUMENTS.get(path.partition(".")[0]) if operation else None
    return Finding(
        "error",
        "malformed",
        f"it {malformation.message}",
        hint=f"Write {argument}" if argument else _ORIGINS,
        operation=operation,
        path=path,
    )


def _without(node: Any, left_out: set[tuple[str, ...]], keys: tuple[str, ...]) -> Any:
    if not left_out or len(keys) > 2 or not isinstance(node, dict):
        return node
    return {
        key: _without(value, left_out, (*keys, key))
        for key, value in node.items()
        if (*keys, key) not in left_out
    }
