"""References inside a document: where they stand and where they lead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias
from urllib.parse import unquote

PREFIX = "#/"

Keys: TypeAlias = tuple[str | int, ...]

# The keys of a path item that are operations. Source: OpenAPI 3.0.3 "Path Item Object".
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

# What stands under these keys is a value, whatever its own keys are called.
VALUES = {"const", "dataValue", "default", "enum", "example", "value"}
# The kinds of components, by the names they have in a document. Source: OpenAPI 3.2.0 "Components
# Object".
COMPONENTS = {
    "callbacks",
    "examples",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
}
# The keys under these are names that people chose, which may be those of keywords.
NAMES = COMPONENTS | {
    "$defs",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "paths",
    "patternProperties",
    "properties",
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


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Each object of OpenAPI in a node, itself among them; samples and other values are none."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            yield each
            for key, value in reversed(each.items()):
                # Most of what stands in a document is text.
                if not isinstance(value, (dict, list)) or _is_value(key, value):
                    continue
                if key in NAMES and isinstance(value, dict):
                    waiting += reversed(value.values())
                else:
                    waiting.append(value)


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
    return {
        key: _member(key, value, change) if isinstance(value, (dict, list)) else value
        for key, value in node.items()
    }


def _member(key: str, value: Any, change: Change) -> Any:
    if key in NAMES and isinstance(value, dict):
        return {name: replaced(inner, change) for name, inner in value.items()}
    return value if _is_value(key, value) else replaced(value, change)


def _is_value(key: str, value: Any) -> bool:
    # In a schema `examples` is a list of values (JSON Schema 2020-12).
    return key in VALUES or (key == "examples" and isinstance(value, list))


def is_reference(node: dict[str, Any]) -> bool:
    """Whether an object is a Reference Object. Source: OpenAPI 3.0.3 "Reference Object"."""
    return isinstance(node.get("$ref"), str)


def references(node: Any) -> Iterator[str]:
    """The references in a node, each as often as it stands there."""
    return (each["$ref"] for each in objects(node) if is_reference(each))
