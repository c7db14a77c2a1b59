"""The run of tests that is under way: what it overrides, excuses and is told.

Clients are made anywhere in a suite, so what belongs to the run stands here, once for the process.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from ..conf import current_settings
from .checks import Check

if TYPE_CHECKING:
    from .contract import Contract


class CheckCollector(Protocol):
    """An object that collects checks, such as the coverage of a run."""

    def add(self, contract: Contract, check: Check) -> None:
        """Take one check."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """A reason why a broken contract does not fail a test, and who gives it.

    `given` is the id of the test, or an operation and a status of the setting CONTRACT_SKIP.
    """

    reason: str
    given: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("say why the contract is not checked: the reason is empty")


def current_test() -> str:
    """The id of the running test, "" if no runner says it.

    Source: pytest, which sets PYTEST_CURRENT_TEST.
    """
    return RUN.name or os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]


@dataclass(slots=True)
class SuiteRun:
    """One run of tests.

    `additive` overrides the setting CONTRACT_ADDITIVE. `name` is that of the running test, where
    Django's runner runs it. `sink` gets each check of a client. `breaks`
    are the texts of the failures that nobody took yet, `test` is the excuse of the running test.
    `used` are the excuses that excused a response, `idle` those that had nothing to excuse.
    `contracts` are those that the run checks against, by URLconf.
    """

    additive: str | None = None
    name: str = ""
    sink: CheckCollector | None = None
    breaks: list[str] = field(default_factory=list)
    test: Excuse | None = None
    used: dict[Excuse, None] = field(default_factory=dict)
    idle: dict[Excuse, None] = field(default_factory=dict)
    contracts: dict[str, tuple[Contract, ...]] = field(default_factory=dict)

    @property
    def refuses_more(self) -> bool:
        """Whether a response with more than is documented fails a test."""
        return (self.additive or current_settings().contract_additive) == "fail"

    @property
    def refuses_requests(self) -> bool:
        """Whether an accepted request that the contract does not have fails a test."""
        return current_settings().contract_requests == "fail"

    def take_breaks(self) -> list[str]:
        """The failures since the last call."""
        taken, self.breaks = self.breaks, []
        return taken

    def excused(self, check: Check, own: Excuse | None = None) -> Check:
        """The check, "skipped" if it would fail a test and an excuse covers it.

        `own` is the excuse of one call.
        """
        excuse = own or self.test or excuse_of(check, current_settings().contract_skip)
        if excuse is None or not self._is_refused(check):
            return check
        self.used[excuse] = None
        return check._replace(outcome="skipped", reason=excuse.reason)

    def _is_refused(self, check: Check) -> bool:
        more = check.more and self.refuses_more
        requests = check.requests and self.refuses_requests
        return check.outcome == "breaking" or bool(more or requests)

    @contextmanager
    def excusing(self, excuse: Excuse) -> Iterator[None]:
        """Excuse the responses of one test."""
        self.test = excuse
        try:
            yield
        finally:
            self.test = None
            self.settle(excuse)

    def settle(self, excuse: Excuse) -> None:
        """Remember an excuse that had nothing to excuse."""
        if excuse not in self.used:
            self.idle[excuse] = None


def excuse_of(check: Check, skips: Mapping[str, str]) -> Excuse | None:
    """The excuse in the setting CONTRACT_SKIP for a check: of its status, or of its operation."""
    for given in (f"{check.operation} {check.status}", check.operation):
        if given in skips:
            return Excuse(skips[given], given)
    return None


# One for the process; a run resets it at its end.
RUN = SuiteRun()
