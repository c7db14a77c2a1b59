"""Does a response keep its contract? Status, media type, headers, body; and the request, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from ..publish.validation import Mistake, value_of
from .asked import request_mistakes
from .contract import Contract, Operation
from .exchange import Exchange, is_json
from .scalars import scalar_of

Outcome = Literal["valid", "additive", "breaking", "unchecked"]
# The browsable API is a page for people, which no document has.
_PAGES: Final = ("api", "admin")
# Kinds that a client does not trip over: more than is documented.
_ADDITIVE: Final = ("undocumented", "undocumented-status", "request")


@dataclass(frozen=True, slots=True)
class Check:
    """What came out for one response of a public operation.

    `outcome` is "valid", "additive" (more than is documented), "breaking", or "unchecked", with
    the cause in `reason`. `documented` is the status as the document spells it ("200", "default");
    `body` is the JSON that was checked, None where there was none.
    """

    operation: str
    status: int
    outcome: Outcome
    mistakes: tuple[Mistake, ...] = ()
    reason: str = ""
    documented: str = ""
    body: Any = field(default=None, repr=False)
    schema: Mapping[str, Any] | None = field(default=None, repr=False)


class _Unchecked(Exception):
    """There is nothing to check by; the message says why."""


def check(contract: Contract, exchange: Exchange) -> Check | None:
    """The outcome for an exchange; None for an operation that is not public."""
    operation = contract.operation(exchange.method, exchange.route)
    if operation is None:
        return None
    return _Checking(contract, operation, exchange).result()


def _outcome(found: list[Mistake], reason: str) -> Outcome:
    """What is seen to be broken is so, even where the rest cannot be checked."""
    if any(mistake.kind not in _ADDITIVE for mistake in found):
        return "breaking"
    if reason:
        return "unchecked"
    return "additive" if found else "valid"


class _Checking:
    def __init__(self, contract: Contract, operation: Operation, exchange: Exchange) -> None:
        self.contract = contract
        self.operation = operation
        self.exchange = exchange
        self.documented = ""
        self.schema: Mapping[str, Any] | None = None
        self.body: Any = None

    def result(self) -> Check:
        found: list[Mistake] = []
        reason = ""
        try:
            for mistake in self._mistakes():
                if mistake.kind != "schema":
                    found.append(mistake)
                else:
                    # Without the path, in which keys of the response may stand.
                    reason = reason or mistake.message.partition(": ")[2]
        except _Unchecked as cause:
            reason = str(cause)
        return Check(
            self.operation.name,
            self.exchange.status,
            _outcome(found, reason),
            tuple(found),
            reason,
            self.documented,
            self.body,
            self.schema,
        )

    def _mistakes(self) -> Iterator[Mistake]:
        exchange = self.exchange
        if exchange.format in _PAGES:
            raise _Unchecked("the browsable API answered")
        response = self._response()
        if response is None:
            yield self._undocumented_status()
            return
        yield from self._headers(response)
        if exchange.sent is not None and 200 <= exchange.status < 300:
            yield from request_mistakes(self.contract, self.operation, exchange.sent)
        yield from self._content(response)

    def _response(self) -> Any:
        """The documented response. Source: OpenAPI 3.0.3 "Responses Object"."""
        responses = self.operation.spec.get("responses", {})
        code = str(self.exchange.status)
        for key in (code, f"{code[0]}XX", "default"):
            if key in responses:
                self.documented = key
                return self.contract.resolved(responses[key])
        return None

    def _undocumented_status(self) -> Mistake:
        status = self.exchange.status
        known = ", ".join(self.operation.spec.get("responses", {})) or "none"
        kind = "status" if 200 <= status < 300 else "undocumented-status"
        return Mistake(kind, "", f"the status {status} is not documented; {known} are")

    def _headers(self, response: Mapping[str, Any]) -> Iterator[Mistake]:
        for name, header in response.get("headers", {}).items():
            if name.lower() == "content-type":  # Source: OpenAPI 3.0.3, "shall be ignored"
                continue
            header = self.contract.resolved(header)
            value = self.exchange.headers.get(name)
            if value is None and header.get("required"):
                yield Mistake("header", "", f"the header {name} is missing", place=f"header {name}")
            elif value is not None and "schema" in header:
                given = scalar_of(value, header["schema"])
                for mistake in self.contract.responses.mistakes(header["schema"], given):
                    text = mistake.message.replace("the value", f"the header {name}", 1)
                    yield Mistake("header", "", text, place=f"header {name}")

    def _content(self, response: Mapping[str, Any]) -> Iterator[Mistake]:
        exchange = self.exchange
        content = response.get("content") or {}
        if exchange.body is None:
            raise _Unchecked("the response is streamed")
        if exchange.encoding not in ("", "identity"):
            raise _Unchecked("the body is compressed")
        if not exchange.body:
            if any("schema" in media for media in content.values()):
                yield Mistake("body", "", "the body is empty, and a body is documented")
            return
        if not content:
            raise _Unchecked(f"no body is documented for {self.documented}")
        media = _media(content, exchange.media_type)
        if media is None:
            known = ", ".join(content)
            said = f"the media type {exchange.media_type} is not documented; {known} is"
            yield Mistake("media-type", "", said)
        else:
            yield from self._body(media.get("schema"), exchange.body)

    def _body(self, schema: Any, body: bytes) -> Iterator[Mistake]:
        if not schema:
            raise _Unchecked(f"no schema is documented for {self.documented}")
        if not is_json(self.exchange.media_type):
            raise _Unchecked(f"bodies of {self.exchange.media_type} are not checked")
        try:
            self.body = value_of(body)
        except ValueError:
            yield Mistake("body", "", "the body is no JSON")
            return
        self.schema = schema
        validator = self.contract.responses
        mistakes = validator.mistakes(schema, self.body)
        yield from mistakes
        if not mistakes:
            yield from validator.undocumented(schema, self.body, self.contract.private)


def _media(content: Mapping[str, Any], media_type: str) -> Any:
    """Source: OpenAPI 3.0.3 "Response Object": the most specific key wins."""
    by_name = {name.partition(";")[0].strip().lower(): media for name, media in content.items()}
    kind = media_type.partition("/")[0]
    return by_name.get(media_type) or by_name.get(f"{kind}/*") or by_name.get("*/*")
