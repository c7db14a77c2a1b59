"""The paths from a whole value to its gaps: the shortest path to each gap, and some others."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..inclusion.gaps import NOTES, Gap, Outcome, Part, Step

# The most paths to one object in one body, and the most paths in all beyond the first ones.
MOST_PATHS: Final = 20
MOST_RETURNS: Final = 500


class GapPath(NamedTuple):
    """The path from a whole value to a gap in it.

    `pieces` is the path for people, and `steps` are the containers on it. `owner` identifies the
    object that holds the attribute, by its components or else by its schemas, and `local` is the
    path from there: both together are the same wherever the cause occurs. `owner` is None if the
    path leads through no object. `component` and `property` name the place in the revised document.
    `certain`, `noted` and `only` are those of `Part`, for the whole path; `order` are the numbers
    of its parts.
    """

    owner: tuple[Any, Any] | None = None
    pieces: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    local: tuple[str, ...] = ()
    component: str = ""
    property: str = ""
    certain: bool = True
    noted: bool = True
    only: bool = True
    order: tuple[int, ...] = ()

    def into(self, part: Part, outcome: Outcome, number: int, response: bool) -> GapPath:
        """The path extended from an outcome into one of its parts."""
        owner, local, component, name = self.owner, self.local, self.component, self.property
        if part.names is not None:
            owner, local = part.names if all(part.names) else outcome.sides, ()
            revised = part.names[0 if response else 1]
            component, name = (revised, str(part.step.key)) if revised else (component, name)
        return GapPath(
            owner,
            (*self.pieces, part.piece),
            (*self.steps, part.step),
            (*local, part.piece),
            component,
            name,
            self.certain and part.certain,
            self.noted and part.noted,
            self.only and part.only,
            (*self.order, number),
        )

    def __str__(self) -> str:
        """`teams[].avatar.kind`."""
        dotted = (piece if piece[0] in ".[" else f".{piece}" for piece in self.pieces)
        return "".join(dotted).removeprefix(".")


def paths_to_gaps(outcome: Outcome, response: bool) -> list[tuple[Gap, GapPath]]:
    """Every gap with the paths to it, sorted by number of attributes, then by document order."""
    found = list(_breadth_first(outcome, response))
    return sorted(found, key=lambda each: (_attributes(each[1]), each[1].order))


def _breadth_first(outcome: Outcome, response: bool) -> Iterator[tuple[Gap, GapPath]]:
    waiting = deque([(outcome, GapPath())])
    entered: Counter[Outcome] = Counter()
    passed: Counter[tuple[Any, ...]] = Counter()
    returns = 0
    while waiting:
        here, path = waiting.popleft()
        for gap in here.gaps:
            if path.noted or gap.kind not in NOTES:
                yield gap, path
        times = entered[here]
        enough = times >= MOST_PATHS or (times > 0 and returns >= MOST_RETURNS)
        entered[here] += 1
        returns += bool(times) and not enough
        for number, part in enumerate(here.parts):
            if part.names is None:
                # The owner of an array's items is the object around the array, so items are counted
                # by owner, not by outcome.
                items = (part.outcome, path.owner, path.local[:1])
                passed[items] += 1
                if passed[items] > MOST_PATHS:
                    continue
            elif enough:
                continue
            waiting.append((part.outcome, path.into(part, here, number, response)))


def _attributes(path: GapPath) -> int:
    return sum(piece.startswith(".") for piece in path.pieces)
