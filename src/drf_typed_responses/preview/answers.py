"""Does an answer keep its contract? The check is that of the contract tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..conformance.checks import checked
from ..conformance.contract import Contract
from ..conformance.exchange import Exchange
from ..conformance.expected import expected_of
from ..publish.validation import Mistake
from .board import State

MOST = 50


class Answer(NamedTuple):
    """What the served project has answered; of a body that is too large the beginning."""

    status: int
    reason: str
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


def verdict_of(operation: str, answer: Answer, state: State) -> dict[str, Any]:
    """`verdict`, `why` and `mistakes` of an answer to the operation "GET /path/".

    The verdict is an outcome of a check: "valid", "additive", "breaking" or "unchecked".
    """
    contract = Contract(state.document, state.private)
    encoding = answer.headers.get("Content-Encoding", "")
    body = None if answer.is_cut else answer.body
    exchange = Exchange("", "", answer.status, answer.headers, body, encoding=encoding)
    expected = expected_of(
        contract.operations[operation], answer.status, exchange.media_type, contract.resolved
    )
    check = checked(contract, expected, exchange)
    why = "the body is larger than 5 MB" if answer.is_cut else check.reason
    return {
        "verdict": check.outcome,
        "why": why,
        "mistakes": [_shown(mistake, state.places) for mistake in check.mistakes[:MOST]],
        "more": max(0, len(check.mistakes) - MOST),
    }


def _shown(mistake: Mistake, places: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    names = [name for name in (mistake.component, mistake.property) if name]
    where = places.get(".".join(names)) or places.get(mistake.component) or {}
    return {"path": mistake.path, "kind": mistake.kind, "message": mistake.message, **where}
