"""Which alternatives of the other side may hold the values of one: those that share most, first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from ..documents.read_document import SchemaNode, Undecided
from ..sets.atoms import Atom, Objects, Values
from ..sets.schema_reader import SchemaReader

# Of alternatives that share no value, so many are looked at to say what is closest.
MOST_STRANGE: Final = 4


class Face(NamedTuple):
    """What an object shows at once: its attributes, and those of which the values are listed."""

    attributes: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    listed: Mapping[str, frozenset[str]] = MappingProxyType({})


class Candidates:
    """Answers for a narrow and a wide document."""

    def __init__(self, narrow: SchemaReader, wide: SchemaReader) -> None:
        self._narrow, self._wide = narrow, wide
        # By identity, with the atom: an address is not given to another while it is held.
        self._faces: dict[int, tuple[Face, Atom]] = {}

    def of(self, atom: Atom, others: tuple[Atom, ...]) -> list[Atom]:
        if len(others) < 2 or not isinstance(atom.core, Objects):
            return sorted(others, key=lambda other: other.name != atom.name)
        mine = self._face(self._narrow, atom)
        faces = {id(other): self._face(self._wide, other) for other in others}

        def distance(other: Atom) -> tuple[bool, int, int, int]:
            theirs = faces[id(other)]
            return (
                other.name != atom.name,
                -len(mine.attributes & theirs.attributes),
                len(mine.names ^ theirs.names),
                len(mine.required ^ theirs.required),
            )

        ordered = sorted(others, key=distance)
        possible = [other for other in ordered if not _apart(mine, faces[id(other)])]
        return possible or ordered[:MOST_STRANGE]

    def _face(self, reader: SchemaReader, atom: Atom) -> Face:
        if id(atom) not in self._faces:
            self._faces[id(atom)] = _face(reader, atom), atom
        return self._faces[id(atom)][0]


def _face(reader: SchemaReader, atom: Atom) -> Face:
    core = atom.core
    if not isinstance(core, Objects):
        return Face()
    attributes = frozenset((name, part.text) for name, part in core.properties.items())
    listed = {
        name: keys
        for name in core.required & core.properties.keys()
        if (keys := _listed(reader, core.properties[name])) is not None
    }
    return Face(attributes, frozenset(core.properties), frozenset(core.required), listed)


def _listed(reader: SchemaReader, schema: SchemaNode) -> frozenset[str] | None:
    """The values of a schema where they are few and known."""
    if '"enum"' not in schema.text and '"const"' not in schema.text:
        return None
    try:
        cores = [atom.core for atoms in reader.shape(schema).values() for atom in atoms]
    except Undecided:
        return None
    if not all(isinstance(core, Values) for core in cores):
        return None
    return frozenset(key for core in cores if isinstance(core, Values) for key in core.values)


def _apart(mine: Face, theirs: Face) -> bool:
    """Whether no value can be one of both."""
    return any(
        keys.isdisjoint(theirs.listed[name])
        for name, keys in mine.listed.items()
        if name in theirs.listed
    )
