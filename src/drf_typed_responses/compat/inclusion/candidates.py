"""The wide alternatives that may contain a narrow one, most similar first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from ..documents.read_document import SchemaNode, Undecided
from ..sets.atoms import AnyAtom, Objects, Values
from ..sets.schema_reader import SchemaReader

# The most alternatives that are searched for the closest one if none shares a value.
MOST_DISJOINT: Final = 4


class Outline(NamedTuple):
    """A summary of an object: its attributes, and the listed values of those that list them."""

    attributes: frozenset[tuple[str, bytes]] = frozenset()
    names: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    listed: Mapping[str, frozenset[str]] = MappingProxyType({})


class Candidates:
    """Finds candidates in a wide document for alternatives of a narrow one."""

    def __init__(self, narrow: SchemaReader, wide: SchemaReader) -> None:
        self._narrow, self._wide = narrow, wide
        # By identity. Each atom is kept here, so that no other object can get its id.
        self._outlines: dict[int, tuple[Outline, AnyAtom]] = {}

    def of(self, atom: AnyAtom, others: tuple[AnyAtom, ...]) -> list[AnyAtom]:
        """The alternatives that may share a value with the atom; some others if there are none."""
        if len(others) < 2 or not isinstance(atom.core, Objects):
            return sorted(others, key=lambda other: other.name != atom.name)
        mine = self._outline(self._narrow, atom)
        outlines = {id(other): self._outline(self._wide, other) for other in others}

        def distance(other: AnyAtom) -> tuple[bool, int, int, int]:
            theirs = outlines[id(other)]
            return (
                other.name != atom.name,
                -len(mine.attributes & theirs.attributes),
                len(mine.names ^ theirs.names),
                len(mine.required ^ theirs.required),
            )

        ordered = sorted(others, key=distance)
        possible = [other for other in ordered if not _are_disjoint(mine, outlines[id(other)])]
        return possible or ordered[:MOST_DISJOINT]

    def is_alone(self, atom: AnyAtom, counterpart: AnyAtom, others: tuple[AnyAtom, ...]) -> bool:
        """Whether no alternative but the counterpart may share a value with the atom."""
        if len(others) < 2:
            return True
        mine = self._outline(self._narrow, atom)
        return all(
            _are_disjoint(mine, self._outline(self._wide, other)) != (other is counterpart)
            for other in others
        )

    def counterparts(
        self, narrow: tuple[AnyAtom, ...], wide: tuple[AnyAtom, ...]
    ) -> Mapping[int, AnyAtom]:
        """The objects of the wide side that are the same alternative as one of the narrow side.

        Each is under the `id` of that one. They share a component, else a title, else the constants
        that tell alternatives apart, else the names of all attributes; what several alternatives of
        one side share identifies none of them.
        """
        found: dict[int, AnyAtom] = {}
        if not isinstance(wide[0].core, Objects):
            return found
        for identity in (_name, _title, self._constants, _attributes):
            ours = _by_identity(identity, self._narrow, [a for a in narrow if id(a) not in found])
            taken = set(map(id, found.values()))
            theirs = _by_identity(identity, self._wide, [a for a in wide if id(a) not in taken])
            found |= {id(ours[key]): theirs[key] for key in ours if key in theirs}
            if len(found) == len(narrow):
                break
        return found

    def _constants(self, reader: SchemaReader, atom: AnyAtom) -> Hashable:
        listed = self._outline(reader, atom).listed.items()
        return frozenset((name, *keys) for name, keys in listed if len(keys) == 1)

    def _outline(self, reader: SchemaReader, atom: AnyAtom) -> Outline:
        if id(atom) not in self._outlines:
            self._outlines[id(atom)] = _outline(reader, atom), atom
        return self._outlines[id(atom)][0]


def _by_identity(
    identity: Callable[[SchemaReader, AnyAtom], Hashable],
    reader: SchemaReader,
    atoms: list[AnyAtom],
) -> dict[Hashable, AnyAtom]:
    """The atoms by their identities, without those that several have or that are empty."""
    found: dict[Hashable, AnyAtom | None] = {}
    for atom in atoms:
        key = identity(reader, atom)
        found[key] = None if key in found else atom
    return {key: atom for key, atom in found.items() if key and atom is not None}


def _name(_: SchemaReader, atom: AnyAtom) -> Hashable:
    return atom.name


def _title(_: SchemaReader, atom: AnyAtom) -> Hashable:
    return atom.title


def _attributes(_: SchemaReader, atom: AnyAtom) -> Hashable:
    return frozenset(atom.core.properties) if isinstance(atom.core, Objects) else None


def _outline(reader: SchemaReader, atom: AnyAtom) -> Outline:
    core = atom.core
    if not isinstance(core, Objects):
        return Outline()
    attributes = frozenset((name, part.fingerprint) for name, part in core.properties.items())
    listed = {
        name: keys
        for name in sorted(core.required & core.properties.keys())
        if (keys := _listed(reader, core.properties[name])) is not None
    }
    return Outline(attributes, frozenset(core.properties), frozenset(core.required), listed)


def _listed(reader: SchemaReader, schema: SchemaNode) -> frozenset[str] | None:
    """The values of a schema as JSON text if it lists them all."""
    if b"enum" not in schema.fingerprint and b"const" not in schema.fingerprint:
        return None
    try:
        cores = [atom.core for atoms in reader.shape(schema).values() for atom in atoms]
    except Undecided:
        return None
    if not all(isinstance(core, Values) for core in cores):
        return None
    return frozenset(key for core in cores if isinstance(core, Values) for key in core.values)


def _are_disjoint(mine: Outline, theirs: Outline) -> bool:
    """Whether both require an attribute for which they share no value."""
    return any(
        keys.isdisjoint(theirs.listed[name])
        for name, keys in mine.listed.items()
        if name in theirs.listed
    )
