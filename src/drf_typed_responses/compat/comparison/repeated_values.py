"""Lists that are sent like single values: `a=1&a=2` in a query or a form, `1,2` in a path.

A list of one item is sent like the item, so a single value may become a list, and a list of at most
one item may become a single value.
"""

from __future__ import annotations

from typing import Final

from ...openapi.types import AnySchema, Schema
from ...openapi.vocabulary import ANNOTATIONS
from ..documents.read_document import Undecided
from ..sets.keywords import count
from .comparison import Comparison

SINGLE: Final = ("boolean", "integer", "number", "string")


def or_one_item(comparison: Comparison, old: AnySchema, new: AnySchema) -> AnySchema:
    """The new schema; that of a list that a single value becomes admits the only item too.

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


def as_single_value(comparison: Comparison, old: AnySchema, new: AnySchema) -> AnySchema:
    """The old schema; that of a list that becomes a single value has only what is sent otherwise.

    An empty list is not sent, and one of one item is sent like the item.
    """
    try:
        older, newer = comparison.base.follow(old), comparison.revised.follow(new)
        if not _is_list(older) or not _is_single(newer):
            return old
        only_one = count(older, "maxItems") == 1
    except Undecided:  # the comparison of the schemas tells
        return old
    one: AnySchema = older.get("items", {})
    return one if only_one else {"allOf": [old, {"minItems": 2}]}


def as_joined_text(comparison: Comparison, old: AnySchema, new: AnySchema) -> AnySchema:
    """The old schema; that of a list is any text if any text is one of its new values.

    `1,2` is a list, and it is a text.
    """
    try:
        older, newer = comparison.base.follow(old), comparison.revised.follow(new)
    except Undecided:  # the comparison of the schemas tells
        return old
    return newer if _is_list(older) and is_any_text(newer) else old


def is_list_of_any_text(comparison: Comparison, new: AnySchema) -> bool:
    """Whether every text is a list of the new schema: `a,b` is two texts, and `a` is one."""
    try:
        newer = comparison.revised.follow(new)
        items = comparison.revised.follow(newer.get("items", {})) if _is_list(newer) else None
    except Undecided:  # the comparison of the schemas tells
        return False
    counted = ("minItems", "maxItems", "uniqueItems")
    return is_any_text(items) and newer.keys().isdisjoint(counted)


def is_any_text(schema: object) -> bool:
    """Whether a schema admits every text, and nothing else."""
    return (
        isinstance(schema, dict)
        and schema.get("type") == "string"
        and schema.keys() <= ANNOTATIONS | {"type"}
    )


def _is_list(schema: object) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "array"


def _is_single(schema: object) -> bool:
    return isinstance(schema, dict) and schema.get("type") in SINGLE


def _may_be_one(schema: Schema) -> bool:
    """Whether a list may have one item. Raises Undecided for a malformed number of items."""
    most = count(schema, "maxItems")
    return (count(schema, "minItems") or 0) <= 1 and (most is None or most >= 1)
