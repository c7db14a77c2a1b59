"""Who gets in."""

from __future__ import annotations

from typing import Final

from .credentials import Way
from .operations import Operation
from .pair import Pair

VAGUE: Final = (
    "The scopes differ, and OpenAPI 3.0 does not say of such a scheme whether all of them are "
    "needed or one is enough: one way it breaks clients, the other way it does not"
)


def security(pair: Pair, old: Operation, new: Operation) -> None:
    """Who gets in."""
    if pair.security.same(old, new):
        return
    readings = list(pair.security.readings(old, new))
    sides = old.security, new.security
    tightened = [not _suffice(olds, news) for olds, news in readings]
    if all(tightened):
        message = "Credentials that were enough no longer are"
        pair.causes.add("security-tightened", message, new.name, sides=sides)
    elif any(tightened):
        pair.causes.add("undecided", VAGUE, new.name, sides=sides)
    elif not all(_suffice(news, olds) for olds, news in readings):
        message = "One more way to authenticate is accepted"
        pair.causes.add("security-added", message, new.name, sides=sides)


def of_all(pair: Pair) -> None:
    """Where clients get their tokens from."""
    for olds, news in pair.security.grants():
        gone = sorted(olds - news)
        if gone:
            message = f"Tokens no longer come from where they did: {', '.join(gone)}"
            sides = sorted(olds), sorted(news)
            pair.causes.add("security-flow-changed", message, "", sides=sides)


def _suffice(credentials: list[Way], wanted: list[Way]) -> bool:
    """Whether whoever has one of these credentials gets in."""
    return all(any(way <= held for way in wanted) for held in credentials)
