"""The outputs of production checks: reports, the signal and the counters.

A report contains the operation, the outcome, places and types, and never a value of a response.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from django.dispatch import Signal

from .counters import CHECKS, MetricsCounter

if TYPE_CHECKING:
    from ..validation import Violation
    from .checks import Check

# The name of an undocumented attribute is a key of the response. A word is most likely the name of
# an attribute; any other key may be data.
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z_]{0,39}\Z")
_LAST_KEY: Final = re.compile(r'(?:\A|\.)([^\W\d][\w-]*)\Z|\[("(?:[^"\\]|\\.)*")\]\Z')
# Kinds of violations with messages that contain no value. Others are reported by place and types.
_WITHOUT_VALUE: Final = ("body", "media-type", "status", "undocumented-status")


@dataclass(frozen=True, slots=True)
class ReportedViolation:
    """A violation without the value.

    `kind` is as in `Violation`. `place` is the documented place, "" for the whole value; `expected`
    and `found` are JSON types, "" if they do not matter. `component` and `property` name the
    declaration. As text: "`teams[].avatar`: null, not object".
    """

    kind: str
    place: str
    expected: str
    found: str
    component: str
    property: str

    def __str__(self) -> str:
        where = f"`{self.place}`" if self.place else "the value"
        if self.expected:
            return f"{where}: {self.found}, not {self.expected}"
        return f"{where}: {self.kind}"


class Report(NamedTuple):
    """The result of checking one sampled response.

    `operation` is "GET /path/" as documented, and `status` is that of the response. `outcome` is
    "valid", "additive", "breaking", "unchecked", or "failed" if the check itself failed.
    `violations` are its violations, `reason` says why the response is unchecked, and `milliseconds`
    is the time of the check. `owner` is the project's name for the people responsible for the view.
    A report contains nothing else of the response.
    """

    operation: str
    status: int
    outcome: str
    violations: tuple[ReportedViolation, ...] = ()
    reason: str = ""
    milliseconds: float = 0.0
    owner: str = ""

    @property
    def is_logged(self) -> bool:
        """Whether the outcome is worth a line in a log."""
        return self.outcome in ("additive", "breaking", "failed")

    def __str__(self) -> str:
        said = "; ".join([*map(str, self.violations), *filter(None, [self.reason])])
        return f"{self.operation} {self.status} {self.outcome}{f': {said}' if said else ''}"


def report_of(check: Check, milliseconds: float, owner: str = "") -> Report:
    """The report of a check that took this many milliseconds."""
    if check.outcome == "valid":  # most keys are words
        return Report(check.operation, check.status, "valid", (), "", milliseconds, owner)
    violations = tuple(dict.fromkeys(_reported(violation) for violation in check.violations))
    reason = "; ".join(_reasons(check))
    facts = check.operation, check.status, check.outcome
    return Report(*facts, violations, reason, milliseconds, owner)


def _reported(found: Violation) -> ReportedViolation:
    name, place = found.property, found.place
    if found.kind == "undocumented":
        key = _last_key(found.path)
        if not _WORD.match(key):
            place = f"{place.removesuffix(key)}{{}}"
            name = "{}" if name == key else name
    return ReportedViolation(found.kind, place, found.expected, found.found, found.component, name)


def _last_key(path: str) -> str:
    """The key that a path ends with: plain, or as JSON in brackets."""
    match = _LAST_KEY.search(path)
    if match is None:
        return ""
    return match[1] or str(json.loads(match[2]))


def _reasons(check: Check) -> Iterator[str]:
    if check.reason:
        yield check.reason
    for violation in check.violations:
        if violation.kind in _WITHOUT_VALUE:
            yield violation.message


contract_checked = Signal()
"""Sent after a sampled response was checked, with a `Report` as `report`.

A receiver runs after the server has the response. An exception in it is logged and does not stop
other receivers.
"""


class ContractCounts:
    """The number of checks in this process, by operation and outcome."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def add(self, report: Report) -> None:
        """Count one report, also in the counters of metrics libraries."""
        with self._lock:
            self._counts[report.operation, report.outcome] += 1
        facts = {"operation": report.operation, "outcome": report.outcome, "owner": report.owner}
        self._metrics.add(1, facts)

    def snapshot(self) -> dict[tuple[str, str], int]:
        """The numbers so far, `{(operation, outcome): number}`."""
        with self._lock:
            return dict(self._counts)

    @cached_property
    def _metrics(self) -> MetricsCounter:
        return MetricsCounter(CHECKS, "Sampled responses by outcome")


# One for the process, because Django makes the middleware and gives no access to it.
contract_counts = ContractCounts()
"""The counts of production checks in this process: `contract_counts.snapshot()`."""
