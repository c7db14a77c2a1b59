"""Calls one operation of the served project for the page, and checks the response."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.utils.datastructures import CaseInsensitiveMapping

from ..conformance.checks import checked
from ..conformance.contract import Contract
from ..conformance.exchange import Exchange
from ..conformance.expected import expected_of
from ..exceptions import PreviewError
from ..openapi.enumerations import Withheld
from ..openapi.media_types import essence, is_json
from ..openapi.operations import Operation
from ..openapi.paths import replace_variables
from ..openapi.types import JSON, Object
from ..validation import Violation
from .state import State

TIMEOUT = 20.0
MAX_ANSWER = 5 << 20
MAX_VIOLATIONS = 50
LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?")

Places = Mapping[str, Mapping[str, str]]


class NotCallable(Exception):
    """The form cannot be sent, or the project did not respond; the message says why."""


@dataclass(frozen=True, slots=True)
class Api:
    """The address of the served project: on this machine, over plain HTTP."""

    host: str
    port: int
    prefix: str = ""

    @property
    def address(self) -> str:
        """The address as a URL."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}{self.prefix}"


class Form(NamedTuple):
    """The form of the page: an operation ("GET /teams/"), and the values of its parameters."""

    operation: str
    path: Mapping[str, JSON]
    query: Sequence[tuple[JSON, JSON]]
    headers: Mapping[str, JSON]
    body: str


class Answer(NamedTuple):
    """The response of the served project; if `is_cut`, `body` is only its beginning."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


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
        if api is None:
            raise NotCallable("Start `apidocs watch` with --api to call the served project.")
        form = _form(body)
        withheld = {name: Withheld(*of) for name, of in state.withheld.items()}
        contract = Contract(state.document, state.private, withheld=withheld)
        operation = contract.operations.get(form.operation)
        if operation is None:
            raise NotCallable(f"The document has no operation {form.operation}.")
        begun = time.monotonic()
        answer = _send(api, form, _media_types(contract, operation.spec))
        return {
            "status": answer.status,
            "reason": answer.reason,
            "body": answer.body.decode("utf-8", "replace"),
            "milliseconds": round((time.monotonic() - begun) * 1000),
            **verdict_of(contract, operation, answer, state.places),
        }
    except NotCallable as error:
        return {"problem": str(error)}


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


def _form(body: bytes) -> Form:
    try:
        form = json.loads(body)
        # JSON can escape a lone surrogate, but it cannot be sent.
        json.dumps(form, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotCallable("The form is not JSON.") from error
    if not isinstance(form, dict):
        raise NotCallable("The form is not an object.")
    kinds = {"operation": str, "path": dict, "query": list, "headers": dict, "body": str}
    given = {key: form.get(key, kind()) for key, kind in kinds.items()}
    are_typed = all(isinstance(given[key], kind) for key, kind in kinds.items())
    if not are_typed or not all(isinstance(p, list) and len(p) == 2 for p in given["query"]):
        raise NotCallable("The form has values of the wrong type.")
    return Form(**given)


class _MediaTypes(NamedTuple):
    """The media type of a request to an operation, and those of its responses."""

    sent: str
    accepted: str


def _media_types(contract: Contract, operation: Object) -> _MediaTypes:
    sent = _documented(contract, [operation.get("requestBody", {})])
    accepted = _documented(contract, operation.get("responses", {}).values())
    return _MediaTypes(sent[0], ", ".join(accepted))


def _documented(contract: Contract, bodies: Iterable[Object]) -> list[str]:
    """The media types of some bodies: only those of JSON if there are any."""
    contents = [contract.resolved(body).get("content", {}) for body in bodies]
    found = list(dict.fromkeys(name for content in contents for name in content))
    return [name for name in found if is_json(essence(name))] or found or ["application/json"]


def _send(api: Api, form: Form, media: _MediaTypes) -> Answer:
    method, target, headers, body = _request(api, form, media)
    connection = http.client.HTTPConnection(api.host, api.port, timeout=TIMEOUT)
    try:
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        content = response.read(MAX_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise NotCallable(f"{api.address} did not answer: {said}") from error
    finally:
        connection.close()
    received = CaseInsensitiveMapping(response.headers.items())
    is_cut = len(content) > MAX_ANSWER
    return Answer(response.status, response.reason, received, content[:MAX_ANSWER], is_cut)


def _request(
    api: Api, form: Form, media: _MediaTypes
) -> tuple[str, str, dict[str, str], bytes | None]:
    """The method, the target, the headers and the body of the request of a form."""
    method, _, path = form.operation.partition(" ")
    target = api.prefix + _filled(path, form.path)
    if pairs := [(str(key), str(value)) for key, value in form.query]:
        target += "?" + urlencode(pairs)
    headers = {"Accept": media.accepted, **{str(k): str(v) for k, v in form.headers.items()}}
    body = form.body.encode() or None
    if body:
        headers["Content-Type"] = media.sent
    return method, target, headers, body


def _filled(path: str, values: Mapping[str, JSON]) -> str:
    """A path with its parameters replaced by the values of the form."""

    def value_of(name: str) -> str:
        value = str(values.get(name, ""))
        if not value:
            raise NotCallable(f"{name} is part of the path: give it a value.")
        if value in (".", ".."):
            raise NotCallable(f"{name} cannot be {value}: it would be another path.")
        return quote(value, safe="")

    return replace_variables(path, value_of)
