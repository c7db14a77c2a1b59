"""Coverage of a contract: what the responses of a test run showed, and what none did."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..validation import Mistake
from .checks import Check
from .contract import Contract
from .places import source_of
from .points import Point, documented, shown


@dataclass(frozen=True, slots=True)
class Noted:
    """A mistake or cause that is reported at the end of a run, with its operation."""

    operation: str
    outcome: str
    message: str
    file: str = ""
    line: int | None = None


class Coverage:
    """Collects the checks of a run; two of them, such as those of two processes, add up."""

    def __init__(self) -> None:
        self.contract: Contract | None = None
        self.points: dict[Point, bool] = {}
        self.outcomes: Counter[str] = Counter()
        self.noted: dict[Noted, None] = {}
        self.findings = 0

    def begin(self, contract: Contract) -> None:
        """From now on this is the contract; its points are known, and none is shown yet."""
        if self.contract is not contract:
            self.contract = contract
            self.findings = contract.findings
            self.points = {**dict.fromkeys(documented(contract), False), **self.points}

    def add(self, contract: Contract, check: Check) -> None:
        """Note one check."""
        self.begin(contract)
        self.outcomes[check.outcome] += 1
        for point in shown(contract, check):
            if point in self.points:
                self.points[point] = True
        if check.reason:
            self.noted[Noted(check.operation, check.outcome, check.reason)] = None
        for mistake in check.mistakes:
            self.noted[_noted(contract, check, mistake)] = None

    def exported(self) -> dict[str, Any]:
        """Plain data, for another process to `merge`."""
        return {
            "points": [[*point, seen] for point, seen in self.points.items()],
            "outcomes": dict(self.outcomes),
            "findings": self.findings,
            "noted": [[n.operation, n.outcome, n.message, n.file, n.line] for n in self.noted],
        }

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        for *point, seen in exported["points"]:
            key = Point(*point)
            self.points[key] = self.points.get(key, False) or seen
        self.outcomes.update(exported["outcomes"])
        self.findings = max(self.findings, exported["findings"])
        self.noted.update(dict.fromkeys(Noted(*fields) for fields in exported["noted"]))

    @property
    def summary(self) -> Summary:
        return Summary(
            dict(self.points),
            dict(sorted(self.outcomes.items())),
            tuple(sorted(self.noted, key=lambda n: (n.operation, n.outcome, n.message))),
            self.findings,
        )


def _noted(contract: Contract, check: Check, mistake: Mistake) -> Noted:
    file, line = source_of(contract, mistake)
    # Without its indexes and free keys: what all items of a list have is said once.
    message = mistake.message.replace(f"`{mistake.path}`", f"`{mistake.place}`", 1)
    return Noted(check.operation, check.outcome, message, file, line)


@dataclass(frozen=True)
class Summary:
    """What a run showed of a contract, and how many findings the build of it had."""

    points: Mapping[Point, bool]
    outcomes: Mapping[str, int]
    noted: tuple[Noted, ...] = ()
    findings: int = 0

    @cached_property
    def missing(self) -> list[Point]:
        """What no test showed; below an operation that none called, only the operation."""
        never = {p.label for p, seen in self.points.items() if p.kind == "operation" and not seen}
        return [
            point
            for point, seen in self.points.items()
            if not seen and not (point.kind != "operation" and _below_any(point.label, never))
        ]

    @property
    def percent(self) -> float:
        """How much of the contract was shown; 100 of an empty one."""
        return 100 * sum(self.points.values()) / len(self.points) if self.points else 100.0

    @property
    def percent_text(self) -> str:
        """`percent` for people, rounded down: less than all is never 100."""
        return f"{math.floor(self.percent * 10) / 10:.1f} %"

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return {
            "percent": round(self.percent, 2),
            "findings": self.findings,
            "outcomes": dict(self.outcomes),
            "covered": {kind: list(counts) for kind, counts in self.by_kind().items()},
            "missing": [{**point._asdict(), "text": str(point)} for point in self.missing],
            "notes": [
                {
                    "operation": note.operation,
                    "outcome": note.outcome,
                    "message": note.message,
                    "file": note.file,
                    "line": note.line,
                }
                for note in self.noted
            ],
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


def _below_any(label: str, operations: Iterable[str]) -> bool:
    return any(label.startswith(f"{operation} ") for operation in operations)
