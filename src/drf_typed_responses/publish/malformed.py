"""Does a document hold at each place the kind of thing that OpenAPI puts there?

Raw OpenAPI in a decorator, hooks and hand-written files can hold anything. What is judged, merged
and expanded has been through here. Source: OpenAPI 3.0.3 and 3.1.1, the objects of its section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..findings import Finding
from ..openapi.objects import (
    ANYTHING,
    COMPONENTS,
    ITEM,
    OPERATION,
    ROOT,
    Kind,
    Malformation,
    malformations,
)
from ..openapi.vocabulary import METHODS


class Piece(NamedTuple):
    """A part of a document that can be left out: the way to it, and what it should be."""

    way: tuple[str, ...]
    value: Any
    kind: Kind

    def malformations(self) -> Iterator[Malformation]:
        """The malformed places in it, with keys from the root of the document."""
        for keys, message in malformations(self.value, self.kind):
            yield Malformation((*self.way, *keys), message)


def well_formed(document: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The document without what is malformed in it, and a finding for each of that."""
    whole, of_roots = _kept(document, _roots(document))
    whole = _made(whole)
    whole, of_pieces = _kept(whole, pieces(whole))
    return whole, of_roots + of_pieces


def _made(document: dict[str, Any]) -> dict[str, Any]:
    """Without the components that an operation was making when it failed."""
    components = document.get("components", {})
    unmade: set[tuple[str, ...]] = {
        ("components", kind, name)
        for kind, named in components.items()
        for name, component in named.items()
        if component is None
    }
    whole: dict[str, Any] = _without(document, unmade, ())
    return whole


def _kept(document: dict[str, Any], parts: Iterable[Piece]) -> tuple[dict[str, Any], list[Finding]]:
    found = {part.way: [_finding(part, found) for found in part.malformations()] for part in parts}
    without = {way for way, findings in found.items() if findings}
    return _without(document, without, ()), [f for findings in found.values() for f in findings]


def _roots(document: Mapping[str, Any]) -> Iterator[Piece]:
    """What stands at the top of a document."""
    for key, value in document.items():
        yield Piece((key,), value, ROOT.get(key, ANYTHING))


def pieces(document: Mapping[str, Any]) -> Iterator[Piece]:
    """The operations and components of a document, and what operations of a path share."""
    for path, item in document.get("paths", {}).items():
        for key, value in item.items():
            kind = OPERATION if key in METHODS else ITEM.get(key, ANYTHING)
            yield Piece(("paths", path, key), value, kind)
    for sort, named in document.get("components", {}).items():
        for name, value in named.items():
            yield Piece(("components", sort, name), value, COMPONENTS.get(sort, ANYTHING))


def _finding(piece: Piece, malformation: Malformation) -> Finding:
    first, *rest = piece.way
    is_operation = first == "paths" and len(rest) == 2
    operation = f"{rest[1].upper()} {rest[0]}" if is_operation else ""
    path = (
        malformation.path.removeprefix(f"{'.'.join(piece.way)}.")
        if is_operation
        else malformation.path
    )
    hint = "Raw OpenAPI of a decorator, a hook or SPECTACULAR_SETTINGS has put it there."
    return Finding(
        "error",
        "malformed",
        f"it {malformation.message}",
        hint=hint,
        operation=operation,
        path=path,
    )


def _without(node: Any, ways: set[tuple[str, ...]], way: tuple[str, ...]) -> Any:
    if not ways or len(way) > 2 or not isinstance(node, dict):
        return node
    return {
        key: _without(value, ways, (*way, key))
        for key, value in node.items()
        if (*way, key) not in ways
    }
