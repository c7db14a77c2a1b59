"""A document with its references expanded; those of a cycle stay references."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping
from functools import cache, partial
from json.encoder import encode_basestring
from typing import Any, NamedTuple

from ..findings import Finding
from ..openapi.operations import operations_of
from ..openapi.pointers import (
    PREFIX,
    SCHEMAS,
    is_reference,
    leads_somewhere,
    references,
    replaced,
    target,
)
from ..openapi.versions import dialect_of
from ..openapi.vocabulary import ANNOTATIONS, METHODS
from .cycles import knots

# What a document may grow to: far more than any that a reader's browser opens.
LARGEST = 64_000_000
# Python's own writer and most readers give up not far above.
DEEPEST = 300


class ExpansionError(Exception):
    """A document that would be too large, or nested too deeply; the message says which."""

    def __init__(self, message: str, reference: str = "") -> None:
        super().__init__(message)
        self.reference = reference


def dereferenced(document: Mapping[str, Any], largest: int = LARGEST) -> dict[str, Any]:
    """The document with what it refers to in the place of every local reference.

    A reference from a member of a cycle to another stays one, and the component it names stays
    with it; components that nothing refers to any more are left out. What is referred to in
    several places is one object here. Raises ExpansionError where the result would have more
    characters than `largest`, before it takes the time or the memory that they need.
    """
    expansion = _Expansion(document, largest)
    whole = {key: expansion.of(value) for key, value in document.items() if key != "components"}
    components = document.get("components", {})
    rest = {kind: expansion.of(named) for kind, named in components.items() if kind != "schemas"}
    rest |= {"schemas": kept} if (kept := expansion.kept_schemas()) else {}
    whole |= {"components": rest} if rest else {}
    expansion.measure(whole)
    return whole


def dereferenced_within(
    document: Mapping[str, Any], largest: int = LARGEST
) -> tuple[dict[str, Any], list[Finding]]:
    """`dereferenced`, or the document as it is and a finding, where it would be too large."""
    try:
        return dereferenced(document, largest), []
    except ExpansionError as error:
        hint = "Let types that mention each other in many places refer to an id or a smaller type."
        path = error.reference.removeprefix(PREFIX).replace("/", ".")
        found = Finding("error", "expansion", str(error), hint=hint, path=path)
        return dict(document), [found]


class _Expansion:
    def __init__(self, document: Mapping[str, Any], largest: int) -> None:
        self.document = document
        self.largest = largest
        # OpenAPI 3.0 ignores what stands beside a reference; in 3.1 it holds too.
        self.is_2020_12 = dialect_of(document) == "2020-12"
        self._expanded: dict[str, Any] = {}
        self._kept: set[str] = set()
        self._sizes: dict[int, _Size] = {}
        self._expand_all()

    def of(self, node: Any) -> Any:
        """A node of the document, expanded."""
        return replaced(node, partial(self._changed, frozenset()))

    def kept_schemas(self) -> dict[str, Any]:
        """The components that references which have stayed lead to, or into."""
        inner = (ref.removeprefix(SCHEMAS) for ref in self._kept if ref.startswith(SCHEMAS))
        names = {name.partition("/")[0] for name in inner}
        return {name: self._expanded[SCHEMAS + name] for name in sorted(names)}

    def measure(self, node: Any, reference: str = "") -> None:
        """Raise ExpansionError where an expanded node is larger than it may be."""
        if not isinstance(node, (dict, list)):
            return
        try:
            size = _size(node, self._sizes)
        except RecursionError:  # a sample that holds itself, of which its rule speaks
            return
        if size.characters > self.largest:
            message = f"the document would have {size.characters:,} characters or more"
        elif size.depth > DEEPEST:
            message = f"the document would be nested {size.depth} levels deep or more"
        else:
            return
        raise ExpansionError(f"with its references expanded {message}", reference)

    def _expand_all(self) -> None:
        """Expand what is referred to, from the inside out: nothing is expanded twice."""
        graph = _graph(self.document)
        for knot in knots(graph):
            is_cycle = len(knot) > 1 or any(ref in graph[ref] for ref in knot)
            within = knot if is_cycle else frozenset[str]()
            for reference in sorted(knot):
                node = target(self.document, reference)
                self._expanded[reference] = replaced(node, partial(self._changed, within))
                self.measure(self._expanded[reference], reference)

    def _changed(self, within: frozenset[str], node: dict[str, Any]) -> Any:
        """What an object is in the expansion of the members of a cycle."""
        if is_reference(node):
            return self._followed(within, node)
        # The mapping of a discriminator names components; expanded, there are none to name.
        discriminator = node.get("discriminator")
        if isinstance(discriminator, dict) and "mapping" in discriminator:
            rest = {key: value for key, value in discriminator.items() if key != "mapping"}
            return replaced({**node, "discriminator": rest}, partial(self._changed, within))
        return node

    def _followed(self, within: frozenset[str], node: dict[str, Any]) -> Any:
        reference = node["$ref"]
        beside = {key: value for key, value in node.items() if key != "$ref"}
        beside = replaced(beside, partial(self._changed, within))
        expanded = None if reference in within else self._expanded.get(reference)
        if expanded is None:  # of a cycle, or one that leads nowhere: a finding of its own
            self._kept.update({reference} & within)
            return {"$ref": reference, **beside}
        return _joined(expanded, beside, self.is_2020_12)


def _joined(expanded: Any, beside: dict[str, Any], is_2020_12: bool) -> Any:
    """What a reference leads to and what stands beside the reference, as one."""
    notes = {key: value for key, value in beside.items() if key in ANNOTATIONS or key[:2] == "x-"}
    if is_2020_12 and len(notes) < len(beside):
        return {"allOf": [expanded], **beside}
    return {**expanded, **notes} if notes and isinstance(expanded, dict) else expanded


def _graph(document: Mapping[str, Any]) -> dict[str, list[str]]:
    """What each local reference that is reached leads on to, for those that lead somewhere."""
    graph: dict[str, list[str]] = {}
    components = document.get("components", {})
    others = {kind: named for kind, named in components.items() if kind != "schemas"}
    waiting = list(references({**document, "components": others}))
    while waiting:
        reference = waiting.pop()
        if reference in graph or not reference.startswith(PREFIX):
            continue
        if not leads_somewhere(document, reference):
            continue
        graph[reference] = list(references(target(document, reference)))
        waiting += graph[reference]
        if reference.startswith(SCHEMAS):  # one that leads into a component may keep it whole
            waiting.append("/".join(reference.split("/")[:4]))
    return {name: [ref for ref in found if ref in graph] for name, found in graph.items()}


class _Size(NamedTuple):
    """What an object or a list takes when it is written with an indent of two."""

    characters: int
    lines: int
    depth: int


def _size(node: Any, known: dict[int, _Size]) -> _Size:
    """The size of an object or a list; what stands in several places of it is looked at once."""
    if id(node) in known:
        return known[id(node)]
    is_object = isinstance(node, dict)
    characters = lines = 2
    characters += sum(len(str(key)) + 4 for key in node) if is_object else 0
    deepest = 0
    for value in node.values() if is_object else node:
        if value and isinstance(value, (dict, list)):
            inner = _size(value, known)
            characters += inner.characters + 2 * inner.lines + 2
            lines += inner.lines
            deepest = max(deepest, inner.depth)
        else:
            characters += _length(value) + 4
            lines += 1
    size = known[id(node)] = _Size(characters, lines, 1 + deepest)
    return size


_written = json.JSONEncoder(ensure_ascii=False, default=str).encode


def _length(value: Any) -> int:
    if isinstance(value, str):  # most of a document
        return len(encode_basestring(value))
    try:
        return len(_written(value))
    except (TypeError, ValueError):  # it cannot be written at all, of which a rule speaks
        return 0


def unresolved(document: dict[str, Any], told: Container[str] = ()) -> Iterator[Finding]:
    """References that lead nowhere, as schemas written by hand can have them.

    `told` are the operations and components of which others have said it.
    """
    # Most components are referred to more than once.
    leads_on = cache(partial(leads_somewhere, document))
    for operation, path, node in parts(document):
        if (operation or path) not in told:
            yield from _broken(leads_on, node, operation, path)


def parts(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """`(operation, path, node)` of each part of a document that has a name."""
    for operation in operations_of(document):
        yield operation.name, "", operation.spec
    for path, item in document.get("paths", {}).items():
        yield "", path, {key: value for key, value in item.items() if key not in METHODS}
    for kind, components in document.get("components", {}).items():
        for name, component in components.items():
            yield "", f"components.{kind}.{name}", component


def _broken(
    leads_on: Callable[[str], bool], node: Any, operation: str, path: str
) -> Iterator[Finding]:
    for reference in sorted(set(references(node))):
        if reference.startswith(PREFIX) and leads_on(reference):
            continue
        is_here = reference.startswith("#")
        yield Finding(
            "error",
            "unresolved-reference",
            f"the reference {reference} leads {'nowhere' if is_here else 'out of the document'}",
            hint="Declare the response by its type, or add the component to APPEND_COMPONENTS.",
            operation=operation,
            path=path,
        )
