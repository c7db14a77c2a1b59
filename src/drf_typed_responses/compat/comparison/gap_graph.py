"""The graph of the outcomes of whole schemas, and the shortest paths from them to their gaps.

A schema that many others refer to is one outcome with many parts that lead to it, so that the
number of paths may be exponential. The work here is linear in the number of parts: each outcome is
passed on the way from at most `MOST_ROOTS` whole schemas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
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


class Edges(NamedTuple):
    """The edges from one outcome: to attributes of an object, and to items of an array."""

    named: tuple[Edge, ...]
    items: tuple[Edge, ...]


def kinds_of_gaps(roots: Sequence[Outcome]) -> set[bool]:
    """Whether notes, and whether other gaps, are in outcomes or in what they lead to."""
    reached = set(roots)
    waiting = [*reached]
    found: set[bool] = set()
    while waiting:
        outcome = waiting.pop()
        found.update(gap.kind in NOTES for gap in outcome.gaps)
        for part in outcome.parts:
            if part.outcome not in reached:
                reached.add(part.outcome)
                waiting.append(part.outcome)
    return found


class GapGraph:
    """The outcomes that whole schemas lead to, by the parts that are reported.

    With `notes`, the gaps are those that break no client, and only noted parts lead to them.
    Otherwise they are the other ones. `origins` has the outcomes with gaps in their attributes, or
    in the items of arrays there.
    """

    def __init__(self, roots: Sequence[Outcome], *, notes: bool) -> None:
        self.roots = roots
        self._notes = notes
        self._edges = self._read()
        found = {outcome: tuple(self._origins_in(outcome)) for outcome in self._edges}
        self.origins = {outcome: origins for outcome, origins in found.items() if origins}
        self._ways = self._without_dead_ends()
        self._passed: Counter[Outcome] = Counter()
        self._full: set[Outcome] = set()

    def _read(self) -> dict[Outcome, Edges]:
        found: dict[Outcome, Edges] = {}
        waiting = [*self.roots]
        while waiting:
            outcome = waiting.pop()
            if outcome not in found:
                named: list[Edge] = []
                items: list[Edge] = []
                for part in outcome.parts:
                    if part.noted or not self._notes:
                        edge = Edge(outcome, part, part.outcome)
                        (items if part.names is None else named).append(edge)
                        waiting.append(part.outcome)
                found[outcome] = Edges(tuple(named), tuple(items))
        return found

    def _origins_in(self, outcome: Outcome) -> Iterator[Origin]:
        for edge in self._edges[outcome].named:
            if not edge.end.gaps and not self._edges[edge.end].items:
                continue
            for end, trail in self._arrays(edge.end):
                for gap in self._gaps(end):
                    yield Origin(gap, (edge, *trail), edge.owner)

    def origins_of_root(self, root: Outcome) -> Iterator[Origin]:
        """The gaps of a whole schema itself, and of the items of an array."""
        for end, trail in self._arrays(root):
            yield from (Origin(gap, trail, None) for gap in self._gaps(end))

    def _gaps(self, outcome: Outcome) -> Iterator[Gap]:
        return (gap for gap in outcome.gaps if (gap.kind in NOTES) == self._notes)

    def _arrays(self, outcome: Outcome) -> Iterator[tuple[Outcome, Trail]]:
        """An outcome, and those that only items of arrays lead to from there."""
        trails: dict[Outcome, Trail] = {outcome: ()}
        waiting = [outcome]
        for each in waiting:  # grows in the loop
            yield each, trails[each]
            for edge in self._edges[each].items:
                if edge.end not in trails:
                    trails[edge.end] = (*trails[each], edge)
                    waiting.append(edge.end)

    def _without_dead_ends(self) -> dict[Outcome, Edges]:
        """The edges on the ways to origins."""
        leading: dict[Outcome, list[Outcome]] = {}
        for outcome, edges in self._edges.items():
            for edge in (*edges.named, *edges.items):
                leading.setdefault(edge.end, []).append(outcome)
        reached = set(self.origins)
        waiting = [*reached]
        while waiting:
            for outcome in leading.get(waiting.pop(), ()):
                if outcome not in reached:
                    reached.add(outcome)
                    waiting.append(outcome)
        if len(reached) == len(self._edges):
            return self._edges
        return {
            outcome: Edges(*(tuple(edge for edge in kind if edge.end in reached) for kind in edges))
            for outcome, edges in self._edges.items()
            if outcome in reached
        }

    def shortest_paths(self, root: Outcome) -> ShortestPaths:
        """The shortest paths from a root, except through what enough roots have led to before."""
        found = ShortestPaths(root, self._ways, self._full)
        passed = self._passed
        passed.update(found.passed)
        self._full.update([each for each in found.passed if passed[each] >= MOST_ROOTS])
        return found

    @cached_property
    def reaching(self) -> dict[Outcome, int]:
        """The roots that lead to each outcome, as bits of a number: the lowest is the first."""
        return self._reached(lambda edge: True)

    @cached_property
    def promising(self) -> dict[Outcome, int]:
        """The roots that lead to each outcome by attributes that the base promises."""
        named = (edge for edges in self._ways.values() for edge in edges.named)
        if all(edge.part.promised for edge in named):
            return self.reaching
        return self._reached(lambda edge: edge.part.promised)

    def _reached(self, is_way: Callable[[Edge], bool]) -> dict[Outcome, int]:
        graph = {
            outcome: [e.end for e in (*edges.named, *edges.items) if is_way(e)]
            for outcome, edges in self._ways.items()
        }
        reached = dict.fromkeys(graph, 0)
        for number, root in enumerate(self.roots):
            if root in reached:
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


class ShortestPaths:
    """The shortest path from a root to each outcome; its length is the number of attributes.

    `passed` are the outcomes in the order of their distance, then of the document. Those that are
    `full` are not passed.
    """

    def __init__(self, root: Outcome, ways: Mapping[Outcome, Edges], full: set[Outcome]) -> None:
        self.passed: list[Outcome] = []
        self._ways = ways
        self._came: dict[Outcome, Edge | None] = {root: None}
        level = [root] if root in ways and root not in full else []
        came = self._came
        while level:
            for outcome in level:  # grows in the loop by the items of arrays
                for edge in ways[outcome].items:
                    if edge.end not in came and edge.end not in full:
                        came[edge.end] = edge
                        level.append(edge.end)
            self.passed += level
            following: list[Outcome] = []
            for outcome in level:
                for edge in ways[outcome].named:
                    end = edge.end
                    if end not in came and end not in full:
                        came[end] = edge
                        following.append(end)
            level = following

    def to(self, outcome: Outcome) -> Trail:
        """The edges of the shortest path to an outcome that was passed."""
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
            trail = (*self.to(edge.origin), edge)
            if edge is not shortest and all(each.origin is not outcome for each in trail):
                yield trail

    @cached_property
    def _entries(self) -> dict[Outcome, list[Edge]]:
        found: dict[Outcome, list[Edge]] = {}
        for outcome in self.passed:
            for edge in (*self._ways[outcome].named, *self._ways[outcome].items):
                found.setdefault(edge.end, []).append(edge)
        return found
