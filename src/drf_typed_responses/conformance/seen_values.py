"""What was seen at the documented places of responses: JSON types, absence and enum members.

No value is kept, only how often each of these occurred. A member of an enum is one that the
document lists.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ..openapi.types import AnySchema
from ..openapi.values import json_type
from ..openapi.vocabulary import ALTERNATIVES
from ..validation.traversal import Container, Subschema
from ..validation.undocumented import is_write_only
from .checks import Check
from .contract import Contract

# What is counted at a place beside JSON types; a member of an enum is its JSON text after MEMBER.
ABSENT: Final = "absent"
MEMBER: Final = "="
UNLISTED: Final = "another value"
_MOST_BITS: Final = 2048


class SeenValues:
    """Counts what the responses of one contract have at their documented places.

    A place is the nearest component and the path from it, such as `Team.members[]`, or the
    operation and its status, such as "GET /teams/ 200[]".
    """

    def __init__(self, contract: Contract) -> None:
        self._validator = contract.responses
        values = (value for each in contract.withheld.values() for value in each.values)
        self._withheld = {json.dumps(value) for value in values}
        self._members: dict[int, tuple[AnySchema, frozenset[str]]] = {}

    def of(self, check: Check) -> Counter[tuple[str, str]]:
        """What a response has, by place; empty for one without a checked body.

        Raises RecursionError for a body that is nested too deeply.
        """
        found: Counter[tuple[str, str]] = Counter()
        if check.schema is None:
            return found
        label = f"{check.operation} {check.documented}"
        root = self._validator.converted(check.schema)
        self._count(found, label, root, check.body)
        for container in self._validator.walker.containers(root, check.body, label):
            for place, schema, value in _values(container):
                self._count(found, place, schema, value)
            found.update(_absences(container))
        return found

    def _count(self, found: Counter[tuple[str, str]], place: str, schema: Any, value: Any) -> None:
        kind = json_type(value)
        found[place, kind] += 1
        members = self._members_of(schema) if kind in ("string", "integer") else frozenset()
        if members:
            # Python refuses to write integers of thousands of digits.
            is_long = isinstance(value, int) and value.bit_length() > _MOST_BITS
            text = "" if is_long else json.dumps(value)
            found[place, MEMBER + text if text in members else UNLISTED] += 1

    def _members_of(self, schema: AnySchema) -> frozenset[str]:
        """The documented values of an enum as JSON, empty for other schemas."""
        known = self._members.get(id(schema))
        if known is None:
            members = frozenset(map(json.dumps, self._listed(schema))) - self._withheld
            # The schema is kept, because its identity is the key.
            known = self._members[id(schema)] = (schema, members)
        return known[1]

    def _listed(self, schema: AnySchema) -> Iterator[Any]:
        waiting, seen = [schema], set()
        while waiting:
            each = waiting.pop()
            if not isinstance(each, dict) or id(each) in seen:
                continue
            seen.add(id(each))
            if "$ref" in each:
                waiting.append(self._validator.walker.dereferenced(Subschema(each, "", "")).schema)
            yield from each.get("enum", ())
            yield from [each["const"]] if "const" in each else ()
            for keyword in ("allOf", *ALTERNATIVES):
                waiting += each.get(keyword, ())


def _values(container: Container) -> Iterator[tuple[str, Any, Any]]:
    """The values in an object or array: the place, the schema and the value of each."""
    if isinstance(container.value, list):
        for label, schema, values in _items(container.subschemas, container.value):
            for value in values:
                yield f"{label}[]", schema, value
    elif isinstance(container.value, dict):
        for each in container.subschemas:
            yield from _attributes(each, container.value)


def _items(
    subschemas: Iterable[Subschema], values: list[Any]
) -> Iterator[tuple[str, Any, list[Any]]]:
    for each in subschemas:
        if "items" in each.schema:
            rest = values[len(each.schema.get("prefixItems", ())) :]
            yield each.label, each.schema["items"], rest


def _attributes(subschema: Subschema, value: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    named = subschema.schema.get("properties", {})
    for name, schema in named.items():
        if name in value:
            yield f"{subschema.label}.{name}", schema, value[name]
    if isinstance(others := subschema.schema.get("additionalProperties"), dict):
        for name, part in value.items():
            if name not in named:
                yield f"{subschema.label}.{{}}", others, part


def _absences(container: Container) -> Iterator[tuple[str, str]]:
    if isinstance(container.value, dict):
        for each in container.subschemas:
            for name, schema in each.schema.get("properties", {}).items():
                if name not in container.value and not is_write_only(schema):
                    yield f"{each.label}.{name}", ABSENT
