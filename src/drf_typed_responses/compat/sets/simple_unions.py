"""Arrays, and unions of plain objects and types, that are seen without reading them as sets."""

from __future__ import annotations

from typing import Any, Final

from ...openapi.vocabulary import ALTERNATIVES, ANNOTATIONS
from ..documents.read_document import ReadDocument, SchemaNode, Undecided

_OF_ARRAY: Final = ANNOTATIONS | {"type", "items"}
_OF_OBJECT: Final = ANNOTATIONS | {"type", "properties", "required", "additionalProperties"}
_OF_TYPE: Final = ANNOTATIONS | {"type", "format"}
_TYPES: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
}


def is_plain_array(schema: SchemaNode) -> bool:
    """Whether a schema admits all arrays of some items, of any number, and nothing else."""
    raw = schema.raws[0]
    return (
        isinstance(raw, dict)
        and len(schema.raws) == 1
        and raw.get("type") == "array"
        and isinstance(raw.get("items"), dict)
        and raw.keys() <= _OF_ARRAY
    )


def simple_arms(schema: SchemaNode) -> tuple[SchemaNode, ...]:
    """The arms of a union of references to plain objects, and of types; else none.

    No two arms have the same component or the same JSON type, so each is told by itself.
    """
    if schema.arms is None:
        schema.arms = _arms(schema)
    return schema.arms


def _arms(schema: SchemaNode) -> tuple[SchemaNode, ...]:
    raw = schema.raws[0]
    if not isinstance(raw, dict) or len(schema.raws) > 1 or not schema.fingerprint:
        return ()
    words = raw.keys() - ANNOTATIONS
    given = raw[words.pop()] if len(words) == 1 and words <= {*ALTERNATIVES} else None
    if not isinstance(given, list) or len(given) < 2:
        return ()
    told = {_identity(schema.document, arm) for arm in given}
    if "" in told or len(told) < len(given):
        return ()
    return tuple(map(schema.document.schema, given))


def _identity(document: ReadDocument, arm: Any) -> str:
    """The component or the JSON type of an arm; "" if it is neither."""
    if not isinstance(arm, dict):
        return ""
    reference, kind = arm.get("$ref"), arm.get("type")
    if isinstance(reference, str) and len(arm) == 1 and reference.startswith("#/"):
        return f"#{document.component(reference)}" if _is_plain(document, reference) else ""
    if not isinstance(kind, str) or not arm.keys() <= _OF_TYPE:
        return ""
    return _TYPES.get(kind, "")


def _is_plain(document: ReadDocument, reference: str) -> bool:
    """Whether a component is an object with attributes, and restricts nothing else."""
    try:
        raw = document.target(reference)
    except Undecided:
        return False
    return (
        isinstance(raw, dict)
        and raw.get("type") == "object"
        and raw.keys() <= _OF_OBJECT
        and isinstance(raw.get("properties", {}), dict)
        and isinstance(raw.get("required", []), list)
    )
