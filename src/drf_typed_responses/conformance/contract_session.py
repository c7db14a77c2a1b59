"""A run of a test suite with test clients that check their responses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.test.client import AsyncClient, Client

from ..conf import current_settings
from ..output.wording import counted
from .checks import Check
from .client import (
    ContractClient,
    checked_by_all,
    published_contracts,
    refuse_first,
    request_of,
    take_sent,
    take_sent_async,
)
from .contract import Contract
from .document_coverage import DocumentCoverage, too_little
from .exchange import Sent, exchange_of
from .recording import Recorder
from .suite_run import RUN, Excuse

if TYPE_CHECKING:
    from .base_contracts import BaseContracts

Contracts = tuple[Contract, ...]
Build = Callable[[], Contracts]


class ContractSession:
    """Makes every test client check its responses, and keeps the coverage of the contract.

    The responses are checked against a `base` too, if the run has one: a document, as
    `apidocs diff` takes it.
    """

    def __init__(self, base: str | None = None) -> None:
        self.coverage = DocumentCoverage()
        self.base = _base_contracts(base)
        self.failures: list[str] = []
        self._urlconf: Any = None
        self._originals: list[tuple[type, Any]] = []
        self._is_checking = False
        self._recorder: Recorder | None = None
        # What other processes used of the excuses, and had nothing to use for.
        self._used: set[Excuse] = set()
        self._idle: set[Excuse] = set()

    def patch(self, *, checking: bool = True, folder: Path | None = None) -> None:
        """From now on, check each response of Django's test clients and of their subclasses.

        With `checking` off, nothing is checked. With a `folder`, the JSON bodies of Django REST
        framework's views are recorded there.
        Source: `Client.request` and `AsyncClient.request`, which all their methods call.
        """
        self._is_checking = checking
        RUN.sink = self if checking else None
        self._recorder = Recorder(folder) if folder else None
        plain: Any = Client.request
        plain_async: Any = AsyncClient.request
        self._originals = [(Client, plain), (AsyncClient, plain_async)]

        def request(client: Any, **environ: Any) -> Any:
            sent = take_sent(environ)
            response = plain(client, **environ)
            self._record(response, sent)
            self._check_base(response)
            if not isinstance(client, ContractClient):  # which checks its responses itself
                self._check(response, sent)
            return response

        async def request_async(client: Any, **scope: Any) -> Any:
            sent = take_sent_async(scope)
            response = await plain_async(client, **scope)
            self._record(response, sent)
            self._check_base(response)
            self._check(response, sent)
            return response

        self._put(Client, request)
        self._put(AsyncClient, request_async)

    def restore(self) -> None:
        """Undo `patch`."""
        RUN.sink, RUN.contracts = None, {}
        for cls, original in self._originals:
            self._put(cls, original)
        self._originals = []

    @staticmethod
    def _put(client_class: Any, request: Any) -> None:
        client_class.request = request

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
    def is_current(self) -> bool:
        """Whether the contract is that of the URLconf of the settings."""
        return bool(self._urlconf == settings.ROOT_URLCONF)

    def exported(self) -> dict[str, Any]:
        """What this process has seen as plain data, which another process can `merge`."""
        self.note_outside()
        return {
            "coverage": self.coverage.exported(),
            "seen": self.base.exported() if self.base is not None else [],
            "failures": self.failures,
            "used": [asdict(excuse) for excuse in RUN.used],
            "idle": [asdict(excuse) for excuse in RUN.idle],
        }

    def take_exported(self) -> dict[str, Any]:
        """As `exported`, and begin anew, so that nothing is exported twice."""
        taken, contracts = self.exported(), self.coverage.contracts
        self.coverage, self.failures = DocumentCoverage(), []
        self.coverage.begin(contracts)
        return taken

    def finish(
        self, report: Path | None, limit: float | None, requests: float | None = None
    ) -> None:
        """Write the report, and find the reasons why the whole run fails.

        `limit` and `requests` are the least percentages that responses and requests must show.
        """
        self.note_outside()
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

    def merge(self, exported: Mapping[str, Any]) -> None:
        """Add what another process has exported."""
        self.coverage.merge(exported["coverage"])
        self.failures += exported["failures"]
        self._used.update(Excuse(**each) for each in exported["used"])
        self._idle.update(Excuse(**each) for each in exported["idle"])
        if self.base is not None:
            self.base.merge(exported["seen"])

    def as_json(self) -> dict[str, Any]:
        """The report of the run as plain data."""
        seen = {"base": self.base.exported()} if self.base is not None else {}
        idle = {"idle": [asdict(excuse) for excuse in self._idle_excuses()]}
        return {**self.coverage.as_json(), **idle, **seen}

    def lines(self) -> Iterator[str]:
        """The report of the run as lines of text."""
        yield from self.coverage.lines()
        for excuse in self._idle_excuses():
            yield f"idle: {excuse.given}: no response needs the excuse: {excuse.reason}"
        if self.base is not None:
            yield from self.base.lines()

    def note_outside(self) -> None:
        """Remember what broke outside of all tests, which fails the run."""
        self.failures += (f"outside of all tests, {text}" for text in RUN.take_breaks())

    def _idle_excuses(self) -> list[Excuse]:
        """The excuses that excused nothing in the run, those of the settings included."""
        skips = current_settings().contract_skip.items()
        every = {*self._idle, *RUN.idle, *(Excuse(reason, given) for given, reason in skips)}
        idle = every - self._used - RUN.used.keys()
        return sorted(idle, key=lambda excuse: (excuse.given, excuse.reason))

    def broken_promises(self) -> Iterator[str]:
        """The reason why the run fails if responses of tests break the base."""
        changes = self.base.changes() if self.base is not None else []
        number = sum(change.level == "error" for change in changes)
        if number:
            yield f"responses of tests break the base in {counted(number, 'place')}"

    def _record(self, response: Any, sent: Sent) -> None:
        if self._recorder is None:
            return
        request = request_of(response)
        view = getattr(getattr(request.resolver_match, "func", None), "cls", None)
        exchange = exchange_of(request, response, sent)
        if exchange is not None and view is not None:
            self._recorder.add(exchange, view)

    def _is_of_project(self) -> bool:
        """Whether the project's API answers: a test may have a URLconf of its own."""
        return self._is_checking and self.is_current

    def _check_base(self, response: Any) -> None:
        if self.base is not None and self._is_of_project():
            self.base.check(response)

    def _check(self, response: Any, sent: Sent) -> None:
        if not self._is_of_project():
            return
        checks = checked_by_all(self.coverage.contracts, response, sent)
        for contract, check in checks:
            self.coverage.add(contract, check)
        refuse_first(checks)

    def add(self, contract: Contract, check: Check) -> None:
        """Take a check of a `ContractClient`, unless it is of another contract than the run's."""
        if any(contract is each for each in self.coverage.contracts):
            self.coverage.add(contract, check)


def _base_contracts(source: str | None) -> BaseContracts | None:
    if not source:
        return None
    from .base_contracts import BaseContracts  # which loads the comparison

    return BaseContracts(source)
