"""Components that no public operation refers to are in no public document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def pruned(document: dict[str, Any]) -> dict[str, Any]:
    """The document without schemas that nothing in it reaches."""
    schemas = document.get("components", {}).get("schemas")
    if not schemas:
        return document
    rest = {k: v for k, v in document["components"].items() if k != "schemas"}
    reached: set[str] = set()
    steps = list(_references([{**document, "components": rest}]))
    while steps:
        name = steps.pop()
        if name not in reached and name in schemas:
            reached.add(name)
            steps += _references([schemas[name]])
    kept = {name: schema for name, schema in schemas.items() if name in reached}
    components = {**rest, "schemas": kept} if kept else rest
    return {**document, "components": dict(sorted(components.items()))}


def _references(nodes: list[Any]) -> Iterator[str]:
    prefix = "#/components/schemas/"
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.startswith(prefix):
                yield reference.removeprefix(prefix)
            nodes += node.values()
        elif isinstance(node, list):
            nodes += node
