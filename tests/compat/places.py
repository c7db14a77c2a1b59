"""The places of findings, and the places where jsonschema rejects a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jsonschema import ValidationError


def steps(path: str) -> list[str]:
    """The steps of a path such as `200 response: [].avatar.kind`; `[]` and `*` match any step."""
    inside = path.partition(": ")[2]
    found = re.findall(r"\['(.*?)'\]|(\[\d*\])|\.?([^.\[\]]+)", inside)
    return ["".join(parts) for parts in found]


def failing(error: ValidationError) -> Iterator[list[Any]]:
    """The places where a value fails, alternatives, missing and rejected names included."""
    where = list(error.absolute_path)
    if error.validator == "required":
        yield from ([*where, name] for name in error.validator_value if name not in error.instance)
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        yield from ([*where, name] for name in error.instance if name not in known)
    yield where
    for inner in error.context or ():
        yield from failing(inner)


def holds(outer: list[str], inner: list[Any]) -> bool:
    if len(outer) > len(inner):
        return False
    return all(
        one in ("*", other) or one[0] == "{" or (one[0] == "[" and isinstance(other, int))
        for one, other in zip(outer, inner, strict=False)
    )
