"""Calls one operation of the served project for the page, and checks what it answers."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from django.utils.datastructures import CaseInsensitiveMapping

from ..conformance.contract import Contract
from ..exceptions import PreviewError
from .answers import Answer, verdict_of
from .board import State

PATIENCE = 20.0
MAX_ANSWER = 5 << 20
LOOPBACK = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?")


class NotCallable(Exception):
    """What the form holds cannot be sent; the message says why."""


@dataclass(frozen=True, slots=True)
class Api:
    """Where the project is served: on this machine, over plain HTTP."""

    host: str
    port: int
    prefix: str = ""

    @property
    def address(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}{self.prefix}"


def api_at(address: str) -> Api:
    """The API at an address as `--api` has it. Raises PreviewError for one not of this machine.

    Whoever reaches the page may make it call, so it calls nothing that is not on loopback.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError as error:
        raise PreviewError(f"--api {address} is no address: {error}") from error
    if parts.scheme != "http" or not LOOPBACK.fullmatch(parts.netloc):
        raise PreviewError(
            f"--api {address}: only an address of this machine, such as http://127.0.0.1:8000"
        )
    if parts.query or parts.fragment:
        raise PreviewError(f"--api {address}: an address ends before ? and #")
    # A name is looked up each time it is used, and may lead elsewhere the second time.
    host = "127.0.0.1" if parts.hostname == "localhost" else str(parts.hostname)
    return Api(host, port, parts.path.rstrip("/"))


def tried(body: bytes, api: Api | None, state: State) -> dict[str, Any]:
    """The answer of an operation and what the contract says of it; or `{"problem": why}`.

    `body` is the form of the page as JSON: operation, path, query, headers, body.
    """
    try:
        if api is None:
            raise NotCallable("Start `apidocs watch` with --api to call the served project.")
        form = _form(body)
        contract = Contract(state.document, state.private)
        operation = contract.operations.get(form["operation"])
        if operation is None:
            raise NotCallable(f"The document has no operation {form['operation']}.")
        begun = time.monotonic()
        answer = _call(api, form, _media(contract, operation.spec))
        return {
            "status": answer.status,
            "reason": answer.reason,
            "body": answer.body.decode("utf-8", "replace"),
            "milliseconds": round((time.monotonic() - begun) * 1000),
            **verdict_of(contract, operation, answer, state.places),
        }
    except NotCallable as error:
        return {"problem": str(error)}


def _form(body: bytes) -> dict[str, Any]:
    try:
        form = json.loads(body)
        # Half a character, as JSON may spell it, cannot be sent.
        json.dumps(form, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotCallable("The form is no JSON.") from error
    kinds = {"operation": str, "path": dict, "query": list, "headers": dict, "body": str}
    if not isinstance(form, dict):
        raise NotCallable("The form is no object.")
    form = {key: form.get(key, kind()) for key, kind in kinds.items()}
    if not all(isinstance(form[key], kind) for key, kind in kinds.items()) or not all(
        isinstance(pair, list) and len(pair) == 2 for pair in form["query"]
    ):
        raise NotCallable("The form has values of the wrong type.")
    return form


class _Media(NamedTuple):
    """What an operation takes, and what it answers with."""

    taken: str
    answered: str


def _media(contract: Contract, operation: Mapping[str, Any]) -> _Media:
    """The documented media types, of which those of JSON are asked for where there are any."""
    taken = _types(contract, [operation.get("requestBody", {})])
    answered = _types(contract, operation.get("responses", {}).values())
    return _Media(taken[0], ", ".join(answered))


def _types(contract: Contract, bodies: Iterable[Mapping[str, Any]]) -> list[str]:
    contents = [contract.resolved(body).get("content", {}) for body in bodies]
    found = list(dict.fromkeys(name for content in contents for name in content))
    return [name for name in found if "json" in name] or found or ["application/json"]


def _call(api: Api, form: Mapping[str, Any], media: _Media) -> Answer:
    method, _, path = form["operation"].partition(" ")
    target = api.prefix + _filled(path, form["path"])
    if pairs := [(str(key), str(value)) for key, value in form["query"]]:
        target += "?" + urlencode(pairs)
    headers = {"Accept": media.answered, **{str(k): str(v) for k, v in form["headers"].items()}}
    body = form["body"].encode() or None
    if body:
        headers["Content-Type"] = media.taken
    connection = http.client.HTTPConnection(api.host, api.port, timeout=PATIENCE)
    try:
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        content = response.read(MAX_ANSWER + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise NotCallable(f"{api.address} did not answer: {said}") from error
    finally:
        connection.close()
    answered = CaseInsensitiveMapping(response.headers.items())
    is_cut = len(content) > MAX_ANSWER
    return Answer(response.status, response.reason, answered, content[:MAX_ANSWER], is_cut)


def _filled(path: str, values: Mapping[str, Any]) -> str:
    def value_of(match: re.Match[str]) -> str:
        value = str(values.get(match[1], ""))
        if not value:
            raise NotCallable(f"{match[1]} is part of the path: give it a value.")
        if value in (".", ".."):
            raise NotCallable(f"{match[1]} cannot be {value}: it would be another path.")
        return quote(value, safe="")

    return re.sub(r"\{([^{}]+)\}", value_of, path)
