"""Coverage of a contract: the points that the responses and requests of a test run showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from ..output.wording import counted
from ..validation import Violation
from .assertions import source_of
from .checks import Check
from .contract import Contract
from .coverage_points import documented_points, shown_points
from .point_set import PointSet, percent
from .points import ContractPoints
from .request_points import documented_requests, shown_requests

_OUTCOMES: Final = ("valid", "additive", "breaking", "unchecked")
_KINDS: Final = {
    "operation": "operations",
    "status": "responses",
    "optional": "optional attributes",
    "nullable": "nullable attributes, null and set",
    "enum": "members of enums",
}
# What requests send, beside the operations that they call.
_SENT: Final = {
    "parameter": "parameters",
    "attribute": "attributes",
    "enum": "members of enums",
    "refusal": "documented refusals",
}
_MAX_MISSING: Final = 40


@dataclass(frozen=True, slots=True)
class Note:
    """A violation, or the reason of an unchecked response, for the end of a run."""

    operation: str
    outcome: str
    message: str
    file: str = ""
    line: int | None = None


def points_of(contract: Contract) -> ContractPoints:
    """The points of a contract, found once."""
    if contract.points is None:
        requests = dict.fromkeys(documented_requests(contract))
        contract.points = ContractPoints([*documented_points(contract)], [*requests])
    return contract.points


class Coverage:
    """Collects the checks of a run; `exported` and `merge` add up those of several processes."""

    def __init__(self) -> None:
        self.contract: Contract | None = None
        self.responses = PointSet()
        self.requests = PointSet()
        self.outcomes: Counter[str] = Counter()
        self.notes: dict[Note, None] = {}
        self.findings = 0

    def begin(self, contract: Contract) -> None:
        """Begin with a contract, none of whose points is shown yet."""
        if self.contract is not contract:
            self.contract = contract
            self.findings = contract.findings
            points = points_of(contract)
            self.responses.begin(points.responses)
            self.requests.begin(points.requests)

    def add(self, contract: Contract, check: Check) -> None:
        """Add one check."""
        self.begin(contract)
        self.outcomes[check.outcome] += 1
        self.responses.show(shown_points(contract, check))
        self.requests.show(shown_requests(contract, check))
        if check.reason:
            self.notes[Note(check.operation, check.outcome, check.reason)] = None
        for violation in check.violations:
            self.notes[_note(contract, check, violation)] = None

    def exported(self) -> dict[str, Any]:
        """The coverage as plain data, which another process can `merge`."""
        return {
            "points": self.responses.rows,
            "requests": {"points": self.requests.rows},
            "outcomes": dict(self.outcomes),
            "findings": self.findings,
            "notes": [asdict(note) for note in self.notes],
        }

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported, or written into its report."""
        self.responses.merge(exported["points"])
        self.requests.merge(exported.get("requests", {}).get("points", ()))
        self.outcomes.update(exported["outcomes"])
        self.findings = max(self.findings, exported["findings"])
        self.notes.update(dict.fromkeys(Note(**note) for note in exported["notes"]))

    @property
    def summary(self) -> Summary:
        """The coverage so far."""
        return Summary(
            self.responses,
            self.requests,
            dict(sorted(self.outcomes.items())),
            tuple(sorted(self.notes, key=lambda n: (n.operation, n.outcome, n.message))),
            self.findings,
        )


def _note(contract: Contract, check: Check, violation: Violation) -> Note:
    # The place, not the path, so that all items of a list share one note.
    message = violation.message.replace(f"`{violation.path}`", f"`{violation.place}`", 1)
    return Note(check.operation, check.outcome, message, *source_of(contract, violation))


@dataclass(frozen=True, slots=True)
class Summary:
    """The coverage of a run, and the number of findings that the build of the contract had."""

    responses: PointSet
    requests: PointSet
    outcomes: Mapping[str, int]
    notes: tuple[Note, ...] = ()
    findings: int = 0

    @property
    def percent(self) -> float:
        """The percentage of the contract that responses showed."""
        return percent([self.responses])

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        points = self.responses.points.items()
        return {
            "percent": self.percent,
            "findings": self.findings,
            "outcomes": dict(self.outcomes),
            "operations": {p.label: seen for p, seen in points if p.kind == "operation"},
            "covered": {kind: list(of) for kind, of in self.responses.by_kind.items()},
            "missing": self.responses.missing_rows,
            "points": self.responses.rows,
            "requests": {
                "percent": percent([self.requests]),
                "covered": {kind: list(of) for kind, of in self.requests.by_kind.items()},
                "missing": self.requests.missing_rows,
                "points": self.requests.rows,
            },
            "notes": [asdict(note) for note in self.notes],
        }

    def lines(self) -> Iterator[str]:
        """The report as lines of text."""
        if self.findings:
            yield (
                f"The contract is of a build with {counted(self.findings, 'finding')}, and may "
                "lack what they are about; see `python manage.py apidocs test`"
            )
        if not self.responses.points:
            yield "No operation is public, so there is no contract"
            return
        named = [*_OUTCOMES, *(["skipped"] if "skipped" in self.outcomes else [])]
        counts = [f"{self.outcomes.get(name, 0)} {name}" for name in named]
        yield f"{counted(sum(self.outcomes.values()), 'response')}: {', '.join(counts)}"
        for kind, (seen, every) in self.responses.by_kind.items():
            yield f"  {_KINDS[kind]}: {seen} of {every} shown"
        yield f"{self.percent:.1f} % of the contract shown"
        yield from self._request_lines()
        for note in self.notes:
            yield f"{note.outcome}: {note.operation}: {note.message}"
        yield from self._missing_lines()

    def _request_lines(self) -> Iterator[str]:
        kinds = self.requests.by_kind
        counts = [
            f"{kinds[kind][0]} of {kinds[kind][1]} {_SENT[kind]}" for kind in _SENT if kind in kinds
        ]
        if counts:
            yield f"Requests sent {', '.join(counts)}; {percent([self.requests]):.1f} %"

    def _missing_lines(self) -> Iterator[str]:
        missing = [*self.responses.missing]
        if missing:
            yield "No test showed:"
        for point in missing[:_MAX_MISSING]:
            yield f"  {point}"
        if len(missing) > _MAX_MISSING:
            yield f"  and {len(missing) - _MAX_MISSING} more (--contract-report FILE lists all)"
