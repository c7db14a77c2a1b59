"""Walks a value with its schema, to find the subschemas of each object and array in the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..openapi.types import AnySchema, Keys, Schema
from ..openapi.values import json_type
from ..openapi.vocabulary import ALTERNATIVES
from .conversion import DEFINITION


class Subschema(NamedTuple):
    """A schema that applies at a place of a value.

    `component` is its name, or "" if it has none. `label` is the nearest name and the path from it
    to this place: "Team.projects[]".
    """

    schema: Any
    component: str
    label: str


class Container(NamedTuple):
    """An object or array in a value, and the subschemas that apply to it.

    `keys` lead to it; `place` is the same path as text, without indexes and keys that are data.
    """

    subschemas: list[Subschema]
    value: Any
    keys: Keys
    place: str


@dataclass(frozen=True, slots=True)
class Walker:
    """Walks values with converted schemas; `is_valid` tells whether a value fits an arm."""

    definitions: Schema
    components: Mapping[str, str]
    is_valid: Callable[[AnySchema, object], bool]

    def containers(self, schema: AnySchema, value: object, label: str = "") -> Iterator[Container]:
        """The objects and arrays in a value, each before those inside it."""
        waiting = [Container([Subschema(schema, "", label)], value, (), "")]
        while waiting:
            schemas, value, keys, place = waiting.pop()
            container = Container(list(self._applicable(schemas, value)), value, keys, place)
            yield container
            waiting += reversed([each for each in _inside(container) if each.subschemas])

    def _applicable(self, given: Iterable[Subschema], value: object) -> Iterator[Subschema]:
        """The given schemas, and the schemas in them that apply to the same value."""
        waiting = list(given)[::-1]
        seen: set[int] = set()
        while waiting:
            each = waiting.pop()
            schema = each.schema
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            seen.add(id(schema))
            if "$ref" in schema:
                waiting.append(self.dereferenced(each))
                continue
            yield each
            waiting += [each._replace(schema=part) for part in schema.get("allOf", ())]
            for keyword in ALTERNATIVES:
                if keyword in schema:
                    fitting = self._fitting(schema[keyword], value)
                    waiting += [each._replace(schema=arm) for arm in fitting]

    def dereferenced(self, reference: Subschema) -> Subschema:
        """The subschema that a reference leads to, which starts a label if it is a component."""
        number = reference.schema["$ref"].removeprefix(DEFINITION)
        name = self.components.get(number, "")
        if not name:
            return reference._replace(schema=self.definitions[number])
        return Subschema(self.definitions[number], name, name)

    def _fitting(self, arms: Iterable[AnySchema], value: object) -> list[AnySchema]:
        """The arms that the value fits; if it fits none, all arms of its JSON type."""
        kind = json_type(value)
        possible = [arm for arm in arms if kind in types_of(arm, self.definitions, kind)]
        if len(possible) < 2:
            return possible
        return [arm for arm in possible if self.is_valid(arm, value)] or possible


def types_of(schema: Any, definitions: Schema, *untyped: str) -> Sequence[str]:
    """The `type` of a converted schema, references resolved; `untyped` if it has none."""
    seen: set[str] = set()
    # A chain of references may be circular; no value fits such a schema.
    while isinstance(schema, dict) and "$ref" in schema and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        schema = definitions[schema["$ref"].removeprefix(DEFINITION)]
    types = schema.get("type", untyped) if isinstance(schema, dict) else untyped
    return [types] if isinstance(types, str) else types


def _inside(container: Container) -> Iterator[Container]:
    schemas, value, keys, place = container
    if isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, (dict, list)):
                below, step = _schemas_of_attribute(schemas, name)
                yield Container(below, part, (*keys, name), f"{place}{step}".lstrip("."))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            if isinstance(part, (dict, list)):
                below = list(_schemas_of_item(schemas, index))
                yield Container(below, part, (*keys, index), f"{place}[]")


def _schemas_of_attribute(schemas: list[Subschema], name: str) -> tuple[list[Subschema], str]:
    """The subschemas of an attribute, and the step to it in a place."""
    named, others = [], []
    for each in schemas:
        properties = each.schema.get("properties", {})
        if name in properties:
            named.append(Subschema(properties[name], "", f"{each.label}.{name}"))
        elif "additionalProperties" in each.schema:
            others.append(Subschema(each.schema["additionalProperties"], "", f"{each.label}.{{}}"))
    return named + others, f".{name}" if named else ".{}"


def _schemas_of_item(schemas: list[Subschema], index: int) -> Iterator[Subschema]:
    for each in schemas:
        prefix = each.schema.get("prefixItems", ())
        if index < len(prefix):
            yield Subschema(prefix[index], "", f"{each.label}[]")
        elif "items" in each.schema:
            yield Subschema(each.schema["items"], "", f"{each.label}[]")
