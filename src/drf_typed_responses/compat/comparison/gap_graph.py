"""The graph of the outcomes of whole schemas, and the shortest paths from them to their gaps.

A schema that many others refer to is one outcome with many parts that lead to it, so that the
number of paths may be exponential. The work here is linear in the number of parts: each outcome is
passed on the way from at most `MOST_ROOTS` whole schemas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from ...openapi.graphs import strongly_connected_components
from ..inclusion.gaps import NOTES, Gap, Outcome
from .gap_paths import Edge

# The most whole schemas from which one outcome is reached by a path that is listed.
MOST_ROOTS: Final = 20

Trail = tuple[Edge, ...]


class Origin(NamedTuple):
    """A gap with the edges that lead to it from the object that has the attribute.

    `owner` identifies that object; it is None if no object is around the gap. Gaps with the same
    `key` have one origin, wherever they occur.
    """

    gap: Gap
    trail: Trail
    owner: tuple[Hashable, Hashable] | None

    def key(self, sides: tuple[Hashable, Hashable]) -> tuple[Hashable, ...]:
        """The origin as a key; `sides` are those of the whole schemas."""
        local = tuple(edge.part.piece for edge in self.trail)
        return (self.gap.kind, self.gap.message, self.owner or sides, local)


class GapGraph:
    """The outcomes that whole schemas lead to, by the parts that are reported.

    With `notes`, the gaps are those that break no client, and only noted parts lead to them.
    Otherwise they are the other ones.
    """

    def __init__(self, roots: Sequence[Outcome], *, notes: bool) -> None:
        self.roots = roots
        self._notes = notes
        self._expanded: Counter[Outcome] = Counter()
        self._parts: dict[Outcome, tuple[Edge, ...]] = {}
        self._origins: dict[Outcome, tuple[Origin, ...]] = {}

    def edges(self, outcome: Outcome) -> tuple[Edge, ...]:
        """The parts of an outcome that are reported."""
        if outcome not in self._parts:
            parts = (part for part in outcome.parts if part.noted or not self._notes)
            self._parts[outcome] = tuple(Edge(outcome, part) for part in parts)
        return self._parts[outcome]

    def gaps(self, outcome: Outcome) -> Iterator[Gap]:
        """The gaps of an outcome itself."""
        return (gap for gap in outcome.gaps if (gap.kind in NOTES) == self._notes)

    def origins(self, outcome: Outcome) -> tuple[Origin, ...]:
        """The gaps in the attributes of an object, and in the items of arrays there."""
        if outcome not in self._origins:
            self._origins[outcome] = tuple(
                Origin(gap, (edge, *trail), edge.owner)
                for edge in self.edges(outcome)
                if edge.is_named
                for end, trail in self._items(edge.part.outcome)
                for gap in self.gaps(end)
            )
        return self._origins[outcome]

    def origins_of_root(self, root: Outcome) -> Iterator[Origin]:
        """The gaps of a whole schema that is no object, and of the items of an array."""
        for end, trail in self._items(root):
            yield from (Origin(gap, trail, None) for gap in self.gaps(end))

    def _items(self, outcome: Outcome) -> Iterator[tuple[Outcome, Trail]]:
        """An outcome, and those that only items of arrays lead to from there."""
        trails: dict[Outcome, Trail] = {outcome: ()}
        waiting = [outcome]
        for each in waiting:  # grows in the loop
            yield each, trails[each]
            for edge in self.edges(each):
                if not edge.is_named and edge.part.outcome not in trails:
                    trails[edge.part.outcome] = (*trails[each], edge)
                    waiting.append(edge.part.outcome)

    def shortest_paths(self, root: Outcome) -> ShortestPaths:
        """The shortest paths from a root, except through what enough roots have led to before."""
        found = ShortestPaths(root, self.edges, lambda each: self._expanded[each] >= MOST_ROOTS)
        self._expanded.update(found.passed)
        return found

    @cached_property
    def reaching(self) -> dict[Outcome, int]:
        """The roots that lead to each outcome, as bits of a number: the lowest is the first."""
        graph = self._successors()
        reached = dict.fromkeys(graph, 0)
        for number, root in enumerate(self.roots):
            reached[root] |= 1 << number
        for component in reversed([*strongly_connected_components(graph)]):
            together = 0
            for each in component:
                together |= reached[each]
            for each in component:
                reached[each] = together
                for other in graph[each]:
                    reached[other] |= together
        return reached

    def _successors(self) -> dict[Outcome, list[Outcome]]:
        graph: dict[Outcome, list[Outcome]] = {}
        waiting = [*self.roots]
        while waiting:
            each = waiting.pop()
            if each not in graph:
                graph[each] = [edge.part.outcome for edge in self.edges(each)]
                waiting += graph[each]
        return graph


class ShortestPaths:
    """The shortest path from a root to each outcome; its length is the number of attributes.

    `passed` are the outcomes in the order of their distance, then of the document.
    """

    def __init__(
        self,
        root: Outcome,
        edges: Callable[[Outcome], Sequence[Edge]],
        is_enough: Callable[[Outcome], bool],
    ) -> None:
        self.passed: list[Outcome] = []
        self._came: dict[Outcome, Edge | None] = {root: None}
        self._edges = edges
        level = [root]
        while level:
            level = [each for each in level if not is_enough(each)]
            for each in level:  # grows in the loop by the items of arrays
                level += (new for new in self._new(each, named=False) if not is_enough(new))
            self.passed += level
            level = [new for each in level for new in self._new(each, named=True)]

    def _new(self, outcome: Outcome, *, named: bool) -> Iterator[Outcome]:
        for edge in self._edges(outcome):
            if edge.is_named is named and edge.part.outcome not in self._came:
                self._came[edge.part.outcome] = edge
                yield edge.part.outcome

    def to(self, outcome: Outcome) -> Trail:
        """The edges of the shortest path to an outcome."""
        trail = []
        edge = self._came[outcome]
        while edge is not None:
            trail.append(edge)
            edge = self._came[edge.origin]
        return tuple(reversed(trail))

    def others_to(self, outcome: Outcome) -> Iterator[Trail]:
        """Further paths to an outcome, one for each edge that leads to it from elsewhere."""
        shortest = self._came[outcome]
        for edge in self._entries.get(outcome, ()):
            trail = self.to(edge.origin)
            if edge is not shortest and all(each.origin is not outcome for each in (*trail, edge)):
                yield (*trail, edge)

    @cached_property
    def _entries(self) -> dict[Outcome, list[Edge]]:
        found: dict[Outcome, list[Edge]] = {}
        for each in self.passed:
            for edge in self._edges(each):
                found.setdefault(edge.part.outcome, []).append(edge)
        return found
