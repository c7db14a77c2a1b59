"""Does an alternative provably have no value? One that has none breaks nobody."""

from __future__ import annotations

from typing import Final

from ..documents.document import Schema, Undecided
from .membership import held
from .reading import Reader
from .shapes import Array, Atom, Object

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
        if isinstance(core, Array):
            return any(self.empty(core.item(i)) for i in range(min(core.low, MOST_ITEMS)))
        if isinstance(core, Object):
            return any(self.empty(each) for name in core.required for each in held(core, name))
        return False

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
