"""Undocumented attributes: attributes of open objects that no applicable schema names.

`undocumented` lists them. `SchemaCloser` makes a closed schema, which quickly accepts most values
that have none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from ..openapi.types import AnySchema, Schema
from ..openapi.values import json_type
from ..openapi.vocabulary import ALTERNATIVES
from .conversion import DEFINITION, WRITE_ONLY
from .traversal import Container, Subschema, types_of
from .violations import Violation, path_of

# A schema with one of these keywords describes the other attributes of its object itself.
_OTHER_ATTRIBUTES: Final = ("additionalProperties", "patternProperties", "unevaluatedProperties")
# Validators apply the schemas under these keywords, but the walker does not search them.
_NOT_WALKED: Final = ("patternProperties", "if", "dependentSchemas")


def undocumented(
    containers: Iterable[Container], private: Mapping[str, Collection[str]]
) -> Iterator[Violation]:
    """Each undocumented attribute in the objects of a value, which a `Walker` finds.

    `private` are the names by component that are intentionally undocumented; they are not reported.
    """
    for container in containers:
        if isinstance(container.value, dict):
            yield from _undocumented_in(container, private)


def _undocumented_in(
    container: Container, private: Mapping[str, Collection[str]]
) -> Iterator[Violation]:
    schemas = container.subschemas
    naming = [each for each in schemas if "properties" in each.schema]
    if not naming or any(_says_what_else(each.schema) for each in schemas):
        return
    known = _documented(schemas, private)
    component = next((each.component for each in naming if each.component), "")
    for name, part in container.value.items():
        if name not in known:
            path = path_of([*container.keys, name])
            owner = f" in `{component}`" if component else ""
            message = f"`{path}` is not documented{owner}"
            place = f"{container.place}.{name}".lstrip(".")
            found = json_type(part)
            yield Violation("undocumented", path, message, component, name, place, found=found)


def _documented(schemas: list[Subschema], private: Mapping[str, Collection[str]]) -> set[str]:
    known: set[str] = set()
    for each in schemas:
        properties = each.schema.get("properties", {})
        known.update(name for name, schema in properties.items() if not is_write_only(schema))
        known.update(private.get(each.component, ()))
    return known


def _says_what_else(schema: Schema) -> bool:
    return any(keyword in schema for keyword in _OTHER_ATTRIBUTES)


def is_write_only(schema: AnySchema) -> bool:
    """Whether a converted property is write-only.

    In OpenAPI 3.1 `writeOnly` may stand beside a reference, which is converted to an `allOf`.
    """
    if not isinstance(schema, dict):
        return False
    return WRITE_ONLY in schema or any(map(is_write_only, schema.get("allOf", ())))


class SchemaCloser:
    """Closes converted schemas. Every value that is valid against a closed schema is valid against
    the schema, and has no undocumented attribute.

    The converse does not hold: a value that a closed schema refuses may be valid. So a schema that
    cannot be closed becomes `False`, which refuses every value.
    """

    def __init__(
        self, definitions: Schema, components: Mapping[str, str], private: Mapping[str, Any]
    ) -> None:
        self._definitions = definitions
        self._components = components
        self._private = private
        self._closed: dict[str, Any] = {}
        self._waiting: list[tuple[str, str, bool]] = []

    def closed(self, root: Schema) -> dict[str, Any]:
        """A converted root schema, closed, with the definitions that it may need."""
        schema = {key: part for key, part in root.items() if key != "$defs"}
        closed = self._schema(schema, "", True)
        while self._waiting:
            key, number, shut = self._waiting.pop()
            name = self._components.get(number, "")
            self._closed[key] = self._schema(self._definitions[number], name, shut)
        return {"allOf": [closed], "$defs": {**self._definitions, **self._closed}}

    def _schema(self, schema: Any, component: str, shut: bool) -> Any:
        """A schema with the schemas inside it closed, and itself closed too if `shut`."""
        if not isinstance(schema, dict):
            return schema
        if "$ref" in schema:
            return self._reference(schema["$ref"], shut)
        if any(key in schema for key in _NOT_WALKED) or all(key in schema for key in ALTERNATIVES):
            return False
        parts = [*schema.get("allOf", ()), *(key for key in ALTERNATIVES if key in schema)]
        if "properties" in schema:
            parts.append(schema)
        # If only one part names attributes, that part is closed: validators are then faster.
        shut_part = shut and len(parts) == 1
        result = {**schema, **self._members(schema, component)}
        if "allOf" in schema:
            result["allOf"] = [self._schema(each, component, shut_part) for each in schema["allOf"]]
        for key in ALTERNATIVES:
            if key in schema:
                result |= self._union(schema[key], component, shut_part)
        if shut and not _says_what_else(schema):
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

    def _members(self, schema: Schema, component: str) -> dict[str, Any]:
        """The keywords for the members of an object and the items of an array, closed."""
        result: dict[str, Any] = {
            key: self._schema(schema[key], "", True)
            for key in ("items", "additionalProperties")
            if key in schema
        }
        if "prefixItems" in schema:
            result["prefixItems"] = [self._schema(each, "", True) for each in schema["prefixItems"]]
        if "properties" in schema:
            private = () if _says_what_else(schema) else self._private.get(component, ())
            result["properties"] = dict.fromkeys(private, True) | {
                name: not is_write_only(each) and self._schema(each, "", True)
                for name, each in schema["properties"].items()
            }
        return result

    def _union(self, arms: list[AnySchema], component: str, shut: bool) -> dict[str, Any]:
        """A closed union of which exactly one arm fits: several would document more attributes."""
        closed = {"anyOf": [self._schema(arm, component, shut) for arm in arms]}
        return closed if self._are_disjoint(arms) else {**closed, "oneOf": arms}

    def _are_disjoint(self, arms: list[AnySchema]) -> bool:
        """Whether the arms are of different JSON types; an integer is a number."""
        types = [types_of(arm, self._definitions) for arm in arms]
        names = ["number" if name == "integer" else name for each in types for name in each]
        return all(types) and len(set(names)) == len(names)
