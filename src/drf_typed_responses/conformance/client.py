"""Test clients that check each response of a public operation against its contract."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from ..conf import document_names, documented_version
from ..document_names import document_in_use, shown_name
from ..openapi.media_types import FORMS, essence, is_json
from .assertions import NotChecked, excused, refuse
from .checks import Check, check
from .contract import Contract
from .exchange import Sent, exchange_of
from .excuses import Excuse, place_of_caller
from .suite_run import RUN, CheckCollector


class ContractClient(APIClient):
    """An APIClient that fails a test for a response that breaks its published contract.

    `contract` is by default that of each document that the project publishes now and that has the
    operation in the version of the request. `sink` gets every check in a call of
    `add(contract, check)`, and so does a run with `pytest --contract`. Other arguments are those of
    APIClient.

    Each request raises ContractBroken for a response that breaks its contract, and ContractExceeded
    for a response that has more if CONTRACT_ADDITIVE is "fail". Responses of private operations are
    not checked.
    """

    def __init__(
        self,
        *args: Any,
        contract: Contract | None = None,
        sink: CheckCollector | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.sink = sink
        self._excuse: Excuse | None = None

    def unchecked(self, reason: str) -> ContractClient:
        """This client for one call whose response may break its contract, and the reason why.

        The report of a run lists the reason. Raises ValueError for an empty one.
        """
        client = copy.copy(self)
        client._excuse = Excuse(reason, place_of_caller(), "call")
        RUN.excuses.met[client._excuse] = None
        return client

    def request(self, **kwargs: Any) -> Any:
        """Send a request and check its response; `get`, `post` and the other methods call this."""
        sent = take_sent(kwargs)
        response = super().request(**kwargs)
        contracts, request = _contracts(self.contract), request_of(response)
        checks = checked_by_all(contracts, request, response, sent, self._excuse)
        for sink in (self.sink, RUN.sink):
            if sink is not None:
                for contract, checked in checks:
                    sink.add(contract, checked)
        refuse_first(checks)
        return response


def assert_contract(response: Any, contract: Contract | None = None) -> Check:
    """Check a response that a test client of Django or Django REST framework returned.

    `contract` is by default that of each document that the project publishes now and that has the
    operation in the version of the request. The request is not checked. Returns the first check.
    Raises ContractBroken for a response that breaks its contract, ContractExceeded for one that has
    more if CONTRACT_ADDITIVE is "fail", and NotChecked for one that cannot be checked: a response
    of a private operation, a streamed one, or one without a documented schema.
    """
    request = request_of(response)
    checks = checked_by_all(_contracts(contract), request, response, None)
    if not checks:
        raise NotChecked(f"{request.method} {request.path} is not a public operation")
    refuse_first(checks)
    checked = checks[0][1]
    if checked.outcome == "unchecked":
        raise NotChecked(f"{checked.operation} {checked.status} is unchecked: {checked.reason}")
    return checked


def _contracts(given: Contract | None) -> tuple[Contract, ...]:
    return published_contracts() if given is None else (given,)


def checked_by_all(
    contracts: Iterable[Contract],
    request: Any,
    response: Any,
    sent: Sent | None,
    excuse: Excuse | None = None,
) -> list[tuple[Contract, Check]]:
    """The checks of a response to a request by the contracts that have its operation.

    `excuse` is that of the call; the run may have others.
    """
    given = ((each, checked_response(each, request, response, sent)) for each in contracts)
    return [(each, excused(check, excuse)) for each, check in given if check is not None]


def refuse_first(checks: Iterable[tuple[Contract, Check]]) -> None:
    """Fail a test for the first check that `refuse` refuses."""
    __tracebackhide__ = True  # pytest then shows the line of the test instead of this one
    for contract, checked in checks:
        refuse(contract, checked)


def checked_response(
    contract: Contract, request: Any, response: Any, sent: Sent | None
) -> Check | None:
    """The check of a response to a request; None for a private operation.

    `sent` is the request of the client, or None if it is not to be checked.
    """
    if sent is not None:
        sent = Sent(
            sent.media_type,
            sent.body,
            _query(request),
            request.headers,
            request.COOKIES,
            _form(request) if sent.media_type in FORMS else {},
            request.path,
        )
    exchange = exchange_of(request, response, sent)
    return None if exchange is None else check(contract, exchange)


def _query(request: Any) -> dict[str, list[str]]:
    """The query without `?format=json`, which every view of Django REST framework accepts."""
    query = dict(request.GET.lists())
    query.pop(api_settings.URL_FORMAT_OVERRIDE, None)
    return query


def _form(request: Any) -> dict[str, list[str]]:
    """The fields of a form, files included; none if the view has read the body in another way."""
    try:
        return {**dict(request.POST.lists()), **{name: [] for name in request.FILES}}
    # The body was read as a stream, or it is no form, or one that settings refuse.
    except (RawPostDataException, MultiPartParserError, OSError, SuspiciousOperation):
        return {}


def request_of(response: Any) -> Any:
    """The request behind the response of a test client, sync or async.

    Raises NotChecked for any other response, such as one that a view returned to its caller.
    """
    for name in ("wsgi_request", "asgi_request"):
        if hasattr(response, name):
            return getattr(response, name)
    raise NotChecked("the response is not from a test client, so its operation is not known")


def take_sent(environ: dict[str, Any]) -> Sent:
    """The media type and body of a client's request; the view can still read the body."""
    return _taken(environ, "wsgi.input", essence(str(environ.get("CONTENT_TYPE", ""))))


def take_sent_async(scope: dict[str, Any]) -> Sent:
    """`take_sent` for an async client.

    Source: `AsyncRequestFactory.generic`, which passes the body to `request` as `_body_file`.
    """
    headers = dict(scope.get("headers", ()))
    media_type = essence(headers.get(b"content-type", b"").decode("latin-1"))
    return _taken(scope, "_body_file", media_type)


def _taken(environ: dict[str, Any], key: str, media_type: str) -> Sent:
    from django.test.client import FakePayload

    payload = environ.get(key)
    if payload is None or not is_json(media_type):
        return Sent(media_type)
    body = payload.read()
    environ[key] = FakePayload(body)
    return Sent(media_type, body)


def published_contracts() -> tuple[Contract, ...]:
    """The contract of each document that the project publishes now, the default one first.

    Those of the run of tests, else built once for each URLconf.
    """
    urlconf = settings.ROOT_URLCONF
    return RUN.contracts.get(urlconf) or _published(urlconf)


@lru_cache(maxsize=4)
def _published(urlconf: Any) -> tuple[Contract, ...]:
    from ..publish import build

    contracts = []
    for name in document_names():
        with document_in_use(name):
            contracts.append(Contract.of(build(), documented_version(), shown_name(name)))
    return tuple(contracts)
