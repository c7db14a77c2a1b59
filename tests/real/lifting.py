"""Makes a component of every object of dereferenced schemas; equal objects share one."""

from __future__ import annotations

import json
import re
from typing import Any

from .writer import REFERENCE

Schema = dict[str, Any]


class Lifter:
    """Collects components from schemas; `lift` returns a schema with references to them."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}
        self._names: dict[str, str] = {}

    def lift(self, schema: Schema, *place: str) -> Schema:
        """The schema with references for its objects, which are named after their place."""
        lifted = {key: self._inside(key, value, place) for key, value in schema.items()}
        closed = lifted.get("additionalProperties") is False
        if lifted.get("type") != "object" or not (closed or "properties" in lifted):
            return lifted
        text = json.dumps(lifted, sort_keys=True)
        if text not in self._names:
            self._names[text] = self._free_name(place)
            self.components[self._names[text]] = lifted
        return {"$ref": REFERENCE.format(self._names[text])}

    def _inside(self, key: str, value: Any, place: tuple[str, ...]) -> Any:
        if key == "properties":
            return {name: self.lift(inner, *place[-1:], name) for name, inner in value.items()}
        if key == "anyOf":
            return [self.lift(inner, *place, f"arm{i}") for i, inner in enumerate(value)]
        if key in ("items", "additionalProperties") and isinstance(value, dict):
            return self.lift(value, *place, "item")
        return value

    def _free_name(self, place: tuple[str, ...]) -> str:
        words = (word for part in place for word in re.findall("[A-Za-z0-9]+", part))
        name = "".join(word[:1].upper() + word[1:] for word in words) or "Object"
        count = sum(1 for taken in self.components if re.fullmatch(rf"{name}(_\d+)?", taken))
        return f"{name}_{count}" if count else name


def dereferenced(schema: Any, components: dict[str, Schema]) -> Any:
    """The schema with every component in the place of its reference; there must be no cycle."""
    if isinstance(schema, list):
        return [dereferenced(item, components) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        return dereferenced(components[schema["$ref"].rpartition("/")[2]], components)
    return {key: dereferenced(value, components) for key, value in schema.items()}
