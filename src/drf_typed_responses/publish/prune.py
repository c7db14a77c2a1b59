"""Components that no public operation refers to are in no public document."""

from __future__ import annotations

from typing import Any

from .pointers import references, replaced

SCHEMAS = "#/components/schemas/"


def pruned(document: dict[str, Any]) -> dict[str, Any]:
    """The document without schemas that nothing in it reaches."""
    schemas = document.get("components", {}).get("schemas")
    if not schemas:
        return document
    rest = {k: v for k, v in document["components"].items() if k != "schemas"}
    reached: set[str] = set()
    steps = _named({**document, "components": rest})
    while steps:
        name = steps.pop()
        if name not in reached and name in schemas:
            reached.add(name)
            steps += _named(schemas[name])
    kept = {name: schema for name, schema in schemas.items() if name in reached}
    components = {**rest, "schemas": kept} if kept else rest
    return {**document, "components": dict(sorted(components.items()))}


def _named(node: Any) -> list[str]:
    """The component schemas that a node names: in references, and in mappings of discriminators."""
    found = list(references(node))

    def note(each: dict[str, Any]) -> Any:
        discriminator = each.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        found.extend(map(str, mapping.values()) if isinstance(mapping, dict) else ())
        return each

    replaced(node, note)
    return [each.removeprefix(SCHEMAS).partition("/")[0] for each in found]
