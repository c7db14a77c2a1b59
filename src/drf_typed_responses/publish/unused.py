"""Components that no public operation refers to are in no public document."""

from __future__ import annotations

from typing import Any

from ..openapi.pointers import COMPONENTS, is_reference, objects

# These are named by operations and settings, and referred to by nothing.
KEPT = "securitySchemes"


def pruned(document: dict[str, Any], beside: Any = ()) -> dict[str, Any]:
    """The document without components that nothing in it reaches, nor anything in `beside`."""
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
        kind: {name: c for name, c in named.items() if kind == KEPT or (kind, name) in reached}
        for kind, named in sorted(components.items())
    }
    return {**document, "components": {kind: named for kind, named in kept.items() if named}}


def _named(node: Any) -> list[tuple[str, str]]:
    """`(kind, name)` of what a node names: in references, and in mappings of discriminators."""
    found: list[str] = []
    for each in objects(node):
        found += [each["$ref"]] if is_reference(each) else []
        discriminator = each.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        found += map(str, mapping.values()) if isinstance(mapping, dict) else ()
    return [_place(each) for each in found]


def _place(reference: str) -> tuple[str, str]:
    """Of `#/components/responses/Gone`, or of the bare name of a schema."""
    if not reference.startswith(COMPONENTS):
        return "schemas", reference
    kind, _, rest = reference.removeprefix(COMPONENTS).partition("/")
    return kind, rest.partition("/")[0]
