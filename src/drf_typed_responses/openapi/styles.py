"""Reads values that headers and queries carry as text. Source: OpenAPI 3.0.3 "Style Values"."""

from __future__ import annotations

import re
from typing import Final

from .json_text import whole_number
from .types import JSON, Object, Schema

# Python's `int` and `float` read more: "7_0", digits of every script, "nan".
_WHOLE: Final = re.compile(r"[-+]?[0-9]+", re.ASCII)
_NUMBER: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)


def query_value(texts: list[str], parameter: Object) -> JSON:
    """The value of one query parameter, given its texts.

    None if the texts cannot be read: the style is not `form` (the default of queries), or the
    schema has no type or the type object.
    """
    schema = parameter.get("schema", {})
    if parameter.get("style", "form") != "form" or "type" not in schema:
        return None
    if schema["type"] == "array":
        parts = texts if parameter.get("explode", True) else texts[-1].split(",")
        return [scalar_value(part, schema.get("items", {})) for part in parts]
    return None if schema["type"] == "object" else scalar_value(texts[-1], schema)


def scalar_value(text: str, schema: Schema) -> bool | int | float | str:
    """The boolean or number in a text if its schema has that type; otherwise the text."""
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    if kind == "integer" and _WHOLE.fullmatch(text):
        return whole_number(text)
    return float(text) if kind == "number" and _NUMBER.fullmatch(text) else text
