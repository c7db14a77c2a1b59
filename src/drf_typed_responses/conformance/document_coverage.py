"""The coverage of each document of a project, added up for the report of one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .checks import Check
from .contract import Contract
from .coverage import Coverage
from .point_set import percent


class DocumentCoverage:
    """The coverages of a run by the names of their documents; the default document is "".

    A run of a project with one document reports what its coverage does.
    """

    def __init__(self) -> None:
        self.by_name = {"": Coverage()}

    def begin(self, contracts: Iterable[Contract]) -> None:
        """Begin with contracts, none of whose points is shown yet."""
        for contract in contracts:
            self._of(contract.name).begin(contract)

    @property
    def default(self) -> Coverage:
        """The coverage of the default document."""
        return self.by_name[""]

    @property
    def contracts(self) -> list[Contract]:
        """The contract of each document; none before `begin`."""
        found = (coverage.contract for coverage in self.by_name.values())
        return [contract for contract in found if contract is not None]

    def add(self, contract: Contract, check: Check) -> None:
        """Add one check."""
        self._of(contract.name).add(contract, check)

    def exported(self) -> dict[str, Any]:
        """The coverages as plain data, which another process can `merge`."""
        return {name: coverage.exported() for name, coverage in self.by_name.items()}

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        for name, coverage in exported.items():
            self._of(name).merge(coverage)

    def _of(self, name: str) -> Coverage:
        return self.by_name.setdefault(name, Coverage())

    @property
    def percent(self) -> float:
        """The percentage of all documents together that responses showed."""
        return percent(coverage.responses for coverage in self.by_name.values())

    @property
    def percent_of_requests(self) -> float:
        """The percentage of all documents together that requests showed."""
        return percent(coverage.requests for coverage in self.by_name.values())

    def as_json(self) -> dict[str, Any]:
        """The report as plain data: of the default document, and of the others by name."""
        summaries = {name: each.summary.as_json() for name, each in self.by_name.items()}
        default = summaries.pop("")
        return {**default, "documents": summaries} if summaries else default

    def lines(self) -> Iterator[str]:
        """The report as lines of text, with the name of each document if there are several."""
        for name, coverage in self.by_name.items():
            if len(self.by_name) > 1:
                yield f"The document {name or 'default'}:"
            yield from coverage.summary.lines()


def too_little(
    coverage: DocumentCoverage, limit: float | None, requests: float | None = None
) -> Iterator[str]:
    """The reason for each percentage that is under its limit; None is no limit."""
    if limit is not None and coverage.percent < limit:
        yield f"{coverage.percent:.1f} % is under {limit:g} %"
    if requests is not None and coverage.percent_of_requests < requests:
        yield f"{coverage.percent_of_requests:.1f} % of requests is under {requests:g} %"
