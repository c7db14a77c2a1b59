"""Converts schemas of an OpenAPI document to JSON Schema 2020-12, which the validators read.

Source: OpenAPI 3.0.3 "Schema Object" and "Reference Object", read strictly: `nullable` acts only
beside `type` in the same object, or where it is meant for the one schema of an `allOf`
(`openapi/nulls.py`); siblings of `$ref` are ignored, as is a keyword that 3.0 does not
have. OpenAPI 3.1 and 3.2 are JSON Schema 2020-12 already.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, Final, Literal

from ..openapi.enumerations import with_values
from ..openapi.formats import CHECKS
from ..openapi.nulls import is_plain_null, null, plain
from ..openapi.pointers import SCHEMAS, UnresolvedReference, target, target_or_none
from ..openapi.types import Document, Schema
from ..openapi.versions import Dialect, dialect_of
from ..openapi.vocabulary import Holds, Keyword, asserted
from .alternatives import (
    UndecidedFormats,
    exactly_one,
    is_undecided,
    merge_alike,
    not_surely_formed,
)

Direction = Literal["request", "response"]
"""Whether values are sent to the API or returned by it."""
DEFINITION: Final = "#/$defs/"
WRITE_ONLY: Final = "writeOnly"
# An unusable schema is converted to one that no value fits, with the reason under this key.
UNUSABLE: Final = "x-unusable"


class SchemaConverter:
    """The schemas of one document, each converted when it is first referred to.

    Every `$ref` of a result is the only key of its object. It names an entry of `definitions` by
    number, so that no name needs escaping. `components` has the names of the definitions that are
    components, by number. `admitted` are further values of enums by the `id` of their schema.
    """

    def __init__(
        self,
        document: Document,
        direction: Direction,
        admitted: Mapping[int, Collection[object]] | None = None,
    ) -> None:
        self._admitted = admitted or {}
        self.definitions: dict[str, Any] = {}
        self.components: dict[str, str] = {}
        self._document = document
        self._dialect = dialect_of(document)
        self._keywords = _KEYWORDS[self._dialect]
        self._one_way = WRITE_ONLY if direction == "response" else "readOnly"
        # By reference, and whether only values that surely fit are meant.
        self._numbers: dict[tuple[str, bool], str] = {}
        self._waiting: list[tuple[str, str, bool]] = []
        self._references: dict[str, set[str]] = {}
        self._undecided = UndecidedFormats(document)
        # Whether the schemas that are being converted are for values that surely fit.
        self._surely = False
        # The alternatives that were converted since the last root, as `exactly_one` takes them.
        self._alternatives: list[tuple[list[Any], list[Any]]] = []

    def root(self, schema: object) -> dict[str, Any]:
        """A schema of the document, converted, with all definitions so far in `$defs`."""
        converted = self.schema(schema)
        while self._waiting:
            number, reference, self._surely = self._waiting.pop()
            self.definitions[number] = self._target(reference)
        self._surely = False
        for fitting, otherwise in self._alternatives:
            merge_alike(fitting, otherwise, self._dereferenced)
        self._alternatives.clear()
        if isinstance(converted, bool):
            converted = {"allOf": [converted]}
        return {**converted, "$defs": self.definitions}

    def with_reached_definitions(self, root: Schema) -> dict[str, Any]:
        """A converted root schema without the definitions that it never refers to."""
        definitions = root["$defs"]
        reached: set[str] = set()
        waiting = _referred({key: part for key, part in root.items() if key != "$defs"})
        while waiting:
            number = waiting.pop()
            # A value of an enum may look like a reference without leading to a definition.
            if number not in reached and number in definitions:
                reached.add(number)
                if number not in self._references:
                    self._references[number] = _referred(definitions[number])
                waiting |= self._references[number]
        return {**root, "$defs": {number: definitions[number] for number in reached}}

    def schema(self, schema: object) -> Any:
        """A schema of the document, converted; `root` adds the definitions that it refers to."""
        if isinstance(schema, bool):
            return schema
        if not isinstance(schema, (dict, Mapping)):  # most are a dict, which is seen at once
            return _unusable(f"the schema is {schema!r}, which is not a schema")
        if "$ref" not in schema:
            return self._without_reference(schema)
        reference = self._reference(schema["$ref"])
        siblings = {} if self._dialect == "3.0" else self._without_reference(schema)
        return {"allOf": [reference, siblings]} if siblings else reference

    def _without_reference(self, schema: Schema) -> dict[str, Any]:
        """A schema converted, with the further values of its enum."""
        converted = self._documented(schema)
        values = self._admitted.get(id(schema))
        return dict(with_values(converted, values)) if values else converted

    def _documented(self, schema: Schema) -> dict[str, Any]:
        if self._dialect == "3.0":
            schema = plain(schema, partial(target_or_none, self._document))
            if is_plain_null(schema):
                return self._or_null(schema)
        result = {
            key: self._keywords[key](self, value)
            for key, value in schema.items()
            if key in self._keywords
        }
        if schema.get(self._one_way) is True:
            # A response must not have what is write-only, which `undocumented` checks; the coverage
            # of requests leaves out what is read-only.
            result[self._one_way] = True
        if "format" in result:
            result = _and(result, self._format(result.pop("format"), schema))
        if "oneOf" in result:
            result = _and(result, self._exactly_one(result.pop("oneOf")))
        if "required" in result:
            result["required"] = self._required(schema)
        return _with_old_keywords(schema, result) if self._dialect == "3.0" else result

    def _or_null(self, schema: Schema) -> dict[str, Any]:
        (meant,) = schema["allOf"]
        arms = meant["anyOf"] if meant.keys() == {"anyOf"} else [meant]
        beside = {key: part for key, part in schema.items() if key not in ("allOf", "nullable")}
        either = {"anyOf": [*map(self.schema, arms), null("2020-12")]}
        return {**self._without_reference(beside), **either}

    def _format(self, form: Any, schema: Schema) -> dict[str, Any]:
        # Values that are listed beside a format have it.
        if self._surely and is_undecided(form) and schema.keys().isdisjoint(("enum", "const")):
            return not_surely_formed()
        return {"format": form} if form in CHECKS else {}

    def opposite(self, schema: object) -> Any:
        """A schema, converted for values that surely fit; inside such a schema, for all others."""
        if not self._undecided.are_in(schema):
            return self.schema(schema)
        self._surely = not self._surely
        converted = self.schema(schema)
        self._surely = not self._surely
        return converted

    def _exactly_one(self, arms: list[object]) -> dict[str, Any]:
        """The keywords for values that fit one alternative; see `alternatives.py`."""
        fitting = [self.schema(arm) for arm in arms]
        if not any(map(self._undecided.are_in, arms)):
            self._alternatives.append((fitting, [*fitting]))
            return {"oneOf": fitting}
        otherwise = [self.opposite(arm) for arm in arms]
        self._alternatives.append((fitting, otherwise))
        return exactly_one(fitting, otherwise)

    def _required(self, schema: Schema) -> list[str]:
        """The required names, without properties of the other direction only.

        Source: OpenAPI 3.0.3 "Schema Object", `readOnly`: "the required will take effect on the
        response only".
        """
        properties = schema.get("properties", {})
        return [
            name
            for name in schema["required"]
            if not (isinstance(properties.get(name), dict) and properties[name].get(self._one_way))
        ]

    def _reference(self, reference: object) -> dict[str, Any]:
        if not isinstance(reference, str):
            return _unusable(f"the reference {reference!r} is not text")
        key = reference, self._surely
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = str(len(self._numbers))
            self._waiting.append((number, *key))
            if reference.startswith(SCHEMAS):
                self.components[number] = reference.removeprefix(SCHEMAS)
        return {"$ref": DEFINITION + number}

    def _target(self, reference: str) -> Any:
        try:
            found = target(self._document, reference)
        except UnresolvedReference as error:
            return _unusable(f"the schema refers to {reference}, which {error.reason}")
        return self.schema(found)

    def _dereferenced(self, schema: Any) -> Any:
        """The definition that a converted reference leads to; anything else unchanged."""
        seen: set[str] = set()
        # A chain of references may be circular; no value fits such a schema.
        while isinstance(schema, dict) and schema.keys() == {"$ref"}:
            number = str(schema["$ref"]).removeprefix(DEFINITION)
            if number in seen or number not in self.definitions:
                break
            seen.add(number)
            schema = self.definitions[number]
        return schema


def _referred(node: object) -> set[str]:
    """The numbers of the definitions that a converted schema refers to directly."""
    found: set[str] = set()
    waiting: list[object] = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str):
                found.add(reference.removeprefix(DEFINITION))
            waiting += node.values()
        elif isinstance(node, list):
            waiting += node
    return found


def _and(schema: dict[str, Any], further: dict[str, Any]) -> dict[str, Any]:
    """The values that fit both of two converted schemas."""
    if schema.keys().isdisjoint(further):
        return {**schema, **further}
    return {**schema, "allOf": [*schema.get("allOf", ()), further]}


def _unusable(why: str) -> dict[str, Any]:
    return {UNUSABLE: why, "not": {}}


def _with_old_keywords(schema: Schema, result: dict[str, Any]) -> dict[str, Any]:
    """The result with the keywords that OpenAPI 3.0 spells differently, converted."""
    if schema.get("nullable") is True and isinstance(schema.get("type"), str):
        result["type"] = [schema["type"], "null"]
        if result.get("enum") == [None]:
            return {"type": "null"}
    for bound in ("Maximum", "Minimum"):
        if schema.get(f"exclusive{bound}") is True and bound.lower() in result:
            result[f"exclusive{bound}"] = result.pop(bound.lower())
    return result


Conversion = Callable[[SchemaConverter, Any], Any]


def _conversion_of(keyword: Keyword) -> Conversion:
    """The function that converts the value of a keyword, chosen by the kind of that value."""
    return _CONVERSIONS.get(keyword.holds, lambda converter, value: value)


_CONVERSIONS: Final[dict[Holds, Conversion]] = {
    Holds.SCHEMA: lambda converter, value: converter.schema(value),
    Holds.SCHEMAS: lambda converter, value: [converter.schema(item) for item in value],
    Holds.SCHEMAS_BY_NAME: lambda converter, value: {
        name: converter.schema(item) for name, item in value.items()
    },
}
_OWN: Final[dict[str, Conversion]] = {
    "not": lambda converter, value: converter.opposite(value),
    "oneOf": lambda converter, value: value,  # `_exactly_one` converts it
}
# `_with_old_keywords` converts `nullable` and the bounds of 3.0. The others contain no schema, or
# belong to drafts before 2020-12.
_NOT_COPIED: Final = ("$ref", "$dynamicRef", "$recursiveRef", "dependencies", "nullable")
_KEYWORDS: Final[dict[Dialect, dict[str, Conversion]]] = {
    dialect: {
        name: _OWN.get(name) or _conversion_of(keyword)
        for name, keyword in asserted(dialect).items()
        if name not in _NOT_COPIED and not (dialect == "3.0" and keyword.holds is Holds.BOUND)
    }
    for dialect in ("3.0", "2020-12")
}
