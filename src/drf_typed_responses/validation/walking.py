"""Walks a value and its schema together: which schemas speak about each part of the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..openapi.values import json_type
from .modern import DEFINITION

Step = str | int


class Spot(NamedTuple):
    """One schema at a place.

    `component` is its name, "" for one without; `label` is the nearest name with the way from it:
    "Team.projects[]".
    """

    schema: Any
    component: str
    label: str


class Visit(NamedTuple):
    """An object or array inside a value, and the schemas that speak about it."""

    spots: list[Spot]
    value: Any
    steps: tuple[Step, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Walker:
    """Walks values of converted schemas; `valid` judges which arm of a union a value matches."""

    definitions: Mapping[str, Any]
    components: Mapping[str, str]
    valid: Callable[[Mapping[str, Any], Any], bool]

    def visits(self, schema: Any, value: Any, label: str = "") -> Iterator[Visit]:
        """The objects and arrays of a value, the whole first."""
        waiting = [Visit([Spot(schema, "", label)], value, (), "")]
        while waiting:
            spots, value, steps, place = waiting.pop()
            visit = Visit(list(self._flat(spots, value)), value, steps, place)
            yield visit
            waiting += reversed([below for below in _below(visit) if below.spots])

    def _flat(self, spots: Iterable[Spot], value: Any) -> Iterator[Spot]:
        """The schemas that say something themselves, behind references and combinations."""
        waiting = list(spots)[::-1]
        seen: set[int] = set()
        while waiting:
            spot = waiting.pop()
            schema = spot.schema
            if not isinstance(schema, dict) or id(schema) in seen:
                continue
            seen.add(id(schema))
            if "$ref" in schema:
                waiting.append(self.entered(spot))
                continue
            yield spot
            waiting += [spot._replace(schema=part) for part in schema.get("allOf", ())]
            for keyword in ("anyOf", "oneOf"):
                if keyword in schema:
                    fitting = self._fitting(schema[keyword], value)
                    waiting += [spot._replace(schema=part) for part in fitting]

    def entered(self, spot: Spot) -> Spot:
        """The schema that a reference leads to."""
        number = spot.schema["$ref"].removeprefix(DEFINITION)
        name = self.components.get(number, "")
        if not name:
            return spot._replace(schema=self.definitions[number])
        return Spot(self.definitions[number], name, name)

    def _fitting(self, arms: Iterable[Any], value: Any) -> list[Any]:
        """The arms that the value matches; all that could, where it matches none."""
        kind = json_type(value)
        possible = [arm for arm in arms if self._may_be(arm, kind)]
        if len(possible) < 2:
            return possible
        return [arm for arm in possible if self.valid(arm, value)] or possible

    def _may_be(self, arm: Any, kind: str) -> bool:
        return kind in types_of(arm, self.definitions, kind)


def types_of(schema: Any, definitions: Mapping[str, Any], *untyped: str) -> Sequence[str]:
    """The `type` of a converted schema or of what it refers to; `untyped` where it has none."""
    seen: set[str] = set()
    # A reference may lead back to itself, and is then valid for nothing.
    while isinstance(schema, dict) and "$ref" in schema and schema["$ref"] not in seen:
        seen.add(schema["$ref"])
        schema = definitions[schema["$ref"].removeprefix(DEFINITION)]
    types = schema.get("type", untyped) if isinstance(schema, dict) else untyped
    return [types] if isinstance(types, str) else types


def _below(visit: Visit) -> Iterator[Visit]:
    if isinstance(visit.value, dict):
        for name, part in visit.value.items():
            if isinstance(part, (dict, list)):
                spots, tail = _under(visit.spots, name)
                place = f"{visit.place}{tail}".lstrip(".")
                yield Visit(spots, part, (*visit.steps, name), place)
    elif isinstance(visit.value, list):
        for index, part in enumerate(visit.value):
            if isinstance(part, (dict, list)):
                spots = list(_items(visit.spots, index))
                yield Visit(spots, part, (*visit.steps, index), f"{visit.place}[]")


def _under(spots: list[Spot], name: str) -> tuple[list[Spot], str]:
    """The schemas of an attribute, and its step of the place."""
    named, others = [], []
    for spot in spots:
        properties = spot.schema.get("properties", {})
        if name in properties:
            named.append(Spot(properties[name], "", f"{spot.label}.{name}"))
        elif "additionalProperties" in spot.schema:
            others.append(Spot(spot.schema["additionalProperties"], "", f"{spot.label}.{{}}"))
    return named + others, f".{name}" if named else ".{}"


def _items(spots: list[Spot], index: int) -> Iterator[Spot]:
    for spot in spots:
        prefix = spot.schema.get("prefixItems", ())
        if index < len(prefix):
            yield Spot(prefix[index], "", f"{spot.label}[]")
        elif "items" in spot.schema:
            yield Spot(spot.schema["items"], "", f"{spot.label}[]")
