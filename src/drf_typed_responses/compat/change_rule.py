"""One kind of change: its level, its section of the changelog, its meaning, and a hint."""

from __future__ import annotations

from functools import partial
from typing import Final, NamedTuple

from ..findings import Level, Section


class ChangeRule(NamedTuple):
    """One id of the comparison.

    `level` is the default level, `section` is the heading in a changelog, `meaning` is a sentence
    for the table of docs/promise.md, and `hint` says how to avoid the change.
    """

    level: Level
    section: Section
    meaning: str
    hint: str = ""


added: Final = partial(ChangeRule, "info", "added")
deprecated: Final = partial(ChangeRule, "info", "deprecated")
noted: Final = partial(ChangeRule, "info", "changed")
changed: Final = partial(ChangeRule, "warning", "changed")
removed: Final = partial(ChangeRule, "info", "removed")
broken: Final = partial(ChangeRule, "error", "broken")

KEEP: Final = "Keep it, or publish the new behaviour under a new path and deprecate this one."
KEEP_DATE: Final = "Keep the date that was announced, or a later one."


def sunset_sooner(part: str) -> ChangeRule:
    """The rule for a part that is gone too early, such as "An attribute"."""
    return broken(
        f"{part} is gone before its sunset, or its sunset is earlier than announced.", KEEP_DATE
    )


def sunset_soon(part: str) -> ChangeRule:
    """The rule for a part whose sunset is announced too late."""
    return broken(
        f"{part} is deprecated fewer days before its sunset than `SUNSET_DAYS` asks for.",
        "Announce a later date.",
    )


def stability_lowered(part: str) -> ChangeRule:
    """The rule for a part that promises less than before."""
    return broken(
        f"{part} is less stable than before.",
        "Keep the stability that was announced, or a higher one.",
    )
