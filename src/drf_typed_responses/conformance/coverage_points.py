"""The points of a contract: each operation, status, attribute and value that a test can show."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ..openapi.nulls import is_null
from ..openapi.operations import Operation
from ..openapi.types import AnySchema, Schema
from ..openapi.vocabulary import COMBINATIONS
from ..validation.traversal import Container, Subschema, Walker
from ..validation.undocumented import is_write_only
from .checks import Check
from .contract import Contract


class Point(NamedTuple):
    """A part of a contract to be shown: "operation", "status", "optional", "nullable" or "enum".

    `label` is "GET /path/ 200" or "TeamResponse.avatar"; for a part without a name it is the path
    from the nearest name. `state` is "present", "null", "set", or the member of an enum as JSON.
    """

    kind: str
    label: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.label} {_STATES.get(self.kind, '{}').format(self.state)}".rstrip()


_MOST_BITS: Final = 600
_STATES: Final = {"optional": "present", "nullable": "{}", "enum": "= {}"}


def documented_points(contract: Contract) -> tuple[Point, ...]:
    """Every point of a contract, in the order of the document; found once for each contract."""
    if contract.points is None:
        contract.points = tuple(_documented_points(contract))
    return contract.points


def _documented_points(contract: Contract) -> Iterable[Point]:
    found: dict[Point, None] = {}
    seen: set[str] = set()
    for operation in contract.operations.values():
        found[Point("operation", operation.name)] = None
        for status, schema in _responses(contract, operation):
            label = f"{operation.name} {status}"
            found[Point("status", label)] = None
            if schema is not None:
                walker = contract.documented.walker
                whole = Subschema(contract.documented.converted(schema), "", label)
                found.update(dict.fromkeys(_enum_points(walker, whole)))
                found.update(dict.fromkeys(_points_of_schema(walker, whole, seen)))
    return found


def _responses(contract: Contract, operation: Operation) -> Iterator[tuple[str, Any]]:
    """The documented statuses, each with the schema of its body, or None."""
    for status, given in operation.spec.get("responses", {}).items():
        content = contract.resolved(given).get("content", {})
        yield status, next((m["schema"] for m in content.values() if m.get("schema")), None)


def _points_of_schema(walker: Walker, whole: Subschema, seen: set[str]) -> Iterator[Point]:
    """The points of a schema and of its references; `seen` components are left out."""
    waiting = [whole]
    while waiting:
        part = waiting.pop()
        schema = part.schema
        if not isinstance(schema, Mapping):
            continue
        if "$ref" in schema:
            target = walker.dereferenced(part)
            if target.label not in seen or not target.component:
                seen.add(target.label)
                waiting.append(target)
            continue
        inner = [part._replace(schema=arm) for arm in _arms(schema)]
        for name, below in schema.get("properties", {}).items():
            if is_write_only(below):
                continue
            attribute = Subschema(below, "", f"{part.label}.{name}")
            yield from _points_of_attribute(
                walker, attribute, name not in schema.get("required", ())
            )
            inner.append(attribute)
        for item in _items_and_values(part):
            yield from _enum_points(walker, item)
            inner.append(item)
        waiting += reversed(inner)


def _items_and_values(part: Subschema) -> Iterator[Subschema]:
    """The schemas of the items of an array and of the values of a dictionary."""
    for item in part.schema.get("prefixItems", ()):
        yield Subschema(item, "", f"{part.label}[]")
    if "items" in part.schema:
        yield Subschema(part.schema["items"], "", f"{part.label}[]")
    if "additionalProperties" in part.schema:
        yield Subschema(part.schema["additionalProperties"], "", f"{part.label}.{{}}")


def _arms(schema: Schema) -> Iterator[AnySchema]:
    for keyword in COMBINATIONS:
        yield from schema.get(keyword, ())


def _points_of_attribute(
    walker: Walker, attribute: Subschema, is_optional: bool
) -> Iterator[Point]:
    if is_optional:
        yield Point("optional", attribute.label, "present")
    schema = attribute.schema
    if schema and schema is not True and walker.is_valid(schema, None):
        yield Point("nullable", attribute.label, "null")
        if not is_null(schema):
            yield Point("nullable", attribute.label, "set")
    yield from _enum_points(walker, attribute)


def _enum_points(walker: Walker, part: Subschema) -> Iterator[Point]:
    waiting = [part]
    seen: set[int] = set()
    while waiting:
        schema = waiting.pop().schema
        if not isinstance(schema, Mapping) or id(schema) in seen:
            continue
        seen.add(id(schema))
        if "$ref" in schema:
            waiting.append(walker.dereferenced(Subschema(schema, "", "")))
        members = schema.get("enum", [schema["const"]] if "const" in schema else [])
        for member in members:
            if member is not None:
                yield Point("enum", part.label, json.dumps(member))
        waiting += [Subschema(arm, "", "") for arm in _arms(schema)]


def shown_points(contract: Contract, check: Check) -> Iterator[Point]:
    """The points that one response shows.

    Some of them are not among `documented_points`, such as an enum point for any text.
    """
    yield Point("operation", check.operation)
    if check.documented:
        label = f"{check.operation} {check.documented}"
        yield Point("status", label)
        if check.schema is not None and check.outcome in ("valid", "additive"):
            converted = contract.responses.converted(check.schema)
            yield from _shown_member(label, check.body)
            for container in contract.responses.walker.containers(converted, check.body, label):
                yield from _shown_in(container)


def _shown_in(container: Container) -> Iterator[Point]:
    for part in container.subschemas:
        if isinstance(container.value, list):
            for item in container.value:
                yield from _shown_member(f"{part.label}[]", item)
        elif isinstance(container.value, dict):
            yield from _shown_in_object(part, container.value)


def _shown_in_object(part: Subschema, value: Mapping[str, object]) -> Iterator[Point]:
    named = part.schema.get("properties", ())
    for name, member in value.items():
        label = f"{part.label}.{name if name in named else '{}'}"
        if name in named:
            yield Point("optional", label, "present")
            yield Point("nullable", label, "null" if member is None else "set")
        yield from _shown_member(label, member)


def _shown_member(label: str, value: object) -> Iterator[Point]:
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return  # Python does not write integers of thousands of digits
    if isinstance(value, (str, int, float)) and len(str(value)) < 200:
        yield Point("enum", label, json.dumps(value))
