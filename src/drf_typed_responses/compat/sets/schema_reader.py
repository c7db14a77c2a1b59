"""Reads the schemas of a document into shapes, in the dialect of the document.

Sources: OpenAPI 3.0.3 "Schema Object", with the clarification of 3.0.3 that `nullable` acts only
beside `type`, except where it is meant for the one schema of an `allOf` (`openapi/nulls.py`); JSON
Schema 2020-12 for 3.1 and 3.2. A `oneOf` is read as the union of its arms, because no document
intends to exclude the values that fit two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any, Final

from ...openapi.nulls import is_plain_null
from ...openapi.types import JSON, AnySchema, Schema
from ...openapi.values import compact
from ...openapi.vocabulary import ANNOTATIONS, COMBINATIONS
from ..documents.read_document import ReadDocument, SchemaNode, Undecided
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
from .intersection import Intersection, distinct
from .keywords import (
    conditions,
    count,
    enumerated,
    listing,
    number_core,
    opaque,
    text_core,
)
from .membership import Membership, held

# The most levels of nested references, combinations and unions.
DEEPEST: Final = 150

PLAIN: Final[Mapping[str, AnyAtom]] = {
    "null": Atom(values(None)),
    "boolean": Atom(values(False, True)),
    "number": Atom(Numbers()),
    "string": Atom(Texts()),
}
NEVER: Final[Shape] = {}
NULL: Final[Schema] = {"enum": [None]}
# A schema with these keywords alone admits what they combine.
_COMBINING: Final = ANNOTATIONS.union(COMBINATIONS, ("not",))


class SchemaReader:
    """Reads each schema of one document once."""

    def __init__(self, document: ReadDocument) -> None:
        self.document = document
        self.members = Membership(self)
        self.lenient = Membership(self, lenient=True)
        self.intersection = Intersection(document, self.members)
        self.anything = document.schema(True)
        # The arms of each `oneOf` with a discriminator.
        self.tagged: set[tuple[SchemaNode, ...]] = set()
        self._everything = self._every(TYPES)
        self._open: set[SchemaNode] = set()

    def shape(self, schema: SchemaNode) -> Shape:
        """The shape of a schema. Raises Undecided if it cannot be read."""
        if schema.shape is None:
            schema.shape = self._guarded(schema)
        if isinstance(schema.shape, str):
            raise Undecided(schema.shape)
        read: Shape = schema.shape
        return read

    def held(self, core: Objects, name: str) -> SchemaNode:
        """The schema that combines all schemas that a value under a name must fit."""
        if core.patterns:
            return self.document.all_of(*held(core, name))
        return core.properties.get(name, core.rest)

    def covers(self, wide: Shape, kind: str, atoms: tuple[AnyAtom, ...]) -> bool:
        """Whether a shape without values of a JSON type admits those of the atoms nevertheless."""
        return False

    def _guarded(self, schema: SchemaNode) -> Shape | str:
        """The shape, or the reason why there is none: an exception would keep its frames."""
        if schema in self._open:
            raise Undecided("a schema that directly contains itself")
        if len(self._open) > DEEPEST:
            raise Undecided("schemas that are nested too deeply in each other")
        self._open.add(schema)
        try:
            return self._conjunction(schema)
        except Undecided as undecided:
            return str(undecided)
        finally:
            self._open.discard(schema)

    def _conjunction(self, schema: SchemaNode) -> Shape:
        if not schema.parts:
            return self._one(schema.raws[0])
        return reduce(self.intersection.shapes, map(self.shape, schema.parts))

    def _part(self, raw: AnySchema) -> Shape:
        return self.shape(self.document.schema(raw))

    def _one(self, raw: Any) -> Shape:
        if raw is True or raw == {}:
            return self._every(TYPES)
        if raw is False:
            return NEVER
        if not isinstance(raw, dict):
            raise Undecided(f"a schema that is not an object: {compact(raw)[:60]}")
        if isinstance(raw.get("$ref"), str):
            return self._reference(raw)
        restricts = raw.keys() - _COMBINING
        shape = self._combined(raw, self._plain(raw) if restricts else self._everything)
        return _titled(shape, raw["title"]) if isinstance(raw.get("title"), str) else shape

    def _reference(self, raw: Schema) -> Shape:
        reference = raw["$ref"]
        shape = self._part(self.document.target(reference))
        name = reference.rpartition("/")[2]
        named = {
            kind: tuple(a if a.name else replace(a, name=name) for a in atoms)
            for kind, atoms in shape.items()
        }
        beside = {word: part for word, part in raw.items() if word != "$ref"}
        if self.document.is_2020_12 and beside.keys() - ANNOTATIONS:
            return self.intersection.shapes(named, self._one(beside))
        return named

    def _combined(self, raw: Schema, shape: Shape) -> Shape:
        meant_null = [NULL] if not self.document.is_2020_12 and is_plain_null(raw) else []
        for arm in listing(raw, "allOf"):
            shape = self._both(shape, self._union([arm, *meant_null]))
        if "anyOf" in raw:
            shape = self._both(shape, self._union(listing(raw, "anyOf")))
        if "oneOf" in raw:
            shape = self._both(shape, self._chosen(raw, listing(raw, "oneOf")))
        if "not" in raw:
            shape = self._both(shape, self._complement(raw["not"]))
        for arms in conditions(raw) if self.document.is_2020_12 else ():
            shape = self._both(shape, self._union(arms))
        return shape

    def _both(self, shape: Shape, other: Shape) -> Shape:
        return other if shape is self._everything else self.intersection.shapes(shape, other)

    def _union(self, arms: Iterable[AnySchema]) -> Shape:
        shapes = [self._part(arm) for arm in arms]
        return {
            kind: atoms
            for kind in TYPES
            if (atoms := distinct(atom for shape in shapes for atom in shape.get(kind, ())))
        }

    def _chosen(self, raw: Schema, arms: list[AnySchema]) -> Shape:
        choice = tuple(self.document.schema(arm) for arm in arms)
        if isinstance(raw.get("discriminator"), dict):
            self.tagged.add(choice)
        return {
            kind: tuple(replace(atom, choices=(*atom.choices, choice)) for atom in atoms)
            for kind, atoms in self._union(arms).items()
        }

    def _complement(self, raw: AnySchema) -> Shape:
        schema = self.document.schema(raw)
        barred = self.shape(schema)
        found: dict[str, tuple[AnyAtom, ...]] = {}
        for kind, atoms in self._every(TYPES).items():
            (atom,) = atoms
            if kind not in barred:
                found[kind] = atoms
            elif isinstance(atom.core, Values):
                kept = {k: v for k, v in atom.core.values.items() if not self._meets(barred, v)}
                if kept:
                    found[kind] = (Atom(Values(kept)),)
            elif not any(a.exact and a.core == atom.core for a in barred[kind]):
                found[kind] = (replace(atom, unless=(schema,)),)
        return found

    def _meets(self, shape: Shape, value: JSON) -> bool:
        """Whether a shape admits a listed value, which is assumed to have the schema's format."""
        return self.lenient.of_shape(shape, value)

    def is_anything(self, shape: Shape) -> bool:
        """Whether a shape admits every value."""
        return shape == self._every(TYPES)

    def _every(self, types: Iterable[str]) -> Shape:
        given: dict[str, tuple[AnyAtom, ...]] = {}
        for kind in types:
            if kind == "array":
                given[kind] = (Atom(Arrays(self.anything)),)
            elif kind == "object":
                given[kind] = (Atom(Objects(self.anything)),)
            else:
                given[kind] = (PLAIN[kind],)
        return given

    def _plain(self, raw: Schema) -> Shape:
        """The shape without references and combinations: one atom for each JSON type."""
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


def _titled(shape: Shape, title: str) -> Shape:
    """The shape with a title for its objects."""
    if "object" not in shape:
        return shape
    return {**shape, "object": tuple(replace(a, title=a.title or title) for a in shape["object"])}
