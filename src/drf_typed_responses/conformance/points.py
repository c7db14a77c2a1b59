"""What a contract promises that a test can show: operations, statuses, attributes, values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..openapi.operations import Operation
from ..validation.undocumented import is_only_sent
from ..validation.walking import Spot, Visit, Walker
from .checks import Check
from .contract import Contract


class Point(NamedTuple):
    """One thing to show: `kind` is "operation", "status", "optional", "nullable" or "enum".

    `label` is "GET /path/ 200", "TeamResponse.avatar" or the way to a part without a name of its
    own; `state` is "present", "null", "set" or the member of an enum as JSON.
    """

    kind: str
    label: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.label} {_STATES.get(self.kind, '{}').format(self.state)}".rstrip()


_STATES = {"optional": "present", "nullable": "{}", "enum": "= {}"}


def documented(contract: Contract) -> list[Point]:
    """Every point of a contract, in the order of its document."""
    found: dict[Point, None] = {}
    seen: set[str] = set()
    for operation in contract.operations.values():
        found[Point("operation", operation.name)] = None
        for status, schema in _responses(contract, operation):
            label = f"{operation.name} {status}"
            found[Point("status", label)] = None
            if schema is not None:
                walker = contract.responses.walker
                spot = Spot(contract.responses.converted(schema), "", label)
                found.update(dict.fromkeys(_members(walker, spot)))
                found.update(dict.fromkeys(_declared(walker, spot, seen)))
    return list(found)


def _responses(contract: Contract, operation: Operation) -> Iterator[tuple[str, Any]]:
    for status, given in operation.spec.get("responses", {}).items():
        content = contract.resolved(given).get("content", {})
        yield status, next((m["schema"] for m in content.values() if m.get("schema")), None)


def _declared(walker: Walker, start: Spot, seen: set[str]) -> Iterator[Point]:
    """The points of a schema and of all it refers to; `seen` are components that are done."""
    waiting = [start]
    while waiting:
        spot = waiting.pop()
        schema = spot.schema
        if not isinstance(schema, Mapping):
            continue
        if "$ref" in schema:
            target = walker.entered(spot)
            if target.label not in seen or not target.component:
                seen.add(target.label)
                waiting.append(target)
            continue
        inner = [spot._replace(schema=arm) for arm in _arms(schema)]
        for name, part in schema.get("properties", {}).items():
            if is_only_sent(part):
                continue
            below = Spot(part, "", f"{spot.label}.{name}")
            yield from _attribute(walker, below, name not in schema.get("required", ()))
            inner.append(below)
        for below in _unnamed(spot):
            yield from _members(walker, below)
            inner.append(below)
        waiting += reversed(inner)


def _unnamed(spot: Spot) -> Iterator[Spot]:
    """The items of an array and the values of a dictionary."""
    for part in spot.schema.get("prefixItems", ()):
        yield Spot(part, "", f"{spot.label}[]")
    if "items" in spot.schema:
        yield Spot(spot.schema["items"], "", f"{spot.label}[]")
    if "additionalProperties" in spot.schema:
        yield Spot(spot.schema["additionalProperties"], "", f"{spot.label}.{{}}")


def _arms(schema: Mapping[str, Any]) -> Iterator[Any]:
    for keyword in ("allOf", "anyOf", "oneOf"):
        yield from schema.get(keyword, ())


def _attribute(walker: Walker, spot: Spot, optional: bool) -> Iterator[Point]:
    if optional:
        yield Point("optional", spot.label, "present")
    if spot.schema and spot.schema is not True and walker.valid(spot.schema, None):
        yield Point("nullable", spot.label, "null")
        if not _is_null(spot.schema):
            yield Point("nullable", spot.label, "set")
    yield from _members(walker, spot)


def _is_null(schema: Mapping[str, Any]) -> bool:
    """Whether null is the only value; in OpenAPI 3.0 it is written as the one member of an enum."""
    return schema.get("type") == "null" or schema.get("enum") == [None]


def _members(walker: Walker, spot: Spot) -> Iterator[Point]:
    waiting = [spot]
    seen: set[int] = set()
    while waiting:
        schema = waiting.pop().schema
        if not isinstance(schema, Mapping) or id(schema) in seen:
            continue
        seen.add(id(schema))
        if "$ref" in schema:
            waiting.append(walker.entered(Spot(schema, "", "")))
        values = schema.get("enum", [schema["const"]] if "const" in schema else [])
        for value in values:
            if value is not None:
                yield Point("enum", spot.label, json.dumps(value))
        waiting += [Spot(arm, "", "") for arm in _arms(schema)]


def shown(contract: Contract, check: Check) -> Iterator[Point]:
    """The points that one response shows; more than there are, so look each up in `documented`."""
    yield Point("operation", check.operation)
    if check.documented:
        label = f"{check.operation} {check.documented}"
        yield Point("status", label)
        if check.schema is not None and check.outcome in ("valid", "additive"):
            converted = contract.responses.converted(check.schema)
            yield from _member(label, check.body)
            for visit in contract.responses.walker.visits(converted, check.body, label):
                yield from _shown_by(visit)


def _shown_by(visit: Visit) -> Iterator[Point]:
    for spot in visit.spots:
        if isinstance(visit.value, list):
            for part in visit.value:
                yield from _member(f"{spot.label}[]", part)
        elif isinstance(visit.value, dict):
            yield from _shown_by_object(spot, visit.value)


def _shown_by_object(spot: Spot, value: Mapping[str, Any]) -> Iterator[Point]:
    named = spot.schema.get("properties", ())
    for name, part in value.items():
        label = f"{spot.label}.{name if name in named else '{}'}"
        if name in named:
            yield Point("optional", label, "present")
            yield Point("nullable", label, "null" if part is None else "set")
        yield from _member(label, part)


def _member(label: str, value: Any) -> Iterator[Point]:
    if isinstance(value, (str, int, float)) and len(str(value)) < 200:
        yield Point("enum", label, json.dumps(value))
