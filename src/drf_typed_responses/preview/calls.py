"""Calls one operation of the served project for the page, and checks the response."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.utils.datastructures import CaseInsensitiveMapping

from ..conformance.checks import checked
from ..conformance.contract import Contract
from ..conformance.exchange import Exchange
from ..conformance.expected import expected_of
from ..exceptions import PreviewError
from ..openapi.enumerations import Withheld
from ..openapi.operations import Operation
from ..validation import Violation
from .call_requests import NotCallable, Request, curl_of, form_of, request_of
from .state import State

TIMEOUT = 20.0
MAX_ANSWER = 5 << 20
MAX_VIOLATIONS = 50
LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?")

Places = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Api:
    """The address of the served project: on this machine, over plain HTTP."""

    host: str
    port: int
    prefix: str = ""

    @property
    def name(self) -> str:
        """The host as a URL has it."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def address(self) -> str:
        """The address as a URL."""
        return f"http://{self.name}:{self.port}{self.prefix}"


class Answer(NamedTuple):
    """The response of the served project; if `is_cut`, `body` is only its beginning.

    `lines` are all its headers in their order; a name may occur several times.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False
    lines: Sequence[tuple[str, str]] = ()


def api_at(address: str) -> Api:
    """The API at an address as `--api` takes it.

    Raises PreviewError for an address of another machine: anybody who can open the page can make it
    send requests, so it sends them only to this machine.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError as error:
        raise PreviewError(f"--api {address} is not an address: {error}") from error
    if parts.scheme != "http" or not LOOPBACK.fullmatch(parts.netloc):
        raise PreviewError(
            f"--api {address}: only an address of this machine, such as http://127.0.0.1:8000"
        )
    if parts.query or parts.fragment:
        raise PreviewError(f"--api {address}: an address must not contain ? or #")
    # A host name is looked up at each use, and a later result may be another machine.
    host = "127.0.0.1" if parts.hostname == "localhost" else str(parts.hostname)
    return Api(host, port, parts.path.rstrip("/"))


def call_operation(body: bytes, api: Api | None, state: State) -> dict[str, Any]:
    """Send the form of the page; return the response with its verdict, or `{"problem": why}`.

    `body` is a `Form` as JSON.
    """
    try:
        api, contract, operation, request = _prepared(body, api, state)
        begun = time.monotonic()
        answer = _send(api, request)
        return {
            "status": answer.status,
            "reason": answer.reason,
            "headers": answer.lines,
            "body": answer.body.decode("utf-8", "replace"),
            "milliseconds": round((time.monotonic() - begun) * 1000),
            **verdict_of(contract, operation, answer, state.places),
        }
    except NotCallable as error:
        return {"problem": str(error)}


def curl_command(body: bytes, api: Api | None, state: State) -> dict[str, Any]:
    """The form of the page as `{"curl": command}`, or `{"problem": why}`; nothing is sent."""
    try:
        api, _, _, request = _prepared(body, api, state)
    except NotCallable as error:
        return {"problem": str(error)}
    return {"curl": curl_of(request, f"http://{api.name}:{api.port}")}


def _prepared(
    body: bytes, api: Api | None, state: State
) -> tuple[Api, Contract, Operation, Request]:
    if api is None:
        raise NotCallable("Start `apidocs watch` with --api to call the served project.")
    form = form_of(body)
    withheld = {name: Withheld(*of) for name, of in state.withheld.items()}
    contract = Contract(state.document, state.private, withheld=withheld)
    operation = contract.operations.get(form.operation)
    if operation is None:
        raise NotCallable(f"The document has no operation {form.operation}.")
    return api, contract, operation, request_of(form, api.prefix, contract, operation)


def verdict_of(
    contract: Contract, operation: Operation, answer: Answer, places: Places
) -> dict[str, Any]:
    """Check a response as the contract tests do.

    Returns `verdict` (an outcome of a check: "valid", "additive", "breaking" or "unchecked"),
    `why`, the first `violations`, and the number of `more`. `places` are the source lines of the
    attributes, by "Component.attribute" or "Component".
    """
    encoding = answer.headers.get("Content-Encoding", "")
    body = None if answer.is_cut else answer.body
    exchange = Exchange("", "", answer.status, answer.headers, body, encoding=encoding)
    expected = expected_of(operation, answer.status, exchange.media_type, contract.resolved)
    check = checked(contract, expected, exchange)
    return {
        "verdict": check.outcome,
        "why": "the body is larger than 5 MB" if answer.is_cut else check.reason,
        "violations": [_shown(each, places) for each in check.violations[:MAX_VIOLATIONS]],
        "more": max(0, len(check.violations) - MAX_VIOLATIONS),
    }


def _shown(violation: Violation, places: Places) -> dict[str, str]:
    names = [name for name in (violation.component, violation.property) if name]
    where = places.get(".".join(names)) or places.get(violation.component) or {}
    return {"path": violation.path, "kind": violation.kind, "message": violation.message, **where}


def _send(api: Api, request: Request) -> Answer:
    connection = http.client.HTTPConnection(api.host, api.port, timeout=TIMEOUT)
    try:
        connection.request(request.method, request.target, request.body, dict(request.headers))
        response = connection.getresponse()
        content = response.read(MAX_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise NotCallable(f"{api.address} did not answer: {said}") from error
    finally:
        connection.close()
    lines = response.headers.items()
    received = CaseInsensitiveMapping(lines)
    is_cut = len(content) > MAX_ANSWER
    body = content[:MAX_ANSWER]
    return Answer(response.status, response.reason, received, body, is_cut, lines)
