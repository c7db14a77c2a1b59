"""Where a mistake is declared: the way through a schema, as component, property and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .modern import DEFINITION

# What a keyword adds to the place; the key or index itself may be data.
_STEPS: Final = {
    "items": "[]",
    "prefixItems": "[]",
    "contains": "[]",
    "unevaluatedItems": "[]",
    "additionalProperties": ".{}",
    "patternProperties": ".{}",
    "unevaluatedProperties": ".{}",
}
_BEFORE_NAMES: Final = ("properties", "patternProperties", "dependentSchemas")


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration that a schema path leads to.

    `component` and `property` are the last property on the way; `owner` is the component of the
    schema that the way ends in, where that has a name. `by_key` says that a key was judged.
    """

    component: str = ""
    property: str = ""
    owner: str = ""
    place: str = ""
    by_key: bool = False

    def attribute(self, name: str) -> Declared:
        """The attribute of that name, which the value lacks or should lack."""
        place = f"{self.place}.{name}".lstrip(".")
        if not self.owner:
            return Declared(self.component, self.property, "", place)
        return Declared(self.owner, name, "", place)


def declared(
    root: Mapping[str, Any], components: Mapping[str, str], path: Iterable[str | int]
) -> Declared:
    """Follow a schema path; `components` are the names of definitions by number."""
    node: Any = root
    component = owner = name = place = ""
    by_key = False
    steps = iter(path)
    for step in steps:
        node, entered = _entered(node, root, components)
        owner = entered or owner
        node = _below(node, step)
        place += _STEPS.get(str(step), "") if isinstance(node, (Mapping, list)) else ""
        by_key = by_key or step == "propertyNames"
        if step in _BEFORE_NAMES:
            key = next(steps, "")
            node = _below(node, key)
            if step == "properties":
                component, name, owner = owner or component, str(key), ""
                place = f"{place}.{key}".lstrip(".")
    if not name:
        component = owner
    return Declared(component, name, owner, place, by_key)


def _entered(node: Any, root: Mapping[str, Any], components: Mapping[str, str]) -> tuple[Any, str]:
    """The node behind references, and the last component on the way."""
    owner = ""
    while isinstance(node, Mapping) and "$ref" in node:
        number = node["$ref"].removeprefix(DEFINITION)
        owner = components.get(number, owner)
        node = root["$defs"][number]
    return node, owner


def _below(node: Any, step: str | int) -> Any:
    if isinstance(node, Mapping):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int):
        return node[step]
    return node
