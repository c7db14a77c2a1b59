"""Values that stand in headers and queries as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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
