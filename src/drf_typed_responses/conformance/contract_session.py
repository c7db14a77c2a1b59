"""The session of a run of tests: its contracts, the coverage of them, and its report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from ..conf import current_settings
from ..output.wording import counted
from .assertions import ContractBroken
from .checked_clients import CheckedClients
from .checks import Check
from .client import ContractClient, checked_by_all, published_contracts, refuse_first
from .contract import Contract
from .document_coverage import DocumentCoverage, too_little
from .exchange import Sent, exchange_of
from .recording import Recorder
from .run_options import is_checking
from .suite_run import RUN

if TYPE_CHECKING:
    from .base_contracts import BaseContracts

Contracts = tuple[Contract, ...]
Build = Callable[[], Contracts]
# The options that `finish` reads.
_FINISHED_BY: Final = ("contract_report", "contract_fail_under", "contract_fail_under_requests")


class ContractSession:
    """Checks the responses of one run, and keeps the coverage of the contract.

    `options` are those of the run, by name. Responses are checked against the option
    `contract_base` too, a document as `apidocs diff` takes it.
    """

    def __init__(self, options: Mapping[str, Any] = MappingProxyType({})) -> None:
        self.options = options
        self.is_checking = is_checking(options.get)
        self.coverage = DocumentCoverage()
        self.base = _base_contracts(options.get("contract_base"))
        self.failures: list[str] = []
        self._urlconf: Any = None
        self._checks = False
        self._clients: CheckedClients | None = None
        self._recorder: Recorder | None = None

    def start(
        self, taken: Callable[[Build], Contracts] | None = None, *, needs_contract: bool = False
    ) -> None:
        """Do what the options ask for: build the contract, check responses, record them.

        `needs_contract` says that some clients check by themselves.
        """
        folder = self.options.get("contract_record")
        if (self.is_checking or needs_contract) and not self.has_begun:
            self.begin(taken)
        if self.is_checking or folder:
            self.patch(checking=self.is_checking, folder=folder)

    def patch(self, *, checking: bool = True, folder: Path | None = None) -> None:
        """From now on, check each response that the project gives in this process.

        With `checking` off, nothing is checked. With a `folder`, the JSON bodies of Django REST
        framework's views are recorded there.
        """
        self._checks = checking
        RUN.sink = self if checking else None
        self._recorder = Recorder(folder) if folder else None
        self._clients = CheckedClients(self)

    def restore(self) -> None:
        """Undo `patch` and `begin`."""
        RUN.sink, RUN.contracts = None, {}
        if self._clients is not None:
            self._clients.restore()
            self._clients = None

    def begin(self, taken: Callable[[Build], Contracts] | None = None) -> None:
        """Build the contract that the run checks against.

        `taken` gets the function that builds, and may return what that returned before.
        """
        self._urlconf = settings.ROOT_URLCONF
        contracts = published_contracts() if taken is None else taken(published_contracts)
        RUN.contracts = {self._urlconf: contracts}
        self.coverage.begin(contracts)
        if self.base is not None:
            self.base.begin(contracts)

    @property
    def has_begun(self) -> bool:
        """Whether the contract is built."""
        return self._urlconf is not None

    @property
    def is_current(self) -> bool:
        """Whether the contract is that of the URLconf of the settings."""
        return bool(self._urlconf == settings.ROOT_URLCONF)

    def exported(self) -> dict[str, Any]:
        """What this process has seen as plain data, which another process can `merge`."""
        return {
            "coverage": self.coverage.exported(),
            "seen": self.base.exported() if self.base is not None else [],
        }

    def take_exported(self) -> dict[str, Any]:
        """As `exported`, and begin anew, so that nothing is exported twice."""
        taken, contracts = self.exported(), self.coverage.contracts
        self.coverage = DocumentCoverage()
        self.coverage.begin(contracts)
        return taken

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        self.coverage.merge(exported["coverage"])
        if self.base is not None:
            self.base.merge(exported["seen"])

    def finish(self) -> None:
        """Write the report, and find the reasons why the whole run fails."""
        report, limit, requests = (self.options.get(name) for name in _FINISHED_BY)
        if report is not None:
            text = json.dumps(self.as_json(), indent=2, ensure_ascii=False)
            try:
                report.parent.mkdir(parents=True, exist_ok=True)
                report.write_text(f"{text}\n", encoding="utf-8")
            except OSError as error:
                said = f"the report {report} cannot be written: {error.strerror}"
                self.failures.append(said)
        self.failures += self.broken_promises()
        self.failures += too_little(self.coverage, limit, requests)
        if current_settings().contract_skip_unused == "fail":
            self.failures += self._unused_excuses

    def as_json(self) -> dict[str, Any]:
        """The report of the run as plain data."""
        seen = {"base": self.base.exported()} if self.base is not None else {}
        excuses = RUN.excuses.exported(current_settings().contract_skip)
        whole = {"whole": RUN.is_whole}
        return {**self.coverage.as_json(), **excuses, **whole, **seen}

    def lines(self) -> Iterator[str]:
        """The report of the run as lines of text."""
        yield from self.coverage.lines()
        if current_settings().contract_skip_unused != "fail":  # else it is a failure
            yield from self._unused_excuses
        if self.base is not None:
            yield from self.base.lines()

    @property
    def _unused_excuses(self) -> list[str]:
        """None if a part of the suite was left out, which might need them."""
        return RUN.excuses.findings(current_settings().contract_skip) if RUN.is_whole else []

    def broken_promises(self) -> Iterator[str]:
        """The reason why the run fails if responses of tests break the base."""
        changes = self.base.changes() if self.base is not None else []
        number = sum(change.level == "error" for change in changes)
        if number:
            yield f"responses of tests break the base in {counted(number, 'place')}"

    def see(self, client: Any, request: Any, response: Any, sent: Sent | None) -> None:
        """Record a response and check it. Raises ContractBroken for a client's that is refused."""
        __tracebackhide__ = True
        self._record(request, response, sent)
        if not self._checks or self._urlconf != settings.ROOT_URLCONF:
            return  # a test may have a URLconf of its own
        if self.base is not None:
            self.base.check(request, response)
        if isinstance(client, ContractClient):  # which checks its responses itself
            return
        checks = checked_by_all(self.coverage.contracts, request, response, sent)
        for contract, check in checks:
            self.coverage.add(contract, check)
        with suppress(ContractBroken) if client is None else nullcontext():
            refuse_first(checks)

    def _record(self, request: Any, response: Any, sent: Sent | None) -> None:
        if self._recorder is None:
            return
        view = getattr(getattr(request.resolver_match, "func", None), "cls", None)
        exchange = exchange_of(request, response, sent)
        if exchange is not None and view is not None:
            self._recorder.add(exchange, view)

    def add(self, contract: Contract, check: Check) -> None:
        """Take a check of a `ContractClient`, unless it is of another contract than the run's."""
        if any(contract is each for each in self.coverage.contracts):
            self.coverage.add(contract, check)


def _base_contracts(source: str | None) -> BaseContracts | None:
    if not source:
        return None
    from .base_contracts import BaseContracts  # which loads the comparison

    return BaseContracts(source)
