"""Schemas closed: what is valid against them is valid, and has nothing undocumented.

The other way is not promised: of a value that a closed schema refuses nothing is known. So what
cannot be closed becomes `False`, which refuses everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from .modern import DEFINITION
from .undocumented import SAYS_WHAT_ELSE, is_only_sent
from .walking import types_of

# Applied by validators where `undocumented` does not look for names.
_NOT_FOLLOWED: Final = ("patternProperties", "if", "dependentSchemas")
_UNIONS: Final = ("anyOf", "oneOf")


class Closing:
    """Closes converted schemas; `unnamed` are names by component that count as documented."""

    def __init__(
        self,
        definitions: Mapping[str, Any],
        components: Mapping[str, str],
        unnamed: Mapping[str, Collection[str]],
    ) -> None:
        self._definitions = definitions
        self._components = components
        self._unnamed = unnamed
        self._closed: dict[str, Any] = {}
        self._waiting: list[tuple[str, str, bool]] = []

    def root(self, root: Mapping[str, Any]) -> dict[str, Any]:
        """A converted schema, closed, with the definitions that it may need."""
        schema = {key: part for key, part in root.items() if key != "$defs"}
        closed = self._schema(schema, "", True)
        while self._waiting:
            key, number, shut = self._waiting.pop()
            name = self._components.get(number, "")
            self._closed[key] = self._schema(self._definitions[number], name, shut)
        return {"allOf": [closed], "$defs": {**self._definitions, **self._closed}}

    def _schema(self, schema: Any, component: str, shut: bool) -> Any:
        """A schema with its parts closed, and itself too where it is to be `shut`."""
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            return self._reference(schema["$ref"], shut)
        if any(key in schema for key in _NOT_FOLLOWED) or all(key in schema for key in _UNIONS):
            return False
        parts = [*schema.get("allOf", ()), *(key for key in _UNIONS if key in schema)]
        if "properties" in schema:
            parts.append(schema)
        # The only one that names attributes closes itself, which is judged faster.
        is_alone = len(parts) == 1
        result = {**schema, **self._values(schema, component)}
        if "allOf" in schema:
            below = [self._schema(part, component, shut and is_alone) for part in schema["allOf"]]
            result["allOf"] = below
        for key in _UNIONS:
            if key in schema:
                result |= self._union(schema[key], component, shut and is_alone)
        if shut and not any(key in schema for key in SAYS_WHAT_ELSE):
            if len(parts) > 1:
                result["unevaluatedProperties"] = False
            elif "properties" in schema:
                result["additionalProperties"] = False
        return result

    def _reference(self, reference: str, shut: bool) -> dict[str, str]:
        number = reference.removeprefix(DEFINITION)
        key = f"{number}-{'shut' if shut else 'open'}"
        if key not in self._closed:
            self._closed[key] = False
            self._waiting.append((key, number, shut))
        return {"$ref": DEFINITION + key}

    def _values(self, schema: Mapping[str, Any], component: str) -> dict[str, Any]:
        """The keywords for what stands inside an object or array."""
        result: dict[str, Any] = {
            key: self._schema(schema[key], "", True)
            for key in ("items", "additionalProperties")
            if key in schema
        }
        if "prefixItems" in schema:
            result["prefixItems"] = [self._schema(each, "", True) for each in schema["prefixItems"]]
        if "properties" in schema:
            says_what_else = any(key in schema for key in SAYS_WHAT_ELSE)
            private = () if says_what_else else self._unnamed.get(component, ())
            result["properties"] = dict.fromkeys(private, True) | {
                name: not is_only_sent(each) and self._schema(each, "", True)
                for name, each in schema["properties"].items()
            }
        return result

    def _union(self, arms: list[Any], component: str, shut: bool) -> dict[str, Any]:
        """One arm fits, and only one: the attributes of several would all be documented."""
        closed = {"anyOf": [self._schema(arm, component, shut) for arm in arms]}
        return closed if self._are_apart(arms) else {**closed, "oneOf": arms}

    def _are_apart(self, arms: list[Any]) -> bool:
        """Whether the arms are of different JSON types; an integer is a number."""
        types = [types_of(arm, self._definitions) for arm in arms]
        names = ["number" if name == "integer" else name for each in types for name in each]
        return all(types) and len(set(names)) == len(names)
