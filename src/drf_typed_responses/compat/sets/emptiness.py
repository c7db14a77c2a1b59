"""Detects alternatives that provably have no value, whose changes break no client."""

from __future__ import annotations

from typing import Final

from ...openapi.vocabulary import ANNOTATIONS
from ..documents.read_document import SchemaNode, Undecided
from .atoms import AnyAtom, Arrays, Core, Objects
from .membership import held
from .schema_reader import SchemaReader
from .simple_unions import simple_arms

MOST_ITEMS: Final = 50
# Nothing of these leaves a type without values.
_PLAIN: Final = ANNOTATIONS | {"type", "format", "items", "nullable"}
# The most levels of required attributes that are followed; deeper ones are assumed to have values.
DEEPEST: Final = 50


class Emptiness:
    """Decides emptiness in one document. A recursive reference to a schema proves nothing."""

    def __init__(self, reader: SchemaReader) -> None:
        self.reader = reader
        self._deciding: set[SchemaNode] = set()
        self._decided: dict[SchemaNode, bool] = {}

    def of_atom(self, atom: AnyAtom) -> bool:
        """Whether an atom provably has no value."""
        core = atom.core
        if any(self._excludes_all(schema, type(core)) for schema in atom.unless):
            return True
        if isinstance(core, Arrays):
            return any(self.of_schema(core.item(i)) for i in range(min(core.low, MOST_ITEMS)))
        if isinstance(core, Objects):
            # Sorted, because a schema that contains itself is decided by what was decided before.
            required = (each for name in sorted(core.required) for each in held(core, name))
            return any(map(self.of_schema, required))
        return False

    def of_schema(self, schema: SchemaNode) -> bool:
        """Whether a schema provably has no value."""
        if schema not in self._decided:
            if _is_plain(schema):
                return False
            if schema in self._deciding or len(self._deciding) > DEEPEST:
                return False
            self._deciding.add(schema)
            self._decided[schema] = self._is_empty(schema)
            self._deciding.discard(schema)
        return self._decided[schema]

    def _is_empty(self, schema: SchemaNode) -> bool:
        arms = simple_arms(schema)
        if arms:
            return all(map(self.of_schema, arms))
        try:
            shape = self.reader.shape(schema)
            return all(self.of_atom(atom) for atoms in shape.values() for atom in atoms)
        except Undecided:
            return False

    def _excludes_all(self, schema: SchemaNode, kind: type) -> bool:
        """Whether a schema, in any spelling, admits every array, or every object."""
        try:
            shape = self.reader.shape(schema)
            cores = [a.core for atoms in shape.values() for a in atoms if a.exact]
            return any(type(core) is kind and self._admits_all(core) for core in cores)
        except Undecided:
            return False

    def _admits_all(self, core: Core) -> bool:
        if not isinstance(core, Arrays | Objects) or core.low or core.high is not None:
            return False
        if isinstance(core, Arrays):
            inner, more = [core.rest, *core.prefix], core.unique
        else:
            inner = [core.rest, *core.properties.values(), *core.patterns.values()]
            more = bool(core.required)
        return not more and all(self.reader.is_anything(self.reader.shape(s)) for s in inner)


def _is_plain(schema: SchemaNode) -> bool:
    """Whether a schema has values, as is seen without reading it."""
    raw = schema.raws[0]
    return (
        schema.fingerprint != b""
        and len(schema.raws) == 1
        and isinstance(raw, dict)
        and isinstance(raw.get("type"), str)
        and raw.keys() <= _PLAIN
    )
