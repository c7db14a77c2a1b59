"""The causes of gaps: gaps of one origin are one cause, in however many schemas they occur."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ..documents.read_document import SchemaNode
from ..inclusion.gaps import Gap, Outcome
from ..inclusion.inclusion_context import InclusionContext
from .gap_graph import GapGraph, Origin, ShortestPaths, Trail, kinds_of_gaps
from .gap_paths import GapPath

# The most places of a cause that are listed: of the first operations, and of the first one alone.
MOST_PLACES: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class SchemaPlace:
    """The place of two compared schemas: a key of `POSITIONS`, an operation, and a description."""

    position: str
    operation: str
    words: str

    def shown(self, path: GapPath) -> str:
        """The place of a gap inside the schemas, for people."""
        return self.words + (": " if path.pieces else "") + str(path)


@dataclass(frozen=True, slots=True, eq=False)
class ComparedSchemas:
    """Two compared schemas, the narrow one first, with their place and the gaps between them."""

    place: SchemaPlace
    inclusion: InclusionContext
    schemas: tuple[SchemaNode, SchemaNode]
    outcome: Outcome


@dataclass(slots=True, eq=False)
class Cause:
    """Gaps of one origin: the first gap, the first schemas with a path to it, and where it occurs.

    `operations` are all in which it occurs; in the `unpromised` ones only below attributes that the
    base does not promise. `places` are the shortest paths to it in the first of
    them, and further ones in the very first.
    """

    gap: Gap
    schemas: ComparedSchemas
    path: GapPath
    operations: tuple[str, ...] = ()
    unpromised: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The first place, for people."""
        return self.schemas.place.shown(self.path)


def causes_of(compared: Iterable[ComparedSchemas]) -> Iterator[Cause]:
    """The causes of all gaps that comparisons found; the comparisons are in document order."""
    groups: dict[Hashable, list[ComparedSchemas]] = {}
    for each in compared:
        groups.setdefault((each.place.position, each.inclusion), []).append(each)
    for group in groups.values():
        for notes in sorted(kinds_of_gaps([each.outcome for each in group])):
            yield from _Search(group, notes=notes).causes()


# The number of the schemas, of the attributes on the path, and of the place as it was found.
_Rank: TypeAlias = tuple[int, int, int]


@dataclass(slots=True, eq=False)
class _Found:
    """A cause while it is searched; `roots` are bits, `numbers` are those of compared schemas."""

    cause: Cause
    root: Outcome
    roots: int = 0
    promised: int = 0
    numbers: set[int] = field(default_factory=set)
    places: dict[tuple[str, str], _Rank] = field(default_factory=dict)
    listed: set[Outcome] = field(default_factory=set)


class _Search:
    """The search for the causes in compared schemas of one position."""

    def __init__(self, compared: list[ComparedSchemas], *, notes: bool) -> None:
        self._compared = compared
        self._numbers: dict[Outcome, list[int]] = {}
        for number, each in enumerate(compared):
            self._numbers.setdefault(each.outcome, []).append(number)
        self._graph = GapGraph([*self._numbers], notes=notes)
        self._found: dict[tuple[Hashable, ...], _Found] = {}
        # The operations of sets of roots and of compared schemas.
        self._named: dict[tuple[int, frozenset[int]], tuple[str, ...]] = {}

    def causes(self) -> Iterator[Cause]:
        """The causes, each with all its operations and its first places."""
        for root in self._graph.roots:
            for origin in self._graph.origins_of_root(root):
                self._add_of_root(root, origin)
            paths = self._graph.shortest_paths(root)
            for outcome in self._graph.origins_on(paths):
                for origin in self._graph.origins[outcome]:
                    self._add(root, origin, paths, outcome)
        return map(self._finished, self._found.values())

    def _add_of_root(self, root: Outcome, origin: Origin) -> None:
        """Add a gap outside of objects.

        A parameter or a header without attributes is identified by its own name.
        """
        for number in self._numbers[root]:
            words = self._compared[number].place.words
            key = (*origin.key(root.sides), words if words.endswith("`") else "")
            found = self._at(key, number, origin, origin.trail)
            found.numbers.add(number)
            self._list(found, [number], origin.trail)

    def _add(self, root: Outcome, origin: Origin, paths: ShortestPaths, outcome: Outcome) -> None:
        """Add a gap in an attribute of an object."""
        trail = (*paths.to(outcome), *origin.trail)
        found = self._at(origin.key(root.sides), self._numbers[root][0], origin, trail)
        found.roots |= self._graph.reaching[outcome]
        if all(edge.part.promised for edge in origin.trail):
            found.promised |= self._graph.promising[outcome]
        if found.root is root:
            self._list(found, self._numbers[root], trail)
            for other in paths.others_to(outcome):
                self._list(found, self._numbers[root], (*other, *origin.trail))
        elif root not in found.listed:
            found.listed.add(root)
            self._list(found, self._numbers[root], trail)

    def _at(self, key: tuple[Hashable, ...], number: int, origin: Origin, trail: Trail) -> _Found:
        if key not in self._found:
            schemas = self._compared[number]
            path = GapPath.along(trail, schemas.inclusion.response)
            self._found[key] = _Found(Cause(origin.gap, schemas, path), schemas.outcome)
        return self._found[key]

    def _list(self, found: _Found, numbers: list[int], trail: Trail) -> None:
        # All schemas of one position are compared in the same direction.
        path = GapPath.along(trail, self._compared[numbers[0]].inclusion.response)
        attributes = sum(piece.startswith(".") for piece in path.pieces)
        for number in numbers[:MOST_PLACES]:
            place = self._compared[number].place
            shown = place.operation, place.shown(path)
            found.places.setdefault(shown, (number, attributes, len(found.places)))

    def _finished(self, found: _Found) -> Cause:
        found.cause.operations = self._operations(found, found.roots)
        if found.promised != found.roots:
            promised = {*self._operations(found, found.promised)}
            names = found.cause.operations
            found.cause.unpromised = tuple(name for name in names if name not in promised)
        found.cause.places = tuple(sorted(found.places, key=found.places.__getitem__))[:MOST_PLACES]
        return found.cause

    def _operations(self, found: _Found, roots: int) -> tuple[str, ...]:
        key = roots, frozenset(found.numbers)
        if key not in self._named:
            of_roots = (self._numbers[root] for root in self._roots(roots))
            numbers = sorted(found.numbers.union(*of_roots))
            names = (self._compared[number].place.operation for number in numbers)
            self._named[key] = tuple(dict.fromkeys(names))
        return self._named[key]

    def _roots(self, bits: int) -> Iterator[Outcome]:
        graph = self._graph.roots
        return (graph[place] for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1")
