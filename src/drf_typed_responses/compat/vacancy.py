"""Does an alternative provably have no value? One that has none breaks nobody."""

from __future__ import annotations

from typing import Final

from .documents import Schema, Undecided
from .membership import held
from .reading import Reader
from .shapes import Array, Atom, Object

MOST_ITEMS: Final = 50


class Vacancy:
    """Answers for one document, and remembers what it is deciding: a circle holds no proof."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._deciding: set[Schema] = set()

    def of(self, atom: Atom) -> bool:
        core = atom.core
        if isinstance(core, Array):
            return any(self.empty(core.item(i)) for i in range(min(core.low, MOST_ITEMS)))
        if isinstance(core, Object):
            return any(self.empty(each) for name in core.required for each in held(core, name))
        return False

    def empty(self, schema: Schema) -> bool:
        if schema in self._deciding:
            return False
        self._deciding.add(schema)
        try:
            shape = self.reader.shape(schema)
            return all(self.of(atom) for atoms in shape.values() for atom in atoms)
        except Undecided:
            return False
        finally:
            self._deciding.discard(schema)
