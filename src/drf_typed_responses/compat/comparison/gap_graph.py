"""The graph of the outcomes of whole schemas, and the shortest paths from them to their gaps.

A schema that many others refer to is one outcome with many parts that lead to it, so that the
number of paths may be exponential. The work here is linear in the number of parts: each outcome is
passed on the way from at most `MOST_ROOTS` whole schemas.
"""

from __future__ import annotations

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
        for end in outcome.ends():
            if end not in reached:
                reached.add(end)
                waiting.append(end)
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
        leading = self._leading_to_gaps()
        found = {
            outcome: tuple(self._origins_in(edges.named, leading))
            for outcome, edges in self._edges.items()
        }
        self.origins = {outcome: origins for outcome, origins in found.items() if origins}
        self._ways = self._without_dead_ends()
        self._numbered = NumberedWays(self._ways)
        self._passed = [0] * len(self._ways)
        # 1 for each outcome that enough roots have led to.
        self._full = bytearray(len(self._ways))

    def _read(self) -> dict[Outcome, Edges]:
        found: dict[Outcome, Edges] = {}
        waiting = [*self.roots]
        while waiting:
            outcome = waiting.pop()
            if outcome not in found:
                named: list[Edge] = []
                items: list[Edge] = []
                for part in outcome.whole_parts():
                    if part.noted or not self._notes:
                        edge = Edge(outcome, part, part.outcome)
                        (items if part.names is None else named).append(edge)
                        waiting.append(part.outcome)
                found[outcome] = Edges(tuple(named), tuple(items))
        return found

    def _leading_to_gaps(self) -> set[Outcome]:
        """The outcomes with gaps, and those that only items of arrays lead from to such gaps."""
        arrays: dict[Outcome, list[Outcome]] = {}
        for outcome, edges in self._edges.items():
            for edge in edges.items:
                arrays.setdefault(edge.end, []).append(outcome)
        return _closure([each for each in self._edges if any(self._gaps(each))], arrays)

    def _origins_in(self, named: tuple[Edge, ...], leading: set[Outcome]) -> Iterator[Origin]:
        for edge in named:
            if edge.end in leading:
                for end, trail in self._arrays(edge.end):
                    for gap in self._gaps(end):
                        yield Origin(gap, (edge, *trail), edge.owner)

    def origins_of_root(self, root: Outcome) -> Iterator[Origin]:
        """The gaps of a whole schema itself, and of the items of an array."""
        for end, trail in self._arrays(root):
            yield from (Origin(gap, trail, None) for gap in self._gaps(end))

    def _gaps(self, outcome: Outcome) -> Iterator[Gap]:
        return (gap for gap in outcome.whole_gaps() if (gap.kind in NOTES) == self._notes)

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
        reached = _closure([*self.origins], leading)
        if len(reached) == len(self._edges):
            return self._edges
        return {
            outcome: Edges(*(tuple(edge for edge in kind if edge.end in reached) for kind in edges))
            for outcome, edges in self._edges.items()
            if outcome in reached
        }

    def shortest_paths(self, root: Outcome) -> ShortestPaths:
        """The shortest paths from a root, except through what enough roots have led to before."""
        found = ShortestPaths(root, self._numbered, self._full)
        passed = self._passed
        for number in found.passed:
            passed[number] += 1
            if passed[number] == MOST_ROOTS:
                self._full[number] = 1
        return found

    def origins_on(self, paths: ShortestPaths) -> Iterator[Outcome]:
        """The outcomes with origins that paths passed, in their order."""
        outcomes, origins = self._numbered.outcomes, self.origins
        return (each for each in map(outcomes.__getitem__, paths.passed) if each in origins)

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


def _closure(found: list[Outcome], leading: Mapping[Outcome, list[Outcome]]) -> set[Outcome]:
    """Some outcomes, and those that lead to them."""
    reached = set(found)
    waiting = [*found]
    while waiting:
        for outcome in leading.get(waiting.pop(), ()):
            if outcome not in reached:
                reached.add(outcome)
                waiting.append(outcome)
    return reached


class NumberedWays:
    """Ways whose outcomes have numbers: `items` and `named` are the ends of the edges of each."""

    def __init__(self, ways: Mapping[Outcome, Edges]) -> None:
        self.ways = ways
        self.outcomes = [*ways]
        self.numbers = {outcome: number for number, outcome in enumerate(ways)}
        of = self.numbers.__getitem__
        self.items = [[of(edge.end) for edge in edges.items] for edges in ways.values()]
        self.named = [[of(edge.end) for edge in edges.named] for edges in ways.values()]

    def edge(self, origin: int, end: int) -> Edge:
        """The first edge between two outcomes: that of an item is passed before the others."""
        edges, reached = self.ways[self.outcomes[origin]], self.outcomes[end]
        return next(edge for edge in (*edges.items, *edges.named) if edge.end is reached)


class ShortestPaths:
    """The shortest path from a root to each outcome; its length is the number of attributes.

    `passed` are the numbers of outcomes in the order of their distance, then of the document. Those
    that are `full` are not passed.
    """

    def __init__(self, root: Outcome, numbered: NumberedWays, full: bytearray) -> None:
        self.passed: list[int] = []
        self._numbered = numbered
        self._came: dict[int, int] = {}
        start = numbered.numbers.get(root)
        level = [] if start is None or full[start] else [start]
        came, items, named = self._came, numbered.items, numbered.named
        seen = bytearray(full)
        for number in level:
            seen[number] = 1
        while level:
            for number in level:  # grows in the loop by the items of arrays
                for end in items[number]:
                    if not seen[end]:
                        seen[end] = 1
                        came[end] = number
                        level.append(end)
            self.passed += level
            following: list[int] = []
            for number in level:
                for end in named[number]:
                    if not seen[end]:
                        seen[end] = 1
                        came[end] = number
                        following.append(end)
            level = following

    def to(self, outcome: Outcome) -> Trail:
        """The edges of the shortest path to an outcome that was passed."""
        trail = []
        end = self._numbered.numbers[outcome]
        while end in self._came:
            origin = self._came[end]
            trail.append(self._numbered.edge(origin, end))
            end = origin
        return tuple(reversed(trail))

    def others_to(self, outcome: Outcome) -> Iterator[Trail]:
        """Further paths to an outcome, one for each edge that leads to it from elsewhere."""
        shortest = self.to(outcome)[-1:]
        for edge in self._entries.get(outcome, ()):
            trail = (*self.to(edge.origin), edge)
            if shortest != (edge,) and all(each.origin is not outcome for each in trail):
                yield trail

    @cached_property
    def _entries(self) -> dict[Outcome, list[Edge]]:
        found: dict[Outcome, list[Edge]] = {}
        for number in self.passed:
            edges = self._numbered.ways[self._numbered.outcomes[number]]
            for edge in (*edges.named, *edges.items):
                found.setdefault(edge.end, []).append(edge)
        return found
