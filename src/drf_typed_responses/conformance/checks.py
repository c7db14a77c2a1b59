"""Does a response keep its contract? Status, media type, headers, body; and the request, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from ..validation import Mistake, value_of
from .asked import request_mistakes
from .contract import Contract
from .exchange import PAGES, Exchange
from .expected import Expected
from .scalars import scalar_of

Outcome = Literal["valid", "additive", "breaking", "unchecked"]
# Kinds that a client does not trip over: more than is documented, of a response and of a request.
_MORE: Final = ("undocumented", "undocumented-status")
_ADDITIVE: Final = (*_MORE, "request")


class Check(NamedTuple):
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
    body: Any = None
    schema: Mapping[str, Any] | None = None

    def __repr__(self) -> str:
        """Without the body, whose values belong into no log."""
        return f"<Check {self.operation} {self.status} {self.outcome}>"

    @property
    def more(self) -> tuple[Mistake, ...]:
        """What the response has and the document has not; a request may always have more."""
        return tuple(mistake for mistake in self.mistakes if mistake.kind in _MORE)


class _Unchecked(Exception):
    """There is nothing to check by; the message says why."""


def check(contract: Contract, exchange: Exchange) -> Check | None:
    """The outcome for an exchange; None for an operation that is not public."""
    expected = contract.expected(exchange)
    return None if expected is None else checked(contract, expected, exchange)


def checked(contract: Contract, expected: Expected, exchange: Exchange) -> Check:
    """The outcome for an exchange of which is known what was to be expected."""
    try:
        return (
            _as_documented(contract, expected, exchange)
            or _Checking(contract, expected, exchange).result()
        )
    except RecursionError:
        name, reason = expected.operation.name, "the body is nested too deeply"
        return Check(name, exchange.status, "unchecked", (), reason, expected.documented)


def _as_documented(contract: Contract, expected: Expected, exchange: Exchange) -> Check | None:
    """The check of a plain response that is just as documented; None where there is more to say.

    Most are, and what this takes is what production checks cost.
    """
    plain = exchange.plain_body
    if expected.schema is None or expected.headers or plain is None:
        return None
    try:
        body = value_of(plain)
    except ValueError:
        return None
    if not contract.responses.is_surely_fine(expected.schema, body):
        return None
    name, documented = expected.operation.name, expected.documented
    return Check(name, exchange.status, "valid", (), "", documented, body, expected.schema)


def _outcome(found: list[Mistake], reason: str) -> Outcome:
    """What is seen to be broken is so, even where the rest cannot be checked."""
    if any(mistake.kind not in _ADDITIVE for mistake in found):
        return "breaking"
    if reason:
        return "unchecked"
    return "additive" if found else "valid"


class _Checking:
    def __init__(self, contract: Contract, expected: Expected, exchange: Exchange) -> None:
        self.contract = contract
        self.expected = expected
        self.exchange = exchange
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
            self.expected.operation.name,
            self.exchange.status,
            _outcome(found, reason),
            tuple(found),
            reason,
            self.expected.documented,
            self.body,
            self.schema,
        )

    def _mistakes(self) -> Iterator[Mistake]:
        exchange = self.exchange
        if exchange.format in PAGES:
            raise _Unchecked("the browsable API answered")
        if not self.expected.documented:
            yield from self._mistake()
            return
        yield from self._headers()
        if exchange.sent is not None and 200 <= exchange.status < 300:
            yield from request_mistakes(self.contract, self.expected.operation, exchange.sent)
        yield from self._content()

    def _mistake(self) -> Iterator[Mistake]:
        if self.expected.mistake is not None:
            yield self.expected.mistake

    def _headers(self) -> Iterator[Mistake]:
        for name, header in self.expected.headers:
            value = self.exchange.headers.get(name)
            if value is None and header.get("required"):
                yield Mistake("header", "", f"the header {name} is missing", place=f"header {name}")
            elif value is not None and "schema" in header:
                given = scalar_of(value, header["schema"])
                for mistake in self.contract.responses.mistakes(header["schema"], given):
                    text = mistake.message.replace("the value", f"the header {name}", 1)
                    yield Mistake("header", "", text, place=f"header {name}")

    def _content(self) -> Iterator[Mistake]:
        body, encoding = self.exchange.body, self.exchange.encoding
        if body is None:
            raise _Unchecked("the response is streamed")
        if encoding not in ("", "identity"):
            raise _Unchecked("the body is compressed")
        if not body:
            # Source: RFC 9110 section 9.3.2, a response to HEAD has no body.
            if self.expected.has_body and self.expected.operation.method != "HEAD":
                yield Mistake("body", "", "the body is empty, and a body is documented")
            return
        if self.expected.unchecked:
            raise _Unchecked(self.expected.unchecked)
        yield from self._mistake()
        if self.expected.schema is not None:
            yield from self._body(self.expected.schema, body)

    def _body(self, schema: Mapping[str, Any], body: bytes) -> Iterator[Mistake]:
        try:
            self.body = value_of(body)
        except ValueError:
            yield Mistake("body", "", "the body is no JSON")
            return
        self.schema = schema
        validator = self.contract.responses
        mistakes = validator.mistakes(schema, self.body)
        yield from mistakes or validator.undocumented(schema, self.body)
