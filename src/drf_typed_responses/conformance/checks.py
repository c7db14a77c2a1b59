"""Checks a response against its contract: status, media type, headers, body, and the request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from ..openapi.json_text import value_of
from ..openapi.statuses import is_success
from ..openapi.styles import parameter_values
from ..openapi.types import JSON, Object, Schema
from ..validation import Violation
from .accepted_requests import request_violations
from .contract import Contract
from .exchange import MOST_DECODED, PAGES, Exchange, Sent
from .expected import ExpectedResponse

CheckOutcome = Literal["valid", "additive", "breaking", "unchecked", "skipped"]
# Kinds of violations that break no client: of a response, and of a response or request.
_MORE: Final = ("undocumented", "undocumented-status")
_ADDITIVE: Final = (*_MORE, "request")


class Check(NamedTuple):
    """The result of checking one response of a public operation.

    `outcome` is "valid", "additive" (more than is documented), "breaking", "unchecked" with a
    `reason`, or "skipped" if it would fail a test and the `reason` excuses it. `documented` is the
    status as the document spells it ("200", "default"). `body` is the checked JSON, or None, and
    `schema` its schema. `sent` is the request of a test client.
    """

    operation: str
    status: int
    outcome: CheckOutcome
    violations: tuple[Violation, ...] = ()
    reason: str = ""
    documented: str = ""
    body: JSON = None
    schema: Schema | None = None
    sent: Sent | None = None

    def __repr__(self) -> str:
        """The check without the body, because its values must not reach a log."""
        return f"<Check {self.operation} {self.status} {self.outcome}>"

    @property
    def more(self) -> tuple[Violation, ...]:
        """The additive violations, without those of the request."""
        return tuple(each for each in self.violations if each.kind in _MORE)

    @property
    def requests(self) -> tuple[Violation, ...]:
        """The violations of a request that was accepted."""
        return tuple(each for each in self.violations if each.kind == "request")

    @property
    def breaks(self) -> tuple[Violation, ...]:
        """The violations that make the outcome "breaking"."""
        return tuple(each for each in self.violations if each.kind not in _ADDITIVE)


class _Unchecked(Exception):
    """The response cannot be checked; the message says why."""


def check(contract: Contract, exchange: Exchange) -> Check | None:
    """The check of an exchange; None for an operation that is not public."""
    expected = contract.expected(exchange)
    return None if expected is None else checked(contract, expected, exchange)


def checked(
    contract: Contract,
    expected: ExpectedResponse,
    exchange: Exchange,
    most: int = MOST_DECODED,
) -> Check:
    """The check of an exchange against the response that its contract expects.

    A compressed body is decompressed to at most so many bytes.
    """
    if exchange.encoding:
        exchange = exchange.decoded(most)
    try:
        return (
            _as_documented(contract, expected, exchange)
            or _FullCheck(contract, expected, exchange).result()
        )
    except RecursionError:
        name, reason = expected.operation.name, "the body is nested too deeply"
        return Check(name, exchange.status, "unchecked", (), reason, expected.documented)


def _as_documented(
    contract: Contract, expected: ExpectedResponse, exchange: Exchange
) -> Check | None:
    """The check of a response that a fast test finds valid; None if a full check is needed.

    Most responses are valid, so production checks spend most of their time here.
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


def _outcome(found: list[Violation], reason: str) -> CheckOutcome:
    """ "breaking" precedes "unchecked": one part may be broken and another impossible to check."""
    if any(violation.kind not in _ADDITIVE for violation in found):
        return "breaking"
    if reason:
        return "unchecked"
    return "additive" if found else "valid"


class _FullCheck:
    """A check of one exchange against all parts of its contract."""

    def __init__(self, contract: Contract, expected: ExpectedResponse, exchange: Exchange) -> None:
        self.contract = contract
        self.expected = expected
        self.exchange = exchange
        self.schema: Schema | None = None
        self.body: JSON = None

    def result(self) -> Check:
        """The check, which may raise RecursionError."""
        found: list[Violation] = []
        reason = ""
        try:
            for violation in self._violations():
                if violation.kind != "schema":
                    found.append(violation)
                else:
                    # Without the path, which may contain keys of the response.
                    reason = reason or violation.message.partition(": ")[2]
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
            self.exchange.sent,
        )

    def _violations(self) -> Iterator[Violation]:
        exchange = self.exchange
        if exchange.format in PAGES:
            raise _Unchecked("the browsable API answered")
        if not self.expected.documented:
            yield from self._expected_violation()
            return
        yield from self._headers()
        if exchange.sent is not None and is_success(exchange.status):
            yield from request_violations(self.contract, self.expected.operation, exchange.sent)
        yield from self._content()

    def _expected_violation(self) -> Iterator[Violation]:
        if self.expected.violation is not None:
            yield self.expected.violation

    def _headers(self) -> Iterator[Violation]:
        for name, header in self.expected.headers:
            text, place = self.exchange.headers.get(name), f"header {name}"
            if text is None and header.get("required"):
                yield Violation("header", "", f"the header {name} is missing", place=place)
            elif text is not None and "schema" in header:
                for found in self._of_header(header, text):
                    message = found.message.replace("the value", f"the header {name}", 1)
                    kind = "header" if found.kind != "schema" else "schema"
                    yield Violation(kind, "", message, place=place)

    def _of_header(self, header: Object, text: str) -> list[Violation]:
        """The violations in a text; none if one of the values that it may stand for fits."""
        values = parameter_values([text], header, self.contract.document)
        every = (self.contract.responses.violations(header["schema"], value) for value in values)
        return min(every, key=bool, default=[])

    def _content(self) -> Iterator[Violation]:
        body, encoding = self.exchange.body, self.exchange.encoding
        if body is None:
            raise _Unchecked("the response is streamed")
        if encoding:
            raise _Unchecked("the body is compressed")
        if not body:
            # Source: RFC 9110 section 9.3.2, a response to HEAD has no body.
            if self.expected.has_body and self.expected.operation.method != "HEAD":
                yield Violation("body", "", "the body is empty, but a body is documented")
            return
        if self.expected.unchecked:
            raise _Unchecked(self.expected.unchecked)
        yield from self._expected_violation()
        if self.expected.schema is not None:
            yield from self._body(self.expected.schema, body)

    def _body(self, schema: Schema, body: bytes) -> Iterator[Violation]:
        try:
            self.body = value_of(body)
        except ValueError:
            yield Violation("body", "", "the body is not JSON")
            return
        self.schema = schema
        validator = self.contract.responses
        violations = validator.violations(schema, self.body)
        yield from violations or validator.undocumented(schema, self.body)
