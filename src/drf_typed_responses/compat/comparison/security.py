"""Compares security: whether credentials that were sufficient still are."""

from __future__ import annotations

from typing import Final

from ..change_rule import added, broken, changed
from .comparison import Comparison
from .matching import ComparedOperation
from .security_schemes import Credentials

RULES: Final = {
    "security-tightened": broken(
        "Credentials that were sufficient no longer are, or one more scope is needed.",
        "Continue to accept the credentials that were sufficient.",
    ),
    "security-added": added("One more way to authenticate is accepted."),
    "security-flow-changed": changed(
        "An OAuth flow, one of its addresses or one of its scopes is gone."
    ),
}
VAGUE: Final = (
    "The scopes differ, and OpenAPI 3.0 does not say whether this type of scheme needs all of its "
    "scopes or one of them: clients break in only one of the two readings"
)


def security(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the security requirements of an operation."""
    if comparison.security.same(old, new):
        return
    readings = list(comparison.security.readings(old, new))
    sides = old.security, new.security
    add = comparison.changes.add
    tightened = [not _suffice(olds, news) for olds, news in readings]
    if all(tightened):
        message = "Credentials that were enough no longer are"
        add("security-tightened", message, new.name, sides=sides)
    elif any(tightened):
        add("undecided", VAGUE, new.name, sides=sides)
    elif not all(_suffice(news, olds) for olds, news in readings):
        message = "One more way to authenticate is accepted"
        add("security-added", message, new.name, sides=sides)


def token_sources(comparison: Comparison) -> None:
    """Compare the addresses and scopes with which clients of the document get tokens."""
    for olds, news in comparison.security.token_sources():
        gone = sorted(olds - news)
        if gone:
            message = f"Clients can no longer get tokens by {', '.join(gone)}"
            sides = sorted(olds), sorted(news)
            comparison.changes.add("security-flow-changed", message, "", sides=sides)


def _suffice(credentials: list[Credentials], wanted: list[Credentials]) -> bool:
    """Whether each of these sets of credentials includes a wanted set."""
    return all(any(each <= held for each in wanted) for held in credentials)
