"""Reads the keywords of a schema that neither refer to other schemas nor combine them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from ...openapi.types import JSON, Schema
from ...openapi.values import compact
from ..documents.read_document import ReadDocument, Undecided
from .atoms import (
    TYPES,
    AnyAtom,
    Arrays,
    Atom,
    Core,
    Numbers,
    Objects,
    Shape,
    Texts,
    Values,
    kind_of,
    values,
)
from .keywords import count, enumerated, listing, number_core, opaque, text_core

PLAIN: Final[Mapping[str, AnyAtom]] = {
    "null": Atom(values(None)),
    "boolean": Atom(values(False, True)),
    "number": Atom(Numbers()),
    "string": Atom(Texts()),
}


class PlainKeywords:
    """Makes one atom for each JSON type that the plain keywords of a schema admit.

    `meets` tells whether a shape admits a listed value.
    """

    def __init__(self, document: ReadDocument, meets: Callable[[Shape, JSON], bool]) -> None:
        self.document = document
        self.anything = document.schema(True)
        self.everything = self.every(TYPES)
        self._meets = meets

    def every(self, types: Iterable[str]) -> Shape:
        """The shape of all values of some JSON types."""
        given: dict[str, tuple[AnyAtom, ...]] = {}
        for kind in types:
            if kind == "array":
                given[kind] = (Atom(Arrays(self.anything)),)
            elif kind == "object":
                given[kind] = (Atom(Objects(self.anything)),)
            else:
                given[kind] = (PLAIN[kind],)
        return given

    def shape(self, raw: Schema) -> Shape:
        """The shape of a schema, as if it had no other keywords.

        Raises Undecided for keywords that cannot be read.
        """
        shape: dict[str, tuple[AnyAtom, ...]] = {}
        for kind, whole in self._types(raw):
            atom = self._atom(kind, raw, whole)
            if atom is not None:
                shape[kind] = (atom,)
        listed = enumerated(raw, self.document.is_2020_12)
        if listed is None:
            return shape
        kept: dict[str, dict[str, JSON]] = {}
        for written, value in values(*listed).values.items():
            if self._meets(shape, value):
                kept.setdefault(kind_of(value), {})[written] = value
        return {
            kind: (Atom(Values(found), opaque=shape[kind][0].opaque),)
            for kind, found in kept.items()
        }

    def _types(self, raw: Schema) -> Iterable[tuple[str, bool]]:
        """The JSON types, and whether only whole numbers are allowed."""
        given = raw.get("type")
        if given is None:
            return [(kind, False) for kind in TYPES]
        # OpenAPI 3.0 has no lists of types, but the meaning of one is plain.
        names = given if isinstance(given, list) else [given]
        if not self.document.is_2020_12 and raw.get("nullable") is True:
            names = [*names, "null"]
        found: dict[str, bool] = {}
        for name in names:
            if name == "integer":
                found.setdefault("number", True)
            elif name == "number":
                found["number"] = False
            elif name in TYPES:
                found[name] = False
            else:
                raise Undecided(f"the type {compact(name)}")
        return found.items()

    def _atom(self, kind: str, raw: Schema, whole: bool) -> AnyAtom | None:
        closed = opaque(kind, raw) if self.document.is_2020_12 else frozenset()
        if kind == "number":
            core: Core | None = number_core(raw, whole, self.document.is_2020_12)
        elif kind == "string":
            core = text_core(raw)
        elif kind == "array":
            core = self._array(raw)
        elif kind == "object":
            core = self._object(raw)
        else:
            core = PLAIN[kind].core
        return Atom(core, opaque=closed) if core is not None else None

    def _array(self, raw: Schema) -> Arrays | None:
        low, high = count(raw, "minItems") or 0, count(raw, "maxItems")
        if high is not None and low > high:
            return None
        prefix = listing(raw, "prefixItems") if self.document.is_2020_12 else []
        return Arrays(
            self.document.schema(raw["items"]) if "items" in raw else self.anything,
            tuple(self.document.schema(part) for part in prefix),
            low,
            high,
            raw.get("uniqueItems") is True,
        )

    def _object(self, raw: Schema) -> Objects | None:
        low, high = count(raw, "minProperties") or 0, count(raw, "maxProperties")
        rest = raw.get("additionalProperties", True)
        patterns = raw.get("patternProperties", {}) if self.document.is_2020_12 else {}
        properties = raw.get("properties") or {}
        required = raw.get("required") or ()
        if not isinstance(properties, dict) or not isinstance(patterns, dict):
            raise Undecided("an object whose properties are malformed")
        if not isinstance(required, list | tuple):
            raise Undecided("an object whose required keys are malformed")
        names = frozenset(name for name in required if isinstance(name, str))
        if high is not None and max(low, len(names)) > high:
            return None
        return Objects(
            self.document.schema(rest) if rest is not True else self.anything,
            {name: self.document.schema(part) for name, part in properties.items()},
            {name: self.document.schema(part) for name, part in patterns.items()},
            names,
            low,
            high,
            "additionalProperties" not in raw,
        )
