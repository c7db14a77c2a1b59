"""Leaves out components and tags that only private operations use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..openapi.pointers import component_of, is_reference, mapped_reference, objects
from ..openapi.types import Document

# Operations and settings use these by name, not by reference.
_KEPT: Final = "securitySchemes"
# The groups of tags, an extension of the OpenAPI Object that Redoc and Scalar show.
_GROUPS: Final = "x-tagGroups"


def without_unused_components(
    document: dict[str, Any], beside: Iterable[object] = ()
) -> dict[str, Any]:
    """The document without components that neither its other parts nor `beside` reach."""
    components = document.get("components")
    if not components:
        return document
    reached: set[tuple[str, str]] = set()
    steps = _named([{**document, "components": {}}, *beside])
    while steps:
        kind, name = step = steps.pop()
        if step not in reached and name in components.get(kind, {}):
            reached.add(step)
            steps += _named(components[kind][name])
    kept = {
        kind: {name: c for name, c in named.items() if kind == _KEPT or (kind, name) in reached}
        for kind, named in sorted(components.items())
    }
    return {**document, "components": {kind: named for kind, named in kept.items() if named}}


def _named(node: object) -> list[tuple[str, str]]:
    """`(kind, name)` of the components that a node names in references and discriminators."""
    found: list[str] = []
    for each in objects(node):
        found += [each["$ref"]] if is_reference(each) else []
        discriminator = each.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        mapped = map(str, mapping.values()) if isinstance(mapping, dict) else ()
        found += map(mapped_reference, mapped)
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
