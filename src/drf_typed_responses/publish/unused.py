"""Leaves out components and tags that only private operations use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..openapi.part_index import PartFacts, PartIndex, facts_of
from ..openapi.pointers import component_of
from ..openapi.types import Document

# Operations and settings use these by name, not by reference.
_KEPT: Final = "securitySchemes"
# The groups of tags, an extension of the OpenAPI Object that Redoc and Scalar show.
_GROUPS: Final = "x-tagGroups"


def without_unused_components(
    document: dict[str, Any], beside: Iterable[object] = (), index: PartIndex | None = None
) -> dict[str, Any]:
    """The document without components that neither its other parts nor `beside` reach.

    `index` has the facts of components; the other parts may still change, and are walked.
    """
    components = document.get("components")
    if not components:
        return document
    reached: set[tuple[str, str]] = set()
    index = index or PartIndex()
    steps = _named(facts_of([{**document, "components": {}}, *beside]))
    while steps:
        kind, name = step = steps.pop()
        if step not in reached and name in components.get(kind, {}):
            reached.add(step)
            steps += _named(index.of(components[kind][name]))
    kept = {
        kind: {name: c for name, c in named.items() if kind == _KEPT or (kind, name) in reached}
        for kind, named in sorted(components.items())
    }
    return {**document, "components": {kind: named for kind, named in kept.items() if named}}


def _named(facts: PartFacts) -> list[tuple[str, str]]:
    """`(kind, name)` of the components that a part names in references and discriminators."""
    found = dict.fromkeys([*facts.references, *facts.mapped])
    return [step for step in map(component_of, found) if step is not None]


def without_unused_tags(document: dict[str, Any]) -> dict[str, Any]:
    """The document without tags that none of its operations has.

    The parents of a used tag stay. Source: OpenAPI 3.2.0 "Tag Object", `parent`.
    """
    if "tags" not in document:
        return document
    used = set(_used_tags(document))
    parents = {tag.get("name"): tag.get("parent") for tag in document["tags"]}
    for name in list(used):
        parent = parents.get(name)
        while parent and parent not in used:
            used.add(parent)
            parent = parents.get(parent)
    tags = [tag for tag in document["tags"] if tag.get("name") in used]
    return {**document, "tags": tags, **_groups(document, used)}


def _used_tags(document: Document) -> Iterator[str]:
    for holder in ("paths", "webhooks"):
        for item in document.get(holder, {}).values():
            for operation in item.values():
                if isinstance(operation, dict):
                    yield from operation.get("tags", ())


def _groups(document: Document, used: set[str]) -> dict[str, Any]:
    if not isinstance(document.get(_GROUPS), list):
        return {}
    kept = [
        {**group, "tags": [name for name in group.get("tags", ()) if name in used]}
        for group in document[_GROUPS]
    ]
    return {_GROUPS: [group for group in kept if group["tags"]]}
