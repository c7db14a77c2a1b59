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
KEEP_STABILITY: Final = "Keep the stability that was announced, or a higher one."
ANNOUNCE_LATER: Final = "Announce a later date."
