"""A run of a test suite with test clients that check their responses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.test.client import AsyncClient, Client

from .client import (
    ContractClient,
    checked_by_all,
    published_contracts,
    refuse_first,
    request_of,
    take_sent,
    take_sent_async,
)
from .document_coverage import DocumentCoverage
from .exchange import Sent, exchange_of
from .recording import Recorder


class ContractSession:
    """Makes every test client check its responses, and keeps the coverage of the contract."""

    def __init__(self) -> None:
        self.coverage = DocumentCoverage()
        self.failures: list[str] = []
        self._urlconf: Any = None
        self._originals: list[tuple[type, Any]] = []
        self._is_checking = False
        self._recorder: Recorder | None = None

    def patch(self, *, checking: bool = True, folder: Path | None = None) -> None:
        """From now on, check each response of Django's test clients and of their subclasses.

        With `checking` off, nothing is checked. With a `folder`, the JSON bodies of Django REST
        framework's views are recorded there.
        Source: `Client.request` and `AsyncClient.request`, which all their methods call.
        """
        self._is_checking = checking
        self._recorder = Recorder(folder) if folder else None
        plain: Any = Client.request
        plain_async: Any = AsyncClient.request
        self._originals = [(Client, plain), (AsyncClient, plain_async)]

        def request(client: Any, **environ: Any) -> Any:
            sent = take_sent(environ)
            response = plain(client, **environ)
            self._record(response, sent)
            if not isinstance(client, ContractClient):  # which checks its responses itself
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
        """Undo `patch`."""
        for cls, original in self._originals:
            self._put(cls, original)
        self._originals = []

    @staticmethod
    def _put(client_class: Any, request: Any) -> None:
        client_class.request = request

    def begin(self) -> None:
        """Build the contract that the run checks against."""
        self._urlconf = settings.ROOT_URLCONF
        self.coverage.begin(published_contracts())

    def _record(self, response: Any, sent: Sent) -> None:
        if self._recorder is None:
            return
        request = request_of(response)
        view = getattr(getattr(request.resolver_match, "func", None), "cls", None)
        exchange = exchange_of(request, response, sent)
        if exchange is not None and view is not None:
            self._recorder.add(exchange, view)

    def _check(self, response: Any, sent: Sent) -> None:
        # A test with a URLconf of its own does not test the project's API.
        if not self._is_checking or self._urlconf != settings.ROOT_URLCONF:
            return
        checks = checked_by_all(self.coverage.contracts, response, sent)
        for contract, check in checks:
            self.coverage.add(contract, check)
        refuse_first(checks)
