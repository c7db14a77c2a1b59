"""Schemas of an OpenAPI document as JSON Schema 2020-12, which is what the validators read.

Source: OpenAPI 3.0.3 "Schema Object" and "Reference Object", read strictly: `nullable` acts only
beside `type` in the same object, siblings of `$ref` are ignored, and so is a keyword that 3.0 does
not have. OpenAPI 3.1 and 3.2 are JSON Schema 2020-12 already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from ..openapi.pointers import PREFIX, followed
from .formats import FORMATS

Direction = Literal["request", "response"]
COMPONENT: Final = "#/components/schemas/"
DEFINITION: Final = "#/$defs/"
WRITE_ONLY: Final = "writeOnly"
# What a schema becomes that cannot be used: nothing is valid against it, and the words say why.
UNUSABLE: Final = "x-unusable"


class Modern:
    """The schemas of one document, converted when they are first referred to.

    Every `$ref` of a result stands alone and names an entry of `definitions` by its number, so
    that no name needs an escape; `components` has the component names of those that are one.
    """

    def __init__(self, document: Mapping[str, Any], direction: Direction) -> None:
        self.definitions: dict[str, Any] = {}
        self.components: dict[str, str] = {}
        self._document = document
        self._keywords = _OLD if str(document.get("openapi", "3.0")).startswith("3.0") else _NEW
        self._one_way = WRITE_ONLY if direction == "response" else "readOnly"
        self._numbers: dict[str, str] = {}
        self._waiting: list[tuple[str, str]] = []
        self._references: dict[str, set[str]] = {}

    def root(self, schema: Any) -> dict[str, Any]:
        """A schema of the document, converted, with all that it refers to in `$defs`."""
        converted = self.schema(schema)
        while self._waiting:
            number, reference = self._waiting.pop()
            self.definitions[number] = self._target(reference)
        if isinstance(converted, bool):
            converted = {"allOf": [converted]}
        return {**converted, "$defs": self.definitions}

    def alone(self, root: Mapping[str, Any]) -> dict[str, Any]:
        """A converted schema with those of the definitions that it reaches, and no others."""
        definitions = root["$defs"]
        reached: set[str] = set()
        waiting = _referred({key: part for key, part in root.items() if key != "$defs"})
        while waiting:
            number = waiting.pop()
            # What only looks like a reference, in the values of an enum, leads to no definition.
            if number not in reached and number in definitions:
                reached.add(number)
                if number not in self._references:
                    self._references[number] = _referred(definitions[number])
                waiting |= self._references[number]
        return {**root, "$defs": {number: definitions[number] for number in reached}}

    def schema(self, schema: Any) -> Any:
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, Mapping):
            return _unusable(f"the schema is {schema!r}, which is no schema")
        if "$ref" not in schema:
            return self._converted(schema)
        reference = self._reference(schema["$ref"])
        siblings = {} if self._keywords is _OLD else self._converted(schema)
        return {"allOf": [reference, siblings]} if siblings else reference

    def _converted(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        result = {
            key: self._keywords[key](self, value)
            for key, value in schema.items()
            if key in self._keywords
        }
        if schema.get(WRITE_ONLY) is True and self._one_way == WRITE_ONLY:
            result[WRITE_ONLY] = True  # for those who ask what a response may show
        if "format" in result and result["format"] not in FORMATS:
            del result["format"]
        if "required" in result:
            result["required"] = self._required(schema)
        return _with_old_keywords(schema, result) if self._keywords is _OLD else result

    def _required(self, schema: Mapping[str, Any]) -> list[str]:
        """Without what is required the other way only: "the required will take effect on ..."."""
        properties = schema.get("properties", {})
        return [
            name
            for name in schema["required"]
            if not (
                isinstance(properties.get(name), Mapping) and properties[name].get(self._one_way)
            )
        ]

    def _reference(self, reference: Any) -> dict[str, Any]:
        if not isinstance(reference, str):
            return _unusable(f"the reference {reference!r} is no text")
        number = self._numbers.get(reference)
        if number is None:
            number = self._numbers[reference] = str(len(self._numbers))
            self._waiting.append((number, reference))
            if reference.startswith(COMPONENT):
                self.components[number] = reference.removeprefix(COMPONENT)
        return {"$ref": DEFINITION + number}

    def _target(self, reference: str) -> Any:
        if not reference.startswith(PREFIX):
            return _unusable(f"the schema refers to {reference}, which is outside the document")
        target = followed(self._document, reference)
        if target is None:
            return _unusable(f"the schema refers to {reference}, which is not there")
        return self.schema(target)


def _referred(node: Any) -> set[str]:
    """The numbers of the definitions that a converted schema itself refers to."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            reference = node.get("$ref")
            if isinstance(reference, str):
                found.add(reference.removeprefix(DEFINITION))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found


def _unusable(why: str) -> dict[str, Any]:
    return {UNUSABLE: why, "not": {}}


def _with_old_keywords(schema: Mapping[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        result["type"] = [schema["type"], "null"]
        if result.get("enum") == [None]:
            return {"type": "null"}
    for bound in ("Maximum", "Minimum"):
        if schema.get(f"exclusive{bound}") is True and bound.lower() in result:
            result[f"exclusive{bound}"] = result.pop(bound.lower())
    return result


def _kept(modern: Modern, value: Any) -> Any:
    return value


def _one(modern: Modern, value: Any) -> Any:
    return modern.schema(value)


def _many(modern: Modern, value: Any) -> Any:
    return [modern.schema(item) for item in value]


def _named(modern: Modern, value: Any) -> Any:
    return {name: modern.schema(item) for name, item in value.items()}


_Keywords = dict[str, Callable[[Modern, Any], Any]]
_OLD: Final[_Keywords] = {
    "additionalProperties": _one,
    "allOf": _many,
    "anyOf": _many,
    "enum": _kept,
    "format": _kept,
    "items": _one,
    "maxItems": _kept,
    "maxLength": _kept,
    "maxProperties": _kept,
    "maximum": _kept,
    "minItems": _kept,
    "minLength": _kept,
    "minProperties": _kept,
    "minimum": _kept,
    "multipleOf": _kept,
    "not": _one,
    "oneOf": _many,
    "pattern": _kept,
    "properties": _named,
    "required": _kept,
    "type": _kept,
    "uniqueItems": _kept,
}
_NEW: Final[_Keywords] = {
    **_OLD,
    "const": _kept,
    "contains": _one,
    "dependentRequired": _kept,
    "dependentSchemas": _named,
    "else": _one,
    "exclusiveMaximum": _kept,
    "exclusiveMinimum": _kept,
    "if": _one,
    "maxContains": _kept,
    "minContains": _kept,
    "patternProperties": _named,
    "prefixItems": _many,
    "propertyNames": _one,
    "then": _one,
    "unevaluatedItems": _one,
    "unevaluatedProperties": _one,
}
