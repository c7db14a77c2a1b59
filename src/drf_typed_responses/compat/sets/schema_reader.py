"""Reads the schemas of a document into shapes, in the dialect of the document.

Sources: OpenAPI 3.0.3 "Schema Object", with the clarification of 3.0.3 that `nullable` acts only
beside `type`, except where it is meant for the one schema of an `allOf` (`openapi/nulls.py`); JSON
Schema 2020-12 for 3.1 and 3.2. A `oneOf` is read as the union of its arms, which its atoms keep as
their `choices`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import Any, ClassVar, Final

from ...openapi.nulls import is_plain_null
from ...openapi.types import JSON, AnySchema, Schema
from ...openapi.values import compact
from ...openapi.vocabulary import ANNOTATIONS, COMBINATIONS
from ..documents.read_document import ReadDocument, SchemaNode, Undecided
from .atoms import TYPES, AnyAtom, Atom, Objects, Shape, Values
from .intersection import Intersection, distinct
from .keywords import conditions, listing
from .membership import Membership, held
from .plain_keywords import PlainKeywords
from .simple_unions import is_plain_array, simple_arms

# The most levels of nested references, combinations and unions.
DEEPEST: Final = 150

NEVER: Final[Shape] = {}
NULL: Final[Schema] = {"enum": [None]}
# A schema with these keywords alone admits what they combine.
_COMBINING: Final = ANNOTATIONS.union(COMBINATIONS, ("not",))


class SchemaReader:
    """Reads each schema of one document once. `knows_null` is false if no value may be null."""

    knows_null: ClassVar[bool] = True

    def __init__(self, document: ReadDocument) -> None:
        self.document = document
        self.members = Membership(self)
        self.lenient = Membership(self, lenient=True)
        self.intersection = Intersection(document, self.members)
        self._plain = PlainKeywords(document, self._meets)
        self.anything = self._plain.anything
        # The arms of each `oneOf` with a discriminator.
        self.tagged: set[tuple[SchemaNode, ...]] = set()
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

    def is_never(self, schema: SchemaNode) -> bool:
        """Whether a schema has no shape. Raises Undecided if it cannot be read."""
        return not (is_plain_array(schema) or simple_arms(schema) or self.shape(schema))

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
            return self._plain.everything
        if raw is False:
            return NEVER
        if not isinstance(raw, dict):
            raise Undecided(f"a schema that is not an object: {compact(raw)[:60]}")
        if isinstance(raw.get("$ref"), str):
            return self._reference(raw)
        restricts = raw.keys() - _COMBINING
        shape = self._combined(raw, self._plain.shape(raw) if restricts else self._plain.everything)
        return _titled(shape, raw["title"]) if isinstance(raw.get("title"), str) else shape

    def _reference(self, raw: Schema) -> Shape:
        reference = raw["$ref"]
        shape = self._part(self.document.target(reference))
        name = self.document.component(reference)
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
        if self.document.is_2020_12 and isinstance(raw.get("$dynamicRef"), str):
            shape = self._both(shape, self._reference({"$ref": raw["$dynamicRef"]}))
        for arm in listing(raw, "allOf"):
            shape = self._both(shape, self._union([arm, *meant_null]))
        if "anyOf" in raw:
            arms = self._union(listing(raw, "anyOf"))
            shape = self._both(shape, _selected(arms) if _selects(raw) else arms)
        if "oneOf" in raw:
            shape = self._both(shape, self._chosen(raw, listing(raw, "oneOf")))
        if "not" in raw:
            shape = self._both(shape, self._complement(raw["not"]))
        for each in conditions(raw) if self.document.is_2020_12 else ():
            shape = self._both(shape, _supposing(self._union(each.arms), each.supposed))
        return shape

    def _both(self, shape: Shape, other: Shape) -> Shape:
        return other if shape is self._plain.everything else self.intersection.shapes(shape, other)

    def _union(self, arms: Iterable[AnySchema]) -> Shape:
        shapes = [self._part(arm) for arm in arms]
        return {
            kind: atoms
            for kind in TYPES
            if (atoms := distinct(atom for shape in shapes for atom in shape.get(kind, ())))
        }

    def _chosen(self, raw: Schema, arms: list[AnySchema]) -> Shape:
        choice = tuple(self.document.schema(arm) for arm in arms)
        if _selects(raw):
            self.tagged.add(choice)
        chosen = {
            kind: tuple(replace(atom, choices=(*atom.choices, choice)) for atom in atoms)
            for kind, atoms in self._union(arms).items()
        }
        return _selected(chosen) if _selects(raw) else chosen

    def _complement(self, raw: AnySchema) -> Shape:
        schema = self.document.schema(raw)
        barred = self.shape(schema)
        found: dict[str, tuple[AnyAtom, ...]] = {}
        for kind, atoms in self._plain.everything.items():
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
        return shape == self._plain.everything


def _selects(raw: Schema) -> bool:
    return isinstance(raw.get("discriminator"), dict)


def _selected(shape: Shape) -> Shape:
    """The shape of alternatives that a discriminator selects."""
    return {kind: tuple(replace(a, selected=True) for a in shape[kind]) for kind in shape}


def _supposing(shape: Shape, names: frozenset[str]) -> Shape:
    """The shape of a condition that applies to objects with some attributes."""
    objects = tuple(
        replace(atom, core=replace(atom.core, supposed=atom.core.required & names))
        if isinstance(atom.core, Objects)
        else atom
        for atom in shape.get("object", ())
    )
    return {**shape, "object": objects} if objects else shape


def _titled(shape: Shape, title: str) -> Shape:
    """The shape with a title for its objects."""
    if "object" not in shape:
        return shape
    return {**shape, "object": tuple(replace(a, title=a.title or title) for a in shape["object"])}
