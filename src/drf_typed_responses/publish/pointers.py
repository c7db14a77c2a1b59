"""References inside a document: where they stand and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from urllib.parse import unquote

PREFIX = "#/"

Keys: TypeAlias = tuple[str | int, ...]

# What stands under these keys is a value, whatever its own keys are called.
VALUES = {"const", "dataValue", "default", "enum", "example", "value"}
# The keys under these are names that people chose, which may be those of keywords.
NAMES = {
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
}


def followed(document: Any, reference: str) -> Any:
    """What a local reference leads to; None where it leads nowhere."""
    found = located(document, reference.removeprefix("#"))
    return None if found is None else found[1]


def located(document: Any, pointer: str) -> tuple[Keys, Any] | None:
    """The keys of a JSON Pointer in a URI, and what stands there. Source: RFC 6901."""
    keys: list[str | int] = []
    node = document
    for part in unquote(pointer).split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        key: Any = int(name) if isinstance(node, list) and name.isdecimal() else name
        try:
            node = node[key]
        except (IndexError, KeyError, TypeError):
            return None
        keys.append(key)
    return tuple(keys), node


Change = Callable[[dict[str, Any]], Any]


def replaced(node: Any, change: Change) -> Any:
    """The node with `change(...)` in the place of each object of OpenAPI in it.

    What `change` returns as it was is looked into; samples and other values are no objects.
    """
    if isinstance(node, list):
        return [replaced(item, change) for item in node]
    if not isinstance(node, dict):
        return node
    new = change(node)
    if new is not node:
        return new
    return {key: _member(key, value, change) for key, value in node.items()}


def _member(key: str, value: Any, change: Change) -> Any:
    if key in NAMES and isinstance(value, dict):
        return {name: replaced(inner, change) for name, inner in value.items()}
    # In a schema `examples` is a list of values (JSON Schema 2020-12).
    is_value = key in VALUES or (key == "examples" and isinstance(value, list))
    return value if is_value else replaced(value, change)


def is_reference(node: dict[str, Any]) -> bool:
    """Whether an object is a Reference Object. Source: OpenAPI 3.0.3 "Reference Object"."""
    return isinstance(node.get("$ref"), str)


def references(node: Any) -> Iterator[str]:
    """The references in a node, each as often as it stands there."""
    found: list[str] = []

    def note(each: dict[str, Any]) -> Any:
        found.extend([each["$ref"]] if is_reference(each) else [])
        return each

    replaced(node, note)
    yield from found
