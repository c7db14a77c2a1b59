"""Does an answer keep its contract? The check is that of the contract tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..conformance.checks import checked
from ..conformance.contract import Contract
from ..conformance.exchange import Exchange
from ..conformance.expected import expected_of
from ..openapi.operations import Operation
from ..validation import Mistake

MOST = 50
Places = Mapping[str, Mapping[str, str]]


class Answer(NamedTuple):
    """What the served project has answered; of a body that is too large the beginning."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


def verdict_of(
    contract: Contract, operation: Operation, answer: Answer, places: Places
) -> dict[str, Any]:
    """`verdict`, `why` and `mistakes` of an answer to an operation of a contract.

    The verdict is an outcome of a check: "valid", "additive", "breaking" or "unchecked".
    """
    encoding = answer.headers.get("Content-Encoding", "")
    body = None if answer.is_cut else answer.body
    exchange = Exchange("", "", answer.status, answer.headers, body, encoding=encoding)
    expected = expected_of(operation, answer.status, exchange.media_type, contract.resolved)
    check = checked(contract, expected, exchange)
    return {
        "verdict": check.outcome,
        "why": "the body is larger than 5 MB" if answer.is_cut else check.reason,
        "mistakes": [_shown(mistake, places) for mistake in check.mistakes[:MOST]],
        "more": max(0, len(check.mistakes) - MOST),
    }


def _shown(mistake: Mistake, places: Places) -> dict[str, str]:
    names = [name for name in (mistake.component, mistake.property) if name]
    where = places.get(".".join(names)) or places.get(mistake.component) or {}
    return {"path": mistake.path, "kind": mistake.kind, "message": mistake.message, **where}
