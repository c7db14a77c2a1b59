"""Decides which checks fail a test, and writes the text of the failure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from ..conf import current_settings
from ..validation import Violation
from .checks import Check
from .contract import Contract, SourcePlace
from .excuses import Excuse, excuse_of
from .late_breaks import fail_without_runner
from .suite_run import RUN


class ContractBroken(AssertionError):
    """A response breaks the contract of its operation; the text says where and how."""


class ContractExceeded(ContractBroken):
    """More than the contract: of a response, or a request that was accepted.

    CONTRACT_ADDITIVE, or CONTRACT_REQUESTS, is "fail".
    """


class NotChecked(AssertionError):
    """A response that a test passed to `assert_contract` cannot be checked; the text says why."""


def refuse(contract: Contract, checked: Check | None) -> None:
    """Fail a test for a check.

    Raises ContractBroken if the response breaks its contract, and ContractExceeded if it has more
    and CONTRACT_ADDITIVE is "fail", or if it accepts a request that the contract does not have and
    CONTRACT_REQUESTS is "fail". The run is told of each, whatever becomes of the exception.
    """
    __tracebackhide__ = True  # pytest then shows the line of the test instead of this one
    if checked is None or checked.outcome == "skipped":
        return
    if checked.outcome == "breaking":
        raise _told(ContractBroken(_failure(contract, checked, "breaks", checked.violations)))
    if checked.more and refuses_more():
        raise _told(ContractExceeded(_failure(contract, checked, "has more than", checked.more)))
    if checked.requests and refuses_requests():
        verb = "accepts a request that is not in"
        raise _told(ContractExceeded(_failure(contract, checked, verb, checked.requests)))


def refuses_more() -> bool:
    """Whether a response with more than is documented fails a test."""
    return (RUN.additive or current_settings().contract_additive) == "fail"


def refuses_requests() -> bool:
    """Whether an accepted request that the contract does not have fails a test."""
    return current_settings().contract_requests == "fail"


def excused(check: Check, own: Excuse | None = None) -> Check:
    """The check, "skipped" if it would fail a test and an excuse covers it.

    `own` is the excuse of one call.
    """
    skips = current_settings().contract_skip
    excuse = own or RUN.excuse or excuse_of(check.operation, check.status, skips)
    if excuse is None or not _is_refused(check):
        return check
    RUN.use(excuse)
    return check._replace(outcome="skipped", reason=excuse.reason)


def _is_refused(check: Check) -> bool:
    more = check.more and refuses_more()
    requests = check.requests and refuses_requests()
    return check.outcome == "breaking" or bool(more or requests)


def broken(texts: Iterable[str]) -> ContractBroken:
    """The failure of a test for breaks that it does not show, each text once."""
    return ContractBroken("\n".join(dict.fromkeys(texts)))


def _told(error: ContractBroken) -> ContractBroken:
    fail_without_runner()
    RUN.add_break(str(error))
    return error


def _failure(
    contract: Contract, checked: Check, verb: str, violations: tuple[Violation, ...]
) -> str:
    lines = "\n".join(_lines(contract, violations))
    return f"{checked.operation} {checked.status} {verb} its contract:\n{lines}"


def _lines(contract: Contract, violations: tuple[Violation, ...]) -> Iterator[str]:
    """Each violation, followed by the declaration that it breaks."""
    for violation in violations:
        yield f"  {violation.message}"
        declared = "" if violation.kind == "undocumented" else violation.property
        name = ".".join(filter(None, (violation.component, declared)))
        place = place_text(*source_of(contract, violation))
        if name:
            yield f"    declared by {name}{f', {place}' if place else ''}"


def source_of(contract: Contract, violation: Violation) -> SourcePlace:
    """File and line of the declaration that a violation breaks; ("", None) if unknown."""
    if not violation.component:
        return "", None
    return contract.place(violation.component, violation.property)


def place_text(file: str, line: int | None) -> str:
    """`teams/serializers.py:9`; the path is relative if the file is below the working directory."""
    return ":".join(str(part) for part in (_near(file), line) if part)


def _near(file: str) -> str:
    if not file:
        return ""
    relative = os.path.relpath(file)
    return file if relative.startswith("..") else relative
