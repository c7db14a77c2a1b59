"""Of the tags that the settings define, a public document lists those that its operations have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# Redoc's and Scalar's groups of tags, as a root extension.
GROUPS = "x-tagGroups"


def only_used_tags(document: dict[str, Any]) -> dict[str, Any]:
    """The document without tags that no operation has: a tab of private operations only.

    What a tag stands under stays with it. Source: OpenAPI 3.2.0 "Tag Object", `parent`.
    """
    if "tags" not in document:
        return document
    used = set(_used(document))
    parents = {tag.get("name"): tag.get("parent") for tag in document["tags"]}
    for name in list(used):
        parent = parents.get(name)
        while parent and parent not in used:
            used.add(parent)
            parent = parents.get(parent)
    tags = [tag for tag in document["tags"] if tag.get("name") in used]
    return {**document, "tags": tags, **_groups(document, used)}


def _used(document: Mapping[str, Any]) -> Iterator[str]:
    for holder in ("paths", "webhooks"):
        for item in document.get(holder, {}).values():
            for operation in item.values():
                if isinstance(operation, dict):
                    yield from operation.get("tags", ())


def _groups(document: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    if not isinstance(document.get(GROUPS), list):
        return {}
    kept = [
        {**group, "tags": [name for name in group.get("tags", ()) if name in used]}
        for group in document[GROUPS]
    ]
    return {GROUPS: [group for group in kept if group["tags"]]}
