"""Does an alternative provably have no value? One that has none breaks nobody."""

from __future__ import annotations

from typing import Final

from ..documents.document import Schema, Undecided
from .membership import held
from .reading import Reader
from .shapes import Array, Atom, Core, Object

MOST_ITEMS: Final = 50
# As deep as required attributes are followed; what lies deeper counts as a value.
DEEPEST: Final = 50


class Vacancy:
    """Answers for one document, and remembers what it is deciding: a circle holds no proof."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._deciding: set[Schema] = set()
        self._decided: dict[Schema, bool] = {}

    def of(self, atom: Atom) -> bool:
        core = atom.core
        if any(self._excludes_all(schema, type(core)) for schema in atom.unless):
            return True
        if isinstance(core, Array):
            return any(self.empty(core.item(i)) for i in range(min(core.low, MOST_ITEMS)))
        if isinstance(core, Object):
            return any(self.empty(each) for name in core.required for each in held(core, name))
        return False

    def _excludes_all(self, schema: Schema, kind: type) -> bool:
        """Whether a schema, however it is spelled, admits every array, or every object."""
        try:
            shape = self.reader.shape(schema)
            cores = [a.core for atoms in shape.values() for a in atoms if a.exact]
            return any(type(core) is kind and self._is_whole(core) for core in cores)
        except Undecided:
            return False

    def _is_whole(self, core: Core) -> bool:
        if not isinstance(core, Array | Object) or core.low or core.high is not None:
            return False
        if isinstance(core, Array):
            held, more = [core.rest, *core.prefix], core.unique
        else:
            held = [core.rest, *core.properties.values(), *core.patterns.values()]
            more = bool(core.required)
        return not more and all(self.reader.is_anything(self.reader.shape(s)) for s in held)

    def empty(self, schema: Schema) -> bool:
        if schema not in self._decided:
            if schema in self._deciding or len(self._deciding) > DEEPEST:
                return False
            self._deciding.add(schema)
            self._decided[schema] = self._empty(schema)
            self._deciding.discard(schema)
        return self._decided[schema]

    def _empty(self, schema: Schema) -> bool:
        try:
            shape = self.reader.shape(schema)
            return all(self.of(atom) for atoms in shape.values() for atom in atoms)
        except Undecided:
            return False
