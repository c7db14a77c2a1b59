"""Test clients that check each response of a public operation against its contract."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from ..openapi.media_types import essence, is_json
from ..validation import Mistake
from . import additive
from .checks import Check, check
from .contract import Contract
from .exchange import Sent, exchange_of
from .places import lines_of


class ContractBroken(AssertionError):
    """A response breaks the contract of its operation; the text says where and how."""


class ContractExceeded(ContractBroken):
    """A response has more than its contract, in a project that wants its tests to fail for it."""


class NotChecked(AssertionError):
    """A response that a test wants checked cannot be; the text says why."""


class Sink(Protocol):
    """Where checks go, such as a run's coverage of the contract."""

    def add(self, contract: Contract, check: Check) -> None: ...


class ContractClient(APIClient):
    """An APIClient that fails a test where a response breaks its published contract.

    `contract` is what to check against (left out: what the project publishes now); `sink` is told
    every check. Responses of private operations are left alone. Raises ContractBroken, and
    ContractExceeded where CONTRACT_ADDITIVE is "fail".
    """

    def __init__(
        self, *args: Any, contract: Contract | None = None, sink: Sink | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.sink = sink

    def request(self, **kwargs: Any) -> Any:
        sent = take_sent(kwargs)
        response = super().request(**kwargs)
        contract = self.contract or published_contract()
        checked = checked_response(contract, response, sent)
        if checked is not None and self.sink is not None:
            self.sink.add(contract, checked)
        refuse(contract, checked)
        return response


def assert_contract(response: Any, contract: Contract | None = None) -> Check:
    """The check of a response that a test client of Django or Django REST framework returned.

    `contract` is what to check against (left out: what the project publishes now). Raises
    ContractBroken where the response breaks it, ContractExceeded where it has more and
    CONTRACT_ADDITIVE is "fail", and NotChecked for one that cannot be checked: of a private
    operation, streamed, or without a documented schema.
    """
    contract = contract or published_contract()
    checked = checked_response(contract, response, None)
    if checked is None:
        request = request_of(response)
        raise NotChecked(f"{request.method} {request.path} is no public operation")
    refuse(contract, checked)
    if checked.outcome == "unchecked":
        raise NotChecked(f"{checked.operation} {checked.status} is unchecked: {checked.reason}")
    return checked


def checked_response(contract: Contract, response: Any, sent: Sent | None) -> Check | None:
    """The check of a test client's response; None where no public operation answered."""
    request = request_of(response)
    if sent is not None:
        sent = Sent(sent.media_type, sent.body, _query(request))
    exchange = exchange_of(request, response, sent)
    return None if exchange is None else check(contract, exchange)


def _query(request: Any) -> dict[str, list[str]]:
    """The query without what every view of Django REST framework takes: `?format=json`."""
    query = dict(request.GET.lists())
    query.pop(api_settings.URL_FORMAT_OVERRIDE, None)
    return query


def request_of(response: Any) -> Any:
    """The request behind a test client's response, sync or async.

    Raises NotChecked for a response that a view was called for without a client.
    """
    for name in ("wsgi_request", "asgi_request"):
        if hasattr(response, name):
            return getattr(response, name)
    raise NotChecked("the response is none of a test client's, so its operation is not known")


def refuse(contract: Contract, checked: Check | None) -> None:
    """Raise ContractBroken or ContractExceeded for a check that fails its test."""
    __tracebackhide__ = True  # pytest shows the line of the test, and not this one
    if checked is None:
        return
    if checked.outcome == "breaking":
        raise ContractBroken(_said(contract, checked, "breaks", checked.mistakes))
    if checked.more and additive.fails():
        raise ContractExceeded(_said(contract, checked, "has more than", checked.more))


def _said(contract: Contract, checked: Check, does: str, mistakes: tuple[Mistake, ...]) -> str:
    lines = "\n".join(lines_of(contract, mistakes))
    return f"{checked.operation} {checked.status} {does} its contract:\n{lines}"


def take_sent(environ: dict[str, Any]) -> Sent:
    """The body of a request of a client; the payload is put back for the view to read."""
    return _taken(environ, "wsgi.input", essence(str(environ.get("CONTENT_TYPE", ""))))


def take_sent_async(scope: dict[str, Any]) -> Sent:
    """The same of an async client.

    Source: `AsyncRequestFactory.generic`, which gives the body to `request` as `_body_file`.
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


def published_contract() -> Contract:
    """What the project publishes now; built once for each URLconf."""
    return _published(settings.ROOT_URLCONF)


@lru_cache(maxsize=4)
def _published(urlconf: Any) -> Contract:
    from ..publish import build

    return Contract.of(build())
