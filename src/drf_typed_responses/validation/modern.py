"""Schemas of an OpenAPI document as JSON Schema 2020-12, which is what the validators read.

Source: OpenAPI 3.0.3 "Schema Object" and "Reference Object", read strictly: `nullable` acts only
beside `type` in the same object, siblings of `$ref` are ignored, and so is a keyword that 3.0 does
not have. OpenAPI 3.1 and 3.2 are JSON Schema 2020-12 already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from ..openapi.formats import CHECKS
from ..openapi.pointers import SCHEMAS, UnresolvedReference, target
from ..openapi.versions import Dialect, dialect_of
from ..openapi.vocabulary import Holds, Keyword, asserted

Direction = Literal["request", "response"]
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
        self._dialect = dialect_of(document)
        self._keywords = _KEYWORDS[self._dialect]
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
        siblings = {} if self._dialect == "3.0" else self._converted(schema)
        return {"allOf": [reference, siblings]} if siblings else reference

    def _converted(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        result = {
            key: self._keywords[key](self, value)
            for key, value in schema.items()
            if key in self._keywords
        }
        if schema.get(WRITE_ONLY) is True and self._one_way == WRITE_ONLY:
            result[WRITE_ONLY] = True  # for those who ask what a response may show
        if "format" in result and result["format"] not in CHECKS:
            del result["format"]
        if "required" in result:
            result["required"] = self._required(schema)
        return _with_old_keywords(schema, result) if self._dialect == "3.0" else result

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
            if reference.startswith(SCHEMAS):
                self.components[number] = reference.removeprefix(SCHEMAS)
        return {"$ref": DEFINITION + number}

    def _target(self, reference: str) -> Any:
        try:
            found = target(self._document, reference)
        except UnresolvedReference as error:
            return _unusable(f"the schema refers to {reference}, which {error.reason}")
        return self.schema(found)


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


def _converter(keyword: Keyword) -> Callable[[Modern, Any], Any]:
    """How the value of a keyword is converted, by what stands under it."""
    return _CONVERTERS.get(keyword.holds, lambda modern, value: value)


_CONVERTERS: Final[dict[Holds, Callable[[Modern, Any], Any]]] = {
    Holds.SCHEMA: lambda modern, value: modern.schema(value),
    Holds.SCHEMAS: lambda modern, value: [modern.schema(item) for item in value],
    Holds.SCHEMAS_BY_NAME: lambda modern, value: {
        name: modern.schema(item) for name, item in value.items()
    },
}
# `_with_old_keywords` reads what the dialects spell in another way; the other keywords have no
# schema in them that could be converted, or belong to drafts that 2020-12 has left.
_SPELLED_OTHERWISE: Final = ("$ref", "$dynamicRef", "$recursiveRef", "dependencies", "nullable")
_KEYWORDS: Final[dict[Dialect, dict[str, Callable[[Modern, Any], Any]]]] = {
    dialect: {
        name: _converter(keyword)
        for name, keyword in asserted(dialect).items()
        if name not in _SPELLED_OTHERWISE
        and not (dialect == "3.0" and keyword.holds is Holds.BOUND)
    }
    for dialect in ("3.0", "2020-12")
}
