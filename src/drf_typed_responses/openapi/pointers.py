"""References inside a document: where they stand and where they lead."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, TypeGuard
from urllib.parse import unquote

from .types import Keys
from .vocabulary import MAPS, VALUES

PREFIX: Final = "#/"
COMPONENTS: Final = "#/components/"
SCHEMAS: Final = "#/components/schemas/"
# Real documents have chains of two references. A chain longer than this limit is a circle.
LONGEST_CHAIN: Final = 100


class UnresolvedReference(LookupError):
    """A reference that leads to nothing in its document.

    `reference` is its text, and `reason` a predicate such as "leads out of the document".
    """

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(f"the reference {reference} {reason}")
        self.reference = reference
        self.reason = reason


def is_reference(node: object) -> TypeGuard[dict[str, Any]]:
    """Whether a node is a Reference Object. Source: OpenAPI 3.0.3 "Reference Object"."""
    return isinstance(node, dict) and isinstance(node.get("$ref"), str)


def component_reference(kind: str, name: str) -> str:
    """The reference to a component, such as `#/components/schemas/Team`.

    Source: RFC 6901 section 3, which escapes "~" and "/".
    """
    return f"{COMPONENTS}{kind}/{name.replace('~', '~0').replace('/', '~1')}"


def component_of(reference: str) -> tuple[str, str] | None:
    """`(kind, name)` of the component that a reference leads to or into; None for any other."""
    first, *keys = _keys(reference[1:]) if reference.startswith(PREFIX) else ("",)
    return (keys[0], keys[1]) if first == "components" and len(keys) > 1 else None


def mapped_reference(value: str) -> str:
    """The reference that a value in the mapping of a discriminator stands for.

    Source: OpenAPI 3.0.3 "Discriminator Object": the value is the name of a schema or a reference.
    """
    return value if "/" in value else component_reference("schemas", value)


def located(document: object, pointer: str) -> tuple[Keys, Any] | None:
    """The keys of a JSON Pointer in a URI fragment and the node there; None if there is no node.

    Source: RFC 6901 section 4.
    """
    keys: list[str | int] = []
    node: Any = document
    for name in _keys(pointer):
        key: Any = int(name) if isinstance(node, list) and name.isdecimal() else name
        try:
            node = node[key]
        except (IndexError, KeyError, TypeError):
            return None
        keys.append(key)
    return tuple(keys), node


@lru_cache(maxsize=8192)
def _keys(pointer: str) -> tuple[str, ...]:
    """The keys of a pointer, which is percent-decoded before it is split (RFC 6901 section 6)."""
    parts = unquote(pointer).split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def target(document: object, reference: str) -> Any:
    """The node that one reference leads to, which may be a reference itself.

    Raises UnresolvedReference for one that leads nowhere, out of the document, or to an anchor.
    """
    if not reference.startswith("#"):
        raise UnresolvedReference(reference, "leads out of the document")
    if reference[1:2] not in ("", "/"):
        raise UnresolvedReference(reference, "names an anchor, which is not looked for")
    found = located(document, reference[1:])
    if found is None:
        raise UnresolvedReference(reference, "leads nowhere")
    return found[1]


def target_or_none(document: object, reference: str) -> Any:
    """As `target`, but None for a reference that leads nowhere."""
    try:
        return target(document, reference)
    except UnresolvedReference:
        return None


def resolve(document: object, node: Any) -> Any:
    """The node itself, or the one at the end of its chain of references.

    Raises UnresolvedReference where the chain leads to nothing or in a circle.
    """
    first = node
    for _ in range(LONGEST_CHAIN):
        if not is_reference(node):
            return node
        node = target(document, node["$ref"])
    raise UnresolvedReference(first["$ref"], "leads in a circle")


def resolve_object(document: object, node: object) -> dict[str, Any]:
    """As `resolve`, but an empty object if the result is unresolved or not an object."""
    try:
        found = resolve(document, node)
    except UnresolvedReference:
        return {}
    return found if isinstance(found, dict) else {}


def leads_somewhere(document: object, reference: str) -> bool:
    """Whether a reference leads to a node of the document."""
    try:
        target(document, reference)
    except UnresolvedReference:
        return False
    return True


def objects(node: object) -> Iterator[dict[str, Any]]:
    """Each object of OpenAPI in a node, the node first; samples and values are skipped."""
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
                if key in MAPS and isinstance(value, dict):
                    waiting += reversed(value.values())
                else:
                    waiting.append(value)


Replacement = Callable[[dict[str, Any]], Any]


def replaced(node: Any, change: Replacement) -> Any:
    """The node with each object of OpenAPI in it replaced by `change(object)`.

    If `change` returns an object unchanged, the objects inside it are replaced. Samples and other
    values are kept.
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


def _member(key: str, value: Any, change: Replacement) -> Any:
    if key in MAPS and isinstance(value, dict):
        return {name: replaced(inner, change) for name, inner in value.items()}
    return value if _is_value(key, value) else replaced(value, change)


def respelled(node: Any, change: Replacement) -> Any:
    """As `replaced`, but what contains no changed object stays the same object."""
    if isinstance(node, list):
        items = [respelled(item, change) for item in node]
        return node if all(map(operator.is_, items, node)) else items
    if not isinstance(node, dict):
        return node
    new = change(node)
    if new is not node:
        return new
    parts = {}
    for key, value in node.items():  # a loop, because most objects contain no other
        if isinstance(value, (dict, list)):
            found = _respelled_member(key, value, change)
            if found is not value:
                parts[key] = found
    return {**node, **parts} if parts else node


def _respelled_member(key: str, value: Any, change: Replacement) -> Any:
    if key in MAPS and isinstance(value, dict):
        named = {name: respelled(inner, change) for name, inner in value.items()}
        return value if all(map(operator.is_, named.values(), value.values())) else named
    return value if _is_value(key, value) else respelled(value, change)


def _is_value(key: str, value: object) -> bool:
    # `examples` is a list of values in a schema, and an object of Example Objects elsewhere.
    return key in VALUES or (key == "examples" and isinstance(value, list))


def references(node: object) -> Iterator[str]:
    """The references in a node, with repetitions."""
    for each in objects(node):
        reference = each.get("$ref")
        if isinstance(reference, str):
            yield reference
