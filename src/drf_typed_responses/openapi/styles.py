"""Values that stand in headers and queries as text. Source: OpenAPI 3.0.3 "Style Values"."""

from __future__ import annotations

from .types import JSON, Object, Schema


def query_value(texts: list[str], parameter: Object) -> JSON:
    """The value that the texts of one query parameter stand for.

    None where the parameter has another style than `form`, which queries have by default, or a
    schema without a type, or an object: their texts are not read.
    """
    schema = parameter.get("schema", {})
    if parameter.get("style", "form") != "form" or "type" not in schema:
        return None
    if schema["type"] == "array":
        parts = texts if parameter.get("explode", True) else texts[-1].split(",")
        return [scalar_value(part, schema.get("items", {})) for part in parts]
    return None if schema["type"] == "object" else scalar_value(texts[-1], schema)


def scalar_value(text: str, schema: Schema) -> bool | int | float | str:
    """The boolean or number that a text stands for by the type of its schema; else the text."""
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower(), text)
    try:
        if kind == "integer":
            return int(text)
        return float(text) if kind == "number" else text
    except ValueError:
        return text
