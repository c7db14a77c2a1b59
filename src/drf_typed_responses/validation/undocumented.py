"""Attributes of open objects that no schema at their place names, or that are only ever sent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from ..openapi.values import json_type
from .mistakes import Mistake, path_of
from .modern import WRITE_ONLY
from .walking import Spot, Visit, Walker

SAYS_WHAT_ELSE: Final = ("additionalProperties", "patternProperties", "unevaluatedProperties")


def undocumented(
    walker: Walker, schema: Any, value: Any, unnamed: Mapping[str, Collection[str]]
) -> Iterator[Mistake]:
    """Each undocumented attribute of a value; `unnamed` are known names by component."""
    for visit in walker.visits(schema, value):
        if isinstance(visit.value, dict):
            yield from _names(visit, unnamed)


def _names(visit: Visit, unnamed: Mapping[str, Collection[str]]) -> Iterator[Mistake]:
    naming = [spot for spot in visit.spots if "properties" in spot.schema]
    if not naming or any(key in spot.schema for spot in visit.spots for key in SAYS_WHAT_ELSE):
        return
    known = _known(visit.spots, unnamed)
    component = next((spot.component for spot in naming if spot.component), "")
    for name, part in visit.value.items():
        if name not in known:
            path = path_of([*visit.steps, name])
            owner = f" in `{component}`" if component else ""
            message = f"`{path}` is not documented{owner}"
            place = f"{visit.place}.{name}".lstrip(".")
            found = json_type(part)
            yield Mistake("undocumented", path, message, component, name, place, found=found)


def is_only_sent(schema: Any) -> bool:
    """Whether a property is write-only; in OpenAPI 3.1 that may stand beside a reference."""
    if not isinstance(schema, dict):
        return False
    return WRITE_ONLY in schema or any(map(is_only_sent, schema.get("allOf", ())))


def _known(spots: list[Spot], unnamed: Mapping[str, Collection[str]]) -> set[str]:
    known: set[str] = set()
    for spot in spots:
        properties = spot.schema.get("properties", {})
        known.update(name for name, schema in properties.items() if not is_only_sent(schema))
        known.update(unnamed.get(spot.component, ()))
    return known
