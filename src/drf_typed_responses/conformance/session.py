"""One run of a test suite whose test clients check what they get."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test.client import AsyncClient, Client

from ..output.wording import counted
from .client import (
    ContractClient,
    checked_response,
    published_contract,
    refuse,
    request_of,
    take_sent,
    take_sent_async,
)
from .coverage import Coverage, Summary
from .exchange import Sent, exchange_of
from .recording import Recorder

_SHOWN = 40


class ContractSession:
    """Turns every test client into one that checks, and keeps what they saw."""

    def __init__(self) -> None:
        self.coverage = Coverage()
        self.failures: list[str] = []
        self._urlconf: Any = None
        self._originals: list[tuple[type, Any]] = []
        self._checking = False
        self._recorder: Recorder | None = None

    def patch(self, *, checking: bool = True, folder: Path | None = None) -> None:
        """From now on each response of Django's test clients, and of all that inherit, is checked.

        With a `folder`, the JSON bodies of Django REST framework's views are recorded there.
        Source: `Client.request` and `AsyncClient.request` are what every method of theirs calls.
        """
        self._checking = checking
        self._recorder = Recorder(folder) if folder else None
        plain: Any = Client.request
        plain_async: Any = AsyncClient.request
        self._originals = [(Client, plain), (AsyncClient, plain_async)]

        def request(client: Any, **environ: Any) -> Any:
            sent = take_sent(environ)
            response = plain(client, **environ)
            self._record(response, sent)
            if not isinstance(client, ContractClient):  # it checks by itself
                self._check(response, sent)
            return response

        async def request_async(client: Any, **scope: Any) -> Any:
            sent = take_sent_async(scope)
            response = await plain_async(client, **scope)
            self._record(response, sent)
            self._check(response, sent)
            return response

        self._put(Client, request)
        self._put(AsyncClient, request_async)

    def restore(self) -> None:
        """Take the patch back."""
        for cls, original in self._originals:
            self._put(cls, original)
        self._originals = []

    @staticmethod
    def _put(client_class: Any, request: Any) -> None:
        client_class.request = request

    def begin(self) -> None:
        """Build the contract that the run checks against."""
        self._urlconf = settings.ROOT_URLCONF
        self.coverage.begin(published_contract())

    def _record(self, response: Any, sent: Sent) -> None:
        if self._recorder is None:
            return
        request = request_of(response)
        view = getattr(getattr(request.resolver_match, "func", None), "cls", None)
        exchange = exchange_of(request, response, sent)
        if exchange is not None and view is not None:
            self._recorder.add(exchange, view)

    def _check(self, response: Any, sent: Sent) -> None:
        contract = self.coverage.contract if self._checking else None
        # A test with a URLconf of its own is about something else than the project's API.
        if contract is None or self._urlconf != settings.ROOT_URLCONF:
            return
        checked = checked_response(contract, response, sent)
        if checked is not None:
            self.coverage.add(contract, checked)
        refuse(contract, checked)

    def lines(self) -> Iterator[str]:
        """The report for people."""
        summary = self.coverage.summary
        if summary.findings:
            yield (
                f"The contract is of a build with {counted(summary.findings, 'finding')}, and may "
                "lack what they are about; see `python manage.py apidocs test`"
            )
        if not summary.points:
            yield "No operation is public, so there is no contract"
            return
        counts = [f"{summary.outcomes.get(name, 0)} {name}" for name in _OUTCOMES]
        yield f"{counted(sum(summary.outcomes.values()), 'response')}: {', '.join(counts)}"
        for kind, (seen, every) in summary.by_kind().items():
            yield f"  {_KINDS[kind]}: {seen} of {every} shown"
        yield f"{summary.percent_text} of the contract shown"
        yield from _noted(summary)
        yield from _missing(summary)


_OUTCOMES = ("valid", "additive", "breaking", "unchecked")
_KINDS = {
    "operation": "operations",
    "status": "responses",
    "optional": "optional attributes",
    "nullable": "nullable attributes, null and set",
    "enum": "members of enums",
}


def _noted(summary: Summary) -> Iterator[str]:
    for note in summary.noted:
        if note.outcome != "breaking":  # the test has failed and said so
            yield f"{note.outcome}: {note.operation}: {note.message}"


def _missing(summary: Summary) -> Iterator[str]:
    if summary.missing:
        yield "No test showed:"
    for point in summary.missing[:_SHOWN]:
        yield f"  {point}"
    if len(summary.missing) > _SHOWN:
        yield f"  and {len(summary.missing) - _SHOWN} more (--contract-report FILE lists all)"
