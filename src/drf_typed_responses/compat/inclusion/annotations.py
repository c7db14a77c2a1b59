"""What a schema says beside its values: itself, or what it is another name of."""

from __future__ import annotations

from typing import Any, Final

from ...openapi.pointers import LONGEST_CHAIN
from ..documents.read_document import ReadDocument, SchemaNode, Undecided

COMBINED: Final = ("allOf", "anyOf", "oneOf")


def saying(schema: SchemaNode, word: str) -> dict[str, Any]:
    """The object in which the word stands, or an empty one."""
    found = (_behind(schema.document, raw, word) for raw in schema.raws)
    return next((raw for raw in found if raw), {})


def is_marked(schema: SchemaNode, word: str) -> bool:
    """Whether `deprecated`, `readOnly` or the like is true."""
    # Most schemas are quickly seen to say nothing of the kind.
    said = word in schema.text or "$ref" in schema.text
    return said and saying(schema, word).get(word) is True


def _behind(document: ReadDocument, raw: Any, word: str) -> dict[str, Any]:
    for _ in range(LONGEST_CHAIN):
        if not isinstance(raw, dict):
            break
        if word in raw and (document.is_2020_12 or "$ref" not in raw):
            return raw
        raw = _renamed(document, raw)
    return {}


def _renamed(document: ReadDocument, raw: dict[str, Any]) -> Any:
    """What stands behind a reference, or alone in a combination.

    That a reference leads nowhere is said where the values of the schema are asked for.
    """
    if isinstance(raw.get("$ref"), str):
        try:
            return document.target(raw["$ref"])
        except Undecided:
            return None
    arms = next((raw[word] for word in COMBINED if word in raw), None)
    return arms[0] if isinstance(arms, list) and len(arms) == 1 else None
