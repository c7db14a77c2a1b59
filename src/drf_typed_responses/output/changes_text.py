"""Changes as text for a person at a terminal: the verdict, the changes by place, the verdict."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from ..findings import SEVERITY, Change, Finding, Level
from .change_wording import (
    attribute_of,
    first_of,
    is_addition,
    other_places,
    places_of,
    reach_of,
    sides,
)
from .wording import counted, printable, shortened

# Among more changes than `LONG`, each takes fewer lines.
LONG: Final = 30
# The longest value that is shown in full.
LONGEST: Final = 200
# The most places of a change that are listed, at first and with everything.
PLACES: Final = 3
MOST_PLACES: Final = 20
# The width of text in a log.
WIDTH: Final = 120
# The help of the option of the two commands that compare.
VERBOSE: Final = "show additions too, and all places of each change"
HEADINGS: Final[dict[Level, str]] = {
    "error": "Breaks clients",
    "warning": "May break clients",
    "info": "Other changes",
}
VERDICTS: Final[dict[Level, str]] = {
    "error": "Clients break",
    "warning": "Clients may break",
    "info": "No client breaks",
}
NOUNS: Final[dict[Level, str]] = {"error": "break", "warning": "warning", "info": "other change"}
COLOURS: Final = {"error": "31;1", "warning": "33;1", "info": "32;1", "dim": "2"}


def wants_colour(stream: object) -> bool:
    """Whether to colour text on a stream: only on a terminal. Source: no-color.org."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(getattr(stream, "isatty", bool)())


@dataclass(frozen=True, slots=True)
class Style:
    """How a change is written: the width of the text, its colours, and how much is shown."""

    width: int
    colour: bool
    every: bool
    brief: bool

    def paint(self, text: str, kind: str) -> str:
        """The text in the colour of a level, or dimmed."""
        return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m" if self.colour else text

    def wrapped(self, text: str, indent: int, hanging: int = 0) -> list[str]:
        """The lines of a text, of which all but the first are indented by `hanging` more."""
        return textwrap.wrap(
            printable(text),
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hanging),
            break_long_words=False,
            break_on_hyphens=False,
        )


def text_of_changes(
    findings: Sequence[Finding], *, colour: bool = False, width: int = 0, every: bool = False
) -> str:
    """The changes by level and place, most severe first, between two lines with the verdict.

    Additions are only counted, unless `every`, which also shows all that is known of each change.
    """
    shown = [each for each in findings if every or not is_addition(each)]
    width = width or min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH)
    style = Style(width, colour, every, brief=not every and len(shown) > LONG)
    return "".join(f"{line}\n" for line in _lines(findings, shown, style))


def _lines(findings: Sequence[Finding], shown: Sequence[Finding], style: Style) -> Iterator[str]:
    said = style.paint(*verdict(findings))
    yield said
    if shown:
        yield ""
        yield from _levels(shown, style)
    if hidden := len(findings) - len(shown):
        yield f"{counted(hidden, 'addition')} not shown; --verbose shows everything."
    if shown:
        yield said


def verdict(findings: Sequence[Finding]) -> tuple[str, Level]:
    """The verdict with the number of changes of each level, and the gravest level."""
    if not findings:
        return "Nothing changed for a client.", "info"
    counts: Counter[Level] = Counter(finding.level for finding in findings)
    gravest = min(counts, key=lambda level: SEVERITY[level])
    parts = [counted(counts[level], noun) for level, noun in NOUNS.items()]
    return f"{VERDICTS[gravest]}: {', '.join(parts[:-1])} and {parts[-1]}.", gravest


def _levels(findings: Sequence[Finding], style: Style) -> Iterator[str]:
    told: set[str] = set()
    for level in SEVERITY:
        group = [finding for finding in findings if finding.level == level]
        if group:
            yield style.paint(HEADINGS[level], level)
            yield ""
            yield from _groups(group, style, told)


def _groups(findings: Sequence[Finding], style: Style, told: set[str]) -> Iterator[str]:
    """The changes inside components, by component, then the others by operation."""
    for (elsewhere, name), group in groupby(sorted(findings, key=_group), key=_group):
        if elsewhere:
            yield f"  {printable(name) or 'The whole document'}"
        for finding in group:
            yield from _one(finding, style, told)
        yield ""


def _group(finding: Finding) -> tuple[bool, str]:
    component = finding.component if isinstance(finding, Change) else ""
    return not component, component or finding.operation


def _one(finding: Finding, style: Style, told: set[str]) -> Iterator[str]:
    """A change; `told` are the hints so far, each of which is shown once."""
    indent = 2 if attribute_of(finding) else 4
    lead = ", ".join(filter(None, (attribute_of(finding) or finding.path, reach_of(finding))))
    head = printable(f"{lead}: {finding.message}" if lead else finding.message)
    tail = f"[{finding.id}]{_at(finding)}"
    facts = [] if style.brief else [*_facts(finding, style, told)]
    if not facts:
        *lines, last = style.wrapped(f"{head} {tail}", indent, 4)
        yield from (*lines, last.replace(tail, style.paint(tail, "dim")))
        return
    yield from style.wrapped(head, indent, 4)
    for fact in facts:
        yield from style.wrapped(fact, indent + 2, 12)
    yield f"{' ' * (indent + 2)}{style.paint(tail, 'dim')}"


def _facts(finding: Finding, style: Style, told: set[str]) -> Iterator[str]:
    """Both sides, an example, the places, and the hint."""
    for name, value in sides(finding):
        yield f"{name:<12}{shortened(value, LONGEST)}"
    places = places_of(finding) if attribute_of(finding) else other_places(finding)
    word = "met in" if attribute_of(finding) else "also in"
    for number, place in enumerate(first_of(places, MOST_PLACES if style.every else PLACES)):
        yield f"{'' if number else word:<12}{place}"
    if finding.hint and finding.hint not in told:
        told.add(finding.hint)
        yield finding.hint


def _at(finding: Finding) -> str:
    """` at file.py:12`, relative to the current folder for a file below it."""
    name = finding.file
    if not name:
        return ""
    if not os.path.relpath(name).startswith(".."):
        name = os.path.relpath(name)
    return f" at {printable(':'.join(str(part) for part in (name, finding.line) if part))}"
