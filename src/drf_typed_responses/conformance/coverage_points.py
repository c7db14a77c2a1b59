"""The points of a contract: each operation, status, attribute and value that a test can show."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ..openapi.nulls import is_null
from ..openapi.operations import Operation
from ..openapi.types import AnySchema, Schema
from ..openapi.vocabulary import COMBINATIONS
from ..validation.traversal import Container, Subschema, Walker
from ..validation.undocumented import is_write_only
from .checks import Check
from .contract import Contract
from .points import Point

_MOST_BITS: Final = 600


def documented_points(contract: Contract) -> Iterable[Point]:
    """Every point of the responses of a contract, in the order of the document."""
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
                found.update(dict.fromkeys(enum_points(walker, whole)))
                for part in parts_of_schema(walker, whole, seen, is_write_only):
                    found.update(dict.fromkeys(_points_of_part(walker, part)))
    return found


def _responses(contract: Contract, operation: Operation) -> Iterator[tuple[str, Any]]:
    """The documented statuses, each with the schema of its body, or None."""
    for status, given in operation.spec.get("responses", {}).items():
        content = contract.resolved(given).get("content", {})
        yield status, next((m["schema"] for m in content.values() if m.get("schema")), None)


class SchemaPart(NamedTuple):
    """A property of an object, or the items or other values of a schema."""

    subschema: Subschema
    is_attribute: bool = False
    is_optional: bool = False


def parts_of_schema(
    walker: Walker, whole: Subschema, seen: set[str], is_left_out: Callable[[Any], bool]
) -> Iterator[SchemaPart]:
    """The parts of a schema and of its references, without the properties that are left out.

    The components in `seen` are passed over, and those that are met join them.
    """
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
            if not is_left_out(below):
                attribute = Subschema(below, "", f"{part.label}.{name}")
                is_optional = name not in schema.get("required", ())
                yield SchemaPart(attribute, is_attribute=True, is_optional=is_optional)
                inner.append(attribute)
        for item in _items_and_values(part):
            yield SchemaPart(item)
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


def _points_of_part(walker: Walker, part: SchemaPart) -> Iterator[Point]:
    label, schema = part.subschema.label, part.subschema.schema
    if part.is_optional:
        yield Point("optional", label, "present")
    if part.is_attribute and schema and schema is not True and walker.is_valid(schema, None):
        yield Point("nullable", label, "null")
        if not is_null(schema):
            yield Point("nullable", label, "set")
    yield from enum_points(walker, part.subschema)


def enum_points(walker: Walker, part: Subschema) -> Iterator[Point]:
    """A point for each member of the enums and constants that a value of a part may be.

    Members that are null, an array, an object or a long text are passed over.
    """
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
            yield from members_shown(part.label, member)
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
            yield from members_shown(label, check.body)
            for container in contract.responses.walker.containers(converted, check.body, label):
                yield from _shown_in(container)


def _shown_in(container: Container) -> Iterator[Point]:
    for part in container.subschemas:
        if isinstance(container.value, list):
            for item in container.value:
                yield from members_shown(f"{part.label}[]", item)
        elif isinstance(container.value, dict):
            yield from _shown_in_object(part, container.value)


def _shown_in_object(part: Subschema, value: Mapping[str, object]) -> Iterator[Point]:
    named = part.schema.get("properties", ())
    for name, member in value.items():
        label = f"{part.label}.{name if name in named else '{}'}"
        if name in named:
            yield Point("optional", label, "present")
            yield Point("nullable", label, "null" if member is None else "set")
        yield from members_shown(label, member)


def members_shown(label: str, value: object) -> Iterator[Point]:
    """The point of an enum that a value is, if the part with this label has such a member."""
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return  # Python does not write integers of thousands of digits
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 1.0 and 1 are one value
    if isinstance(value, (str, int, float)) and len(str(value)) < 200:
        yield Point("enum", label, json.dumps(value))
