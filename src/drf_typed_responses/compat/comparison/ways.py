"""The ways from a whole value to its gaps: each gap by the shortest, and by some more."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..inclusion.gaps import NOTES, Gap, Outcome, Part, Step

# By how many ways one object is shown in one body, and all of them after the first.
MOST_WAYS: Final = 20
MOST_RETURNS: Final = 500


class Way(NamedTuple):
    """`path` and `steps` lead from the whole to the place.

    `owner` tells the object that holds the attribute, by its components or else by its schemas,
    and `local` is the path from there: the cause, wherever it is met. There is none where no object
    is on the way. `component` and `property` name the place in the revised document.
    """

    owner: tuple[Any, Any] | None = None
    path: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    local: tuple[str, ...] = ()
    component: str = ""
    property: str = ""
    certain: bool = True
    noted: bool = True
    only: bool = True
    order: tuple[int, ...] = ()

    def into(self, part: Part, outcome: Outcome, number: int, response: bool) -> Way:
        """The way that goes on from an outcome into one of its parts."""
        owner, local, component, name = self.owner, self.local, self.component, self.property
        if part.names is not None:
            owner, local = part.names if all(part.names) else outcome.sides, ()
            revised = part.names[0 if response else 1]
            component, name = (revised, str(part.step.key)) if revised else (component, name)
        return Way(
            owner,
            (*self.path, part.piece),
            (*self.steps, part.step),
            (*local, part.piece),
            component,
            name,
            self.certain and part.certain,
            self.noted and part.noted,
            self.only and part.only,
            (*self.order, number),
        )


def ways(outcome: Outcome, response: bool) -> list[tuple[Gap, Way]]:
    """Every gap with the ways to it: through few attributes first, then in written order."""
    found = list(_ways(outcome, response))
    return sorted(found, key=lambda each: (_attributes(each[1]), each[1].order))


def _ways(outcome: Outcome, response: bool) -> Iterator[tuple[Gap, Way]]:
    waiting = deque([(outcome, Way())])
    entered: Counter[Outcome] = Counter()
    passed: Counter[tuple[Any, ...]] = Counter()
    returns = 0
    while waiting:
        here, way = waiting.popleft()
        for gap in here.gaps:
            if way.noted or gap.kind not in NOTES:
                yield gap, way
        times = entered[here]
        enough = times >= MOST_WAYS or (times > 0 and returns >= MOST_RETURNS)
        entered[here] += 1
        returns += bool(times) and not enough
        for number, part in enumerate(here.parts):
            if part.names is None:
                # Of an array's items the object around it is the owner, whichever way leads here.
                items = (part.outcome, way.owner, way.local[:1])
                passed[items] += 1
                if passed[items] > MOST_WAYS:
                    continue
            elif enough:
                continue
            waiting.append((part.outcome, way.into(part, here, number, response)))


def _attributes(way: Way) -> int:
    return sum(piece.startswith(".") for piece in way.path)
