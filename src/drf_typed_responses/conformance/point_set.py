"""The points of a contract that a run of tests showed, and those that it did not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Any, Final

from .points import Point
from .suite_run import RUN

# The most tests that are named for one point.
_MOST_TESTS: Final = 3


class PointSet:
    """Points, whether a test showed each, and the first tests that did.

    `rows` and `merge` add up those of several processes.
    """

    def __init__(self) -> None:
        self.points: dict[Point, bool] = {}
        self._tests: dict[Point, dict[str, None]] = {}

    def begin(self, points: Iterable[Point]) -> None:
        """Begin with points in the order of the document, none of which is shown yet."""
        self.points = {**dict.fromkeys(points, False), **self.points}

    def show(self, points: Iterable[Point]) -> None:
        """Remember that the running test shows points; those that are not documented are none."""
        for point in points:
            if point in self.points:
                self.points[point] = True
                self._name(point, [RUN.test_name])

    def merge(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add the rows of another process."""
        for row in rows:
            point = Point(row["kind"], row["label"], row["state"])
            self.points[point] = self.points.get(point, False) or row["shown"]
            self._name(point, row["tests"])

    def _name(self, point: Point, tests: Iterable[str]) -> None:
        """Remember the tests that showed a point, unless enough are known."""
        known = self._tests.setdefault(point, {})
        known.update(dict.fromkeys(islice(filter(None, tests), max(0, _MOST_TESTS - len(known)))))

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The points as plain data, each with the first tests that showed it."""
        return [
            {**point._asdict(), "shown": shown, "tests": [*self._tests.get(point, ())]}
            for point, shown in self.points.items()
        ]

    @property
    def missing(self) -> Iterator[Point]:
        """The points that no test showed, without those below an operation that no test called."""
        never = {p.label for p, shown in self.points.items() if p.kind == "operation" and not shown}
        for point, shown in self.points.items():
            if not shown and not (point.kind != "operation" and _is_below(point.label, never)):
                yield point

    @property
    def missing_rows(self) -> list[dict[str, str]]:
        """`missing` as plain data."""
        return [{**point._asdict(), "text": str(point)} for point in self.missing]

    @property
    def by_kind(self) -> dict[str, tuple[int, int]]:
        """`{kind: (shown, documented)}`."""
        counts: dict[str, tuple[int, int]] = {}
        for point, shown in self.points.items():
            seen, every = counts.get(point.kind, (0, 0))
            counts[point.kind] = (seen + shown, every + 1)
        return counts


def percent(sets: Iterable[PointSet]) -> float:
    """The percentage of all points that was shown; 100 without points.

    It is rounded down to a tenth, so that only complete sets are 100.
    """
    shown = [each for points in sets for each in points.points.values()]
    return (1000 * sum(shown) // len(shown) if shown else 1000) / 10


def _is_below(label: str, operations: AbstractSet[str]) -> bool:
    """Whether a label is that of an operation, a space, and more."""
    words = label.split(" ")
    return any(" ".join(words[:number]) in operations for number in range(2, len(words)))
