"""Attributes of open objects that no schema at their place names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from .mistakes import Mistake, json_type, path_of
from .modern import DEFINITION

_SAYS_WHAT_ELSE: Final = ("additionalProperties", "patternProperties", "unevaluatedProperties")
Step = str | int


class Spot(NamedTuple):
    """One schema at a place, and the component it is; "" for one without a name."""

    schema: Mapping[str, Any]
    component: str


@dataclass(frozen=True, slots=True)
class Undocumented:
    """Finds the undocumented attributes of values.

    `definitions` and `components` are those of the converted schemas; `valid` says whether a value
    is valid against one of them; `unnamed` are the names by component that are known all the same.
    """

    definitions: Mapping[str, Any]
    components: Mapping[str, str]
    valid: Callable[[Mapping[str, Any], Any], bool]
    unnamed: Mapping[str, Collection[str]]

    def found(self, schema: Any, value: Any) -> Iterator[Mistake]:
        yield from self._in([Spot(schema, "")], value, [], "")

    def _in(
        self, spots: list[Spot], value: Any, steps: list[Step], place: str
    ) -> Iterator[Mistake]:
        if isinstance(value, dict):
            flat = list(self._flat(spots, value))
            yield from self._names(flat, value, steps, place)
            for name, part in value.items():
                below, tail = _under(flat, name)
                yield from self._in(below, part, [*steps, name], f"{place}{tail}".lstrip("."))
        elif isinstance(value, list):
            flat = list(self._flat(spots, value))
            for index, part in enumerate(value):
                below = list(_items(flat, index))
                yield from self._in(below, part, [*steps, index], f"{place}[]")

    def _names(
        self, flat: list[Spot], value: dict[str, Any], steps: list[Step], place: str
    ) -> Iterator[Mistake]:
        naming = [spot for spot in flat if "properties" in spot.schema]
        if not naming or any(key in spot.schema for spot in flat for key in _SAYS_WHAT_ELSE):
            return
        known: set[str] = set()
        for spot in flat:
            known.update(spot.schema.get("properties", ()), self.unnamed.get(spot.component, ()))
        component = next((spot.component for spot in naming if spot.component), "")
        for name in value:
            if name not in known:
                path = path_of([*steps, name])
                owner = f" in `{component}`" if component else ""
                yield Mistake(
                    "undocumented",
                    path,
                    f"`{path}` is not documented{owner}",
                    component,
                    name,
                    f"{place}.{name}".lstrip("."),
                    found=json_type(value[name]),
                )

    def _flat(self, spots: Iterable[Spot], value: Any) -> Iterator[Spot]:
        """The schemas that say something themselves, behind references and combinations."""
        waiting = list(spots)[::-1]
        seen: set[int] = set()
        while waiting:
            schema, component = waiting.pop()
            if not isinstance(schema, Mapping) or id(schema) in seen:
                continue
            seen.add(id(schema))
            if "$ref" in schema:
                number = schema["$ref"].removeprefix(DEFINITION)
                name = self.components.get(number, component)
                waiting.append(Spot(self.definitions[number], name))
                continue
            yield Spot(schema, component)
            waiting += [Spot(part, component) for part in schema.get("allOf", ())]
            for keyword in ("anyOf", "oneOf"):
                fitting = self._fitting(schema.get(keyword, ()), value)
                waiting += [Spot(part, component) for part in fitting]

    def _fitting(self, arms: Iterable[Any], value: Any) -> list[Any]:
        """The arms that the value matches; all that could, where it matches none."""
        kind = json_type(value)
        possible = [arm for arm in arms if self._may_be(arm, kind)]
        if len(possible) < 2:
            return possible
        return [arm for arm in possible if self.valid(arm, value)] or possible

    def _may_be(self, arm: Any, kind: str) -> bool:
        while isinstance(arm, Mapping) and "$ref" in arm:
            arm = self.definitions[arm["$ref"].removeprefix(DEFINITION)]
        types = arm.get("type", kind) if isinstance(arm, Mapping) else kind
        return kind in (types if isinstance(types, list) else [types])


def _under(flat: list[Spot], name: str) -> tuple[list[Spot], str]:
    """The schemas of an attribute, and its step of the place."""
    named = [spot.schema["properties"][name] for spot in flat if name in _properties(spot)]
    others = [
        spot.schema["additionalProperties"]
        for spot in flat
        if name not in _properties(spot) and "additionalProperties" in spot.schema
    ]
    return [Spot(schema, "") for schema in named + others], f".{name}" if named else ".{}"


def _properties(spot: Spot) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = spot.schema.get("properties", {})
    return properties


def _items(flat: list[Spot], index: int) -> Iterator[Spot]:
    for spot in flat:
        prefix = spot.schema.get("prefixItems", ())
        if index < len(prefix):
            yield Spot(prefix[index], "")
        elif "items" in spot.schema:
            yield Spot(spot.schema["items"], "")
