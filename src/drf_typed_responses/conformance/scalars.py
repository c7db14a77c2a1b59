"""Values that stand in headers and queries as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def query_value(texts: list[str], parameter: Mapping[str, Any]) -> Any:
    """The value that the texts of a query parameter stand for; None where the form is another.

    Source: OpenAPI 3.0.3 "Style Values", the form style, which queries have unless told otherwise.
    """
    schema = parameter.get("schema", {})
    if parameter.get("style", "form") != "form" or "type" not in schema:
        return None
    if schema["type"] == "array":
        parts = texts if parameter.get("explode", True) else texts[-1].split(",")
        return [scalar_of(part, schema.get("items", {})) for part in parts]
    return None if schema["type"] == "object" else scalar_of(texts[-1], schema)


def scalar_of(text: str, schema: Mapping[str, Any]) -> Any:
    """The value that a text stands for by its schema; the text itself where it stands for none.

    Source: OpenAPI 3.0.3 "Style Values": simple values are written as they are.
    """
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    reader = {"integer": int, "number": float}.get(str(kind))
    if reader is None:
        return text
    try:
        return reader(text)
    except ValueError:
        return text
