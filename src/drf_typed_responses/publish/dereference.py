"""A document with its references expanded; references inside a cycle stay references."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from json.encoder import encode_basestring
from typing import Any, Final, TypeAlias

from ..findings import Finding
from ..openapi.graphs import strongly_connected_components
from ..openapi.part_index import PartIndex
from ..openapi.pointers import (
    PREFIX,
    UnresolvedReference,
    component_of,
    component_reference,
    is_reference,
    references,
    replaced,
    target,
)
from ..openapi.types import Document
from ..openapi.versions import dialect_of
from ..openapi.vocabulary import ANNOTATIONS, METHODS

# The most characters of an expanded document: far more than browsers can show.
LARGEST: Final = 64_000_000
# The most levels of an expanded document. Python's own writer and most readers fail at little more.
DEEPEST: Final = 300


class ExpansionError(Exception):
    """A document that would be too large or nested too deeply; the message says which.

    `reference` is the component whose expansion passed the limit, "" for the whole document.
    """

    def __init__(self, message: str, reference: str = "") -> None:
        super().__init__(message)
        self.reference = reference


def dereferenced(
    document: Document, largest: int = LARGEST, index: PartIndex | None = None
) -> dict[str, Any]:
    """The document with each local reference replaced by its target.

    References between components of one cycle stay, and so do these components; every other
    component is left out. Several references to one target share one object. Raises ExpansionError
    if the result would have more characters than `largest` or more levels than `DEEPEST`; this is
    measured before the result is made.
    """
    expansion = _Expansion(document, largest, index or PartIndex())
    whole = {key: expansion.of(value) for key, value in document.items() if key != "components"}
    components = document.get("components", {})
    rest = {kind: expansion.of(named) for kind, named in components.items() if kind != "schemas"}
    rest |= {"schemas": kept} if (kept := expansion.kept_schemas()) else {}
    whole |= {"components": rest} if rest else {}
    expansion.measure(whole)
    return whole


def dereferenced_within(
    document: Document, largest: int = LARGEST, index: PartIndex | None = None
) -> tuple[dict[str, Any], list[Finding]]:
    """As `dereferenced`; if the result would be too large, the given document and a finding."""
    try:
        return dereferenced(document, largest, index), []
    except ExpansionError as error:
        hint = "Let types that refer to each other in many places use an id or a smaller type."
        path = error.reference.removeprefix(PREFIX).replace("/", ".")
        found = Finding("error", "expansion", str(error), hint=hint, path=path)
        return dict(document), [found]


class _Expansion:
    def __init__(self, document: Document, largest: int, index: PartIndex) -> None:
        self.document = document
        self.index = index
        self.largest = largest
        # OpenAPI 3.0 ignores the members beside a reference; 3.1 does not.
        self.is_2020_12 = dialect_of(document) == "2020-12"
        self._expanded: dict[str, Any] = {}
        self._kept: set[str] = set()
        self._sizes: dict[int, _Size] = {}
        self._expand_all()

    def of(self, node: Any) -> Any:
        """A node of the document, expanded."""
        return replaced(node, partial(self._changed, frozenset()))

    def kept_schemas(self) -> dict[str, Any]:
        """The components that the remaining references lead to or into."""
        kept = {name for ref in self._kept for name in _schema_names(ref)}
        return {name: self._expanded[component_reference("schemas", name)] for name in sorted(kept)}

    def measure(self, node: object, reference: str = "") -> None:
        """Raise ExpansionError if an expanded node passes a limit."""
        if not isinstance(node, (dict, list)):
            return
        try:
            characters, _, depth = self._sizes.get(id(node)) or _size(node, self._sizes)
        except RecursionError:  # a sample that contains itself; `sample-valid` reports it
            return
        if characters > self.largest:
            message = f"the document would have {characters:,} characters or more"
        elif depth > DEEPEST:
            message = f"the document would be nested {depth} levels deep or more"
        else:
            return
        raise ExpansionError(f"with its references expanded {message}", reference)

    def _expand_all(self) -> None:
        """Expand each target once, after the targets of its own references."""
        graph = _graph(self.document, self.index)
        for component in strongly_connected_components(graph):
            is_cycle = len(component) > 1 or any(ref in graph[ref] for ref in component)
            cycle = component if is_cycle else frozenset[str]()
            for reference in sorted(component):
                node = target(self.document, reference)
                self._expanded[reference] = self._expanded_part(node, cycle)
                self.measure(self._expanded[reference], reference)

    def _expanded_part(self, node: Any, cycle: frozenset[str]) -> Any:
        facts = self.index.of(node)
        if not facts.references and not facts.discriminated:  # most components
            return node
        return replaced(node, partial(self._changed, cycle))

    def _changed(self, cycle: frozenset[str], node: dict[str, Any]) -> Any:
        """The expansion of an object inside a member of `cycle`."""
        if is_reference(node):
            return self._followed(cycle, node)
        # The mapping of a discriminator names components, which an expanded document lacks.
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict) and "mapping" in discriminator:
            rest = {key: value for key, value in discriminator.items() if key != "mapping"}
            return replaced({**node, "discriminator": rest}, partial(self._changed, cycle))
        return node

    def _followed(self, cycle: frozenset[str], node: dict[str, Any]) -> Any:
        reference = node["$ref"]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        beside = replaced(beside, partial(self._changed, cycle))
        expanded = None if reference in cycle else self._expanded.get(reference)
        if expanded is None:  # inside a cycle, or unresolved, which another check reports
            self._kept.update({reference} & cycle)
            return {"$ref": reference, **beside}
        return _joined(expanded, beside, self.is_2020_12)


def _joined(expanded: Any, beside: dict[str, Any], is_2020_12: bool) -> Any:
    """One schema that joins the target of a reference with the members beside the reference."""
    notes = {key: value for key, value in beside.items() if key in ANNOTATIONS or key[:2] == "x-"}
    if is_2020_12 and len(notes) < len(beside):
        return {"allOf": [expanded], **beside}
    return {**expanded, **notes} if notes and isinstance(expanded, dict) else expanded


def _graph(document: Document, index: PartIndex) -> dict[str, list[str]]:
    """The references inside the target of each reachable local reference that can be resolved."""
    graph: dict[str, list[str]] = {}
    waiting = list(_outer_references(document, index))
    while waiting:
        reference = waiting.pop()
        if reference in graph or not reference.startswith(PREFIX):
            continue
        try:
            node = target(document, reference)
        except UnresolvedReference:
            continue
        graph[reference] = index.of(node).references
        waiting += graph[reference]
        # A kept reference keeps the whole component.
        waiting += [component_reference("schemas", name) for name in _schema_names(reference)]
    return {name: [ref for ref in found if ref in graph] for name, found in graph.items()}


def _outer_references(document: Document, index: PartIndex) -> Iterator[str]:
    """The references in a document outside its component schemas."""
    components = document.get("components", {})
    others = {kind: named for kind, named in components.items() if kind != "schemas"}
    yield from references({**document, "paths": {}, "components": others})
    for item in document.get("paths", {}).values():
        yield from references({key: part for key, part in item.items() if key not in METHODS})
        for method in METHODS:
            yield from index.of(item[method]).references if method in item else ()


def _schema_names(reference: str) -> Iterator[str]:
    """The name of the schema that a reference leads to or into; nothing for any other."""
    kind, name = component_of(reference) or ("", "")
    if kind == "schemas":
        yield name


# The characters, lines and levels of an object or a list as JSON with an indent of two. Thousands
# are made for each build, and a named tuple takes three times as long.
_Size: TypeAlias = tuple[int, int, int]


def _size(node: Any, known: dict[int, _Size]) -> _Size:
    """The size of an object or a list; an object in several places is measured once."""
    is_object = isinstance(node, dict)
    characters = lines = 2
    characters += sum(map(len, map(str, node))) + 4 * len(node) if is_object else 0
    deepest = 0
    for value in node.values() if is_object else node:
        if type(value) is str:  # most values of a document
            characters += len(encode_basestring(value)) + 4
            lines += 1
        elif value and isinstance(value, (dict, list)):
            inner, further, depth = known.get(id(value)) or _size(value, known)
            characters += inner + 2 * further + 2
            lines += further
            deepest = max(deepest, depth)
        else:
            characters += _length(value) + 4
            lines += 1
    size = known[id(node)] = (characters, lines, 1 + deepest)
    return size


_written: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode


def _length(value: object) -> int:
    if value is True or value is None:
        return 4
    try:
        return len(_written(value))
    except (TypeError, ValueError):  # it cannot be written, which the rule `sample-valid` reports
        return 0
