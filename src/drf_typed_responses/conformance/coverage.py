"""Coverage of a contract: the points that the responses of a test run showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Final

from ..output.wording import counted
from ..validation import Violation
from .assertions import source_of
from .checks import Check
from .contract import Contract
from .coverage_points import Point, documented_points, shown_points
from .suite_run import current_test

_OUTCOMES: Final = ("valid", "additive", "breaking", "unchecked")
_KINDS: Final = {
    "operation": "operations",
    "status": "responses",
    "optional": "optional attributes",
    "nullable": "nullable attributes, null and set",
    "enum": "members of enums",
}
_MAX_MISSING: Final = 40
# The most tests that are named for one point.
_MOST_TESTS: Final = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A violation, or the reason of an unchecked response, for the end of a run."""

    operation: str
    outcome: str
    message: str
    file: str = ""
    line: int | None = None


class Coverage:
    """Collects the checks of a run; `exported` and `merge` add up those of several processes."""

    def __init__(self) -> None:
        self.contract: Contract | None = None
        self.points: dict[Point, bool] = {}
        # The first tests that showed a point.
        self.tests: dict[Point, dict[str, None]] = {}
        self.outcomes: Counter[str] = Counter()
        self.notes: dict[Note, None] = {}
        self.findings = 0

    def begin(self, contract: Contract) -> None:
        """Begin with a contract, none of whose points is shown yet."""
        if self.contract is not contract:
            self.contract = contract
            self.findings = contract.findings
            self.points = {**dict.fromkeys(documented_points(contract), False), **self.points}

    def add(self, contract: Contract, check: Check) -> None:
        """Add one check."""
        self.begin(contract)
        self.outcomes[check.outcome] += 1
        for point in shown_points(contract, check):
            if point in self.points:
                self.points[point] = True
                self._name(point, [current_test()])
        if check.reason:
            self.notes[Note(check.operation, check.outcome, check.reason)] = None
        for violation in check.violations:
            self.notes[_note(contract, check, violation)] = None

    def exported(self) -> dict[str, Any]:
        """The coverage as plain data, which another process can `merge`."""
        return {
            "points": self.summary.rows,
            "outcomes": dict(self.outcomes),
            "findings": self.findings,
            "notes": [asdict(note) for note in self.notes],
        }

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        for each in exported["points"]:
            point = Point(each["kind"], each["label"], each["state"])
            self.points[point] = self.points.get(point, False) or each["shown"]
            self._name(point, each["tests"])
        self.outcomes.update(exported["outcomes"])
        self.findings = max(self.findings, exported["findings"])
        self.notes.update(dict.fromkeys(Note(**note) for note in exported["notes"]))

    def _name(self, point: Point, tests: Iterable[str]) -> None:
        """Remember the tests that showed a point, unless enough are known."""
        known = self.tests.setdefault(point, {})
        known.update(dict.fromkeys(islice(filter(None, tests), max(0, _MOST_TESTS - len(known)))))

    @property
    def summary(self) -> Summary:
        """The coverage so far."""
        return Summary(
            dict(self.points),
            dict(sorted(self.outcomes.items())),
            tuple(sorted(self.notes, key=lambda n: (n.operation, n.outcome, n.message))),
            self.findings,
            {point: tuple(tests) for point, tests in self.tests.items()},
        )


def _note(contract: Contract, check: Check, violation: Violation) -> Note:
    # The place, not the path, so that all items of a list share one note.
    message = violation.message.replace(f"`{violation.path}`", f"`{violation.place}`", 1)
    return Note(check.operation, check.outcome, message, *source_of(contract, violation))


@dataclass(frozen=True)
class Summary:
    """The coverage of a run, and the number of findings that the build of the contract had.

    `tests` are the first tests that showed a point.
    """

    points: Mapping[Point, bool]
    outcomes: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    findings: int = 0
    tests: Mapping[Point, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def missing(self) -> list[Point]:
        """The points that no test showed, without those below an operation that no test called."""
        never = {p.label for p, seen in self.points.items() if p.kind == "operation" and not seen}
        return [
            point
            for point, seen in self.points.items()
            if not seen and not (point.kind != "operation" and _is_below(point.label, never))
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The points as plain data, each with the first tests that showed it."""
        return [
            {**point._asdict(), "shown": seen, "tests": [*self.tests.get(point, ())]}
            for point, seen in self.points.items()
        ]

    @property
    def percent(self) -> float:
        """The percentage of the contract that was shown; 100 for an empty contract.

        It is rounded down to a tenth, so that only a complete contract is 100.
        """
        tenths = 1000 * sum(self.points.values()) // len(self.points) if self.points else 1000
        return tenths / 10

    @property
    def percent_text(self) -> str:
        """`percent` as text."""
        return f"{self.percent:.1f} %"

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "percent": self.percent,
            "findings": self.findings,
            "outcomes": dict(self.outcomes),
            "operations": {
                p.label: seen for p, seen in self.points.items() if p.kind == "operation"
            },
            "covered": {kind: list(counts) for kind, counts in self.by_kind().items()},
            "missing": [{**point._asdict(), "text": str(point)} for point in self.missing],
            "points": self.rows,
            "notes": [asdict(note) for note in self.notes],
        }

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """`{kind: (shown, documented)}`."""
        return {
            kind: (
                sum(seen for point, seen in self.points.items() if point.kind == kind),
                sum(point.kind == kind for point in self.points),
            )
            for kind in dict.fromkeys(point.kind for point in self.points)
        }

    def lines(self) -> Iterator[str]:
        """The report as lines of text."""
        if self.findings:
            yield (
                f"The contract is of a build with {counted(self.findings, 'finding')}, and may "
                "lack what they are about; see `python manage.py apidocs test`"
            )
        if not self.points:
            yield "No operation is public, so there is no contract"
            return
        named = [*_OUTCOMES, *(["skipped"] if "skipped" in self.outcomes else [])]
        counts = [f"{self.outcomes.get(name, 0)} {name}" for name in named]
        yield f"{counted(sum(self.outcomes.values()), 'response')}: {', '.join(counts)}"
        for kind, (seen, every) in self.by_kind().items():
            yield f"  {_KINDS[kind]}: {seen} of {every} shown"
        yield f"{self.percent_text} of the contract shown"
        for note in self.notes:
            yield f"{note.outcome}: {note.operation}: {note.message}"
        yield from self._missing_lines()

    def _missing_lines(self) -> Iterator[str]:
        if self.missing:
            yield "No test showed:"
        for point in self.missing[:_MAX_MISSING]:
            yield f"  {point}"
        if len(self.missing) > _MAX_MISSING:
            yield (
                f"  and {len(self.missing) - _MAX_MISSING} more (--contract-report FILE lists all)"
            )


def _is_below(label: str, operations: Set[str]) -> bool:
    """Whether a label is that of an operation, a space, and more."""
    words = label.split(" ")
    return any(" ".join(words[:number]) in operations for number in range(2, len(words)))
