"""What a production check reports: operation, outcome, places and types, and never a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from ..validation import Mistake
    from .checks import Check

# The name of an undocumented attribute is a key of the response. A word is the name that someone
# gave to an attribute; anything else may be data.
_WORD: Final = re.compile(r"[A-Za-z_][A-Za-z_]{0,39}\Z")
_LAST: Final = re.compile(r'(?:\A|\.)([^\W\d][\w-]*)\Z|\[("(?:[^"\\]|\\.)*")\]\Z')
# What a text says without a value, by kind; the rest is said by place and types.
_STATED: Final = ("body", "media-type", "status", "undocumented-status")


@dataclass(frozen=True, slots=True)
class Broken:
    """One mistake without the value: "`teams[].avatar`: null, not object"."""

    kind: str
    place: str
    expected: str
    found: str
    component: str
    property: str

    def __str__(self) -> str:
        where = f"`{self.place}`" if self.place else "the value"
        if self.expected:
            return f"{where}: {self.found}, not {self.expected}"
        return f"{where}: {self.kind}"


class Report(NamedTuple):
    """One sampled response: its operation "GET /path/", its status and what came out.

    `outcome` is "valid", "additive", "breaking", "unchecked" or "failed" (the check itself did);
    `reason` says why for the last two, `mistakes` what is wrong. Nothing in it is of the response
    but the status, types and names of attributes.
    """

    operation: str
    status: int
    outcome: str
    mistakes: tuple[Broken, ...] = ()
    reason: str = ""
    milliseconds: float = 0.0

    @property
    def is_worth_a_line(self) -> bool:
        return self.outcome in ("additive", "breaking", "failed")

    def __str__(self) -> str:
        said = "; ".join([*map(str, self.mistakes), *filter(None, [self.reason])])
        return f"{self.operation} {self.status} {self.outcome}{f': {said}' if said else ''}"


def report_of(check: Check, milliseconds: float) -> Report:
    """The report of a check, which leaves every value behind."""
    if check.outcome == "valid":  # most are
        return Report(check.operation, check.status, "valid", (), "", milliseconds)
    mistakes = tuple(dict.fromkeys(_without_value(mistake) for mistake in check.mistakes))
    reason = "; ".join(_stated(check))
    return Report(check.operation, check.status, check.outcome, mistakes, reason, milliseconds)


def _without_value(mistake: Mistake) -> Broken:
    name, place = mistake.property, mistake.place
    if mistake.kind == "undocumented":
        key = _key(mistake.path)
        if not _WORD.match(key):
            place = f"{place.removesuffix(key)}{{}}"
            name = "{}" if name == key else name
    return Broken(mistake.kind, place, mistake.expected, mistake.found, mistake.component, name)


def _key(path: str) -> str:
    """The key that a path ends with, plain or as JSON in brackets."""
    match = _LAST.search(path)
    if match is None:
        return ""
    return match[1] or str(json.loads(match[2]))


def _stated(check: Check) -> Iterator[str]:
    if check.reason:
        yield check.reason
    for mistake in check.mistakes:
        if mistake.kind in _STATED:
            yield mistake.message
