"""Values that differ from valid ones in one place; jsonschema judges them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# The values that are tried at every place.
ALIENS: tuple[Any, ...] = (None, True, 0, 1.5, "", "text", [], {})
FORMED = {"date-time": "2026-01-31T12:00:00Z", "date": "2026-01-31",
          "uuid": "00000000-0000-4000-8000-000000000000"}  # fmt: skip


def near(schema: Any) -> Iterator[Any]:
    """A smallest value, then others that differ from it in one place each."""
    yield from _proper(schema)
    yield from ALIENS


def smallest(schema: Any) -> Any:
    return next(_proper(schema), None)


def _proper(schema: Any) -> Iterator[Any]:
    if not isinstance(schema, dict):
        return
    for arm in arms(schema):
        if "enum" in arm:
            yield from arm["enum"]
        elif arm.get("type") == "object" or "properties" in arm:
            yield from _objects(arm)
        elif arm.get("type") == "array":
            yield from _arrays(arm)
        else:
            yield from _scalars(arm)


def arms(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The alternatives of a schema, each with what stands beside them merged into it."""
    whole = {k: v for k, v in schema.items() if k not in ("allOf", "anyOf", "oneOf")}
    for part in schema.get("allOf", ()):
        whole = _merged(whole, part)
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if not alternatives:
        yield whole
    for part in alternatives or ():
        for arm in arms(part):
            yield _merged(whole, arm)


def _merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        **other,
        "properties": {**one.get("properties", {}), **other.get("properties", {})},
        "required": [*one.get("required", ()), *other.get("required", ())],
    }


def _objects(schema: dict[str, Any]) -> Iterator[Any]:
    properties = schema.get("properties", {})
    least = {name: smallest(properties.get(name, {})) for name in schema.get("required", ())}
    yield least
    for name, part in properties.items():
        for value in near(part):
            yield {**least, name: value}
        yield {key: value for key, value in least.items() if key != name}
    extra = schema.get("additionalProperties", {})
    for value in near(extra if isinstance(extra, dict) else {}):
        yield {**least, "unheard": value}


def _arrays(schema: dict[str, Any]) -> Iterator[Any]:
    items = schema.get("items", {})
    least = [smallest(items)] * schema.get("minItems", 0)
    yield least
    for value in near(items):
        yield [value, *least[1:]]
    yield [smallest(items)] * (schema.get("maxItems", 1) + 1)


def _scalars(schema: dict[str, Any]) -> Iterator[Any]:
    kind = schema.get("type")
    if kind == "string":
        yield FORMED.get(schema.get("format", ""), "x" * schema.get("minLength", 1))
        yield "x" * (schema.get("maxLength", 1) + 1)
    elif kind in ("integer", "number"):
        least, most = schema.get("minimum", 0), schema.get("maximum", 1)
        yield from (least, most, least - 1, most + 1)
    elif kind == "boolean":
        yield False
