"""A violation: a place where a value breaks its schema, and the declaration of that place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from ..openapi.types import Schema
from .conversion import DEFINITION

# The text that a keyword adds to a place, without keys or indexes, which may be data.
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
_BARE_KEY: Final = re.compile(r"[^\W\d][\w-]*\Z")


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a JSON value breaks its schema, as plain data.

    `kind` is "missing", "null", "type", "value" (the type is right, the value is wrong),
    "undocumented", or "schema" for a schema that cannot be used, such as one with a reference that
    leads nowhere. Checks of responses add kinds of their own. `path` is the place in the value
    ("teams[2].avatar"; "" is the whole value). `message` is a sentence that shows the value.
    `component` and `property` name the declaration.

    The other attributes contain no data of the value, so they may be logged: `place` is the path
    without indexes and keys that are data ("teams[].avatar"), `expected` and `found` are JSON
    types.
    """

    kind: str
    path: str
    message: str
    component: str = ""
    property: str = ""
    place: str = ""
    expected: str = ""
    found: str = ""


def path_of(keys: Iterable[str | int]) -> str:
    """`["teams", 2, "avatar"]` -> `teams[2].avatar`; a key that is not a word is quoted."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        elif _BARE_KEY.match(key):
            text += f".{key}" if text else key
        else:
            text += f"[{json.dumps(key, ensure_ascii=False)}]"
    return text


@dataclass(frozen=True, slots=True)
class Declaration:
    """The declaration at the end of a schema path.

    `component` and `property` belong to the last property on the path. `owner` is the component of
    the schema at the end of the path, or "" if that schema has no name. `is_of_key` says that the
    schema applies to a key and not to a value.
    """

    component: str = ""
    property: str = ""
    owner: str = ""
    place: str = ""
    is_of_key: bool = False

    def attribute(self, name: str) -> Declaration:
        """The declaration of an attribute that is missing or not allowed."""
        place = f"{self.place}.{name}".lstrip(".")
        if not self.owner:
            return Declaration(self.component, self.property, "", place)
        return Declaration(self.owner, name, "", place)


def declaration_at(
    root: Schema, components: Mapping[str, str], path: Iterable[str | int]
) -> Declaration:
    """Follow a schema path from a converted root schema to the declaration at its end.

    `components` are the names of the components among its definitions, by number.
    """
    node: object = root
    component = owner = name = place = ""
    is_of_key = False
    steps = iter(path)
    for step in steps:
        node, entered = _dereferenced(node, root, components)
        owner = entered or owner
        node = _below(node, step)
        place += _STEPS.get(str(step), "") if isinstance(node, (dict, list)) else ""
        is_of_key = is_of_key or step == "propertyNames"
        if step in _BEFORE_NAMES:
            key = next(steps, "")
            node = _below(node, key)
            if step == "properties":
                component, name, owner = owner or component, str(key), ""
                place = f"{place}.{key}".lstrip(".")
    if not name:
        component = owner
    return Declaration(component, name, owner, place, is_of_key)


def _dereferenced(node: object, root: Schema, components: Mapping[str, str]) -> tuple[object, str]:
    """The node with references resolved, and the last component on the path to it."""
    owner = ""
    while isinstance(node, dict) and "$ref" in node:
        number = node["$ref"].removeprefix(DEFINITION)
        owner = components.get(number, owner)
        node = root["$defs"][number]
    return node, owner


def _below(node: object, step: str | int) -> object:
    if isinstance(node, dict):
        return node.get(step)
    if isinstance(node, list) and isinstance(step, int):
        return node[step]
    return node
