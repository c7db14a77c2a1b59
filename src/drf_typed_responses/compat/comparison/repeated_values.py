"""Lists whose items are sent as repetitions of one value: `a=1&a=2` in a query or a form.

A list of one item is sent like a single value, so a single value may become a list.
"""

from __future__ import annotations

from ...openapi.types import AnySchema, Schema
from ..documents.read_document import Undecided
from ..sets.keywords import count
from .comparison import Comparison


def repeatable(comparison: Comparison, old: AnySchema, new: AnySchema) -> AnySchema:
    """The schema of a list that a single value becomes, which admits its only item too.

    Any other new schema is returned as it is.
    """
    try:
        older, newer = comparison.base.follow(old), comparison.revised.follow(new)
        if _is_list(older) or not _is_list(newer) or not _may_be_one(newer):
            return new
    except Undecided:  # the comparison of the schemas tells
        return new
    default = {"default": newer["default"]} if "default" in newer else {}
    return {"anyOf": [newer.get("items", {}), newer], **default}


def _is_list(schema: object) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "array"


def _may_be_one(schema: Schema) -> bool:
    """Whether a list may have one item. Raises Undecided for a malformed number of items."""
    most = count(schema, "maxItems")
    return (count(schema, "minItems") or 0) <= 1 and (most is None or most >= 1)
