"""Findings and changes as text for a person at a terminal."""

from __future__ import annotations

import os
import shutil
import textwrap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from ..findings import SEVERITY, Finding, Level
from .wording import counted, first_of, lead, other_places, printable, shortened, sides

Paint = Callable[[str, str], str]
# An id with more than `MANY` findings is shown with its first `SHOWN` findings. If there are more
# than `LONG` findings in all, each id is, below the number of findings of each.
MANY = 10
SHOWN = 3
LONG = 30
# The longest value that is shown in full.
LONGEST = 200
HEADINGS: dict[Level, str] = {
    "error": "Breaks clients",
    "warning": "May break clients",
    "info": "Other changes",
}
COLOURS: dict[str, str] = {"error": "31;1", "warning": "33;1", "info": "32;1", "dim": "2"}


def wants_colour(stream: object) -> bool:
    """Whether to colour text on a stream: only on a terminal. Source: no-color.org."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(getattr(stream, "isatty", bool)())


def text_of_findings(findings: Sequence[Finding], *, every: bool = False) -> str:
    """The findings, one below the other; of an id with many only the first, unless `every`."""
    groups: defaultdict[tuple[Level, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.level, finding.id].append(finding)
    lines: Iterable[str]
    if every:
        lines = map(text_of_finding, findings)
    elif len(findings) > LONG:
        lines = _text_of_groups(sorted(groups.values(), key=_frequency))
    else:
        lines = _text_in_order(findings, groups)
    return "".join(f"{line}\n" for line in lines)


def _text_in_order(
    findings: Sequence[Finding], groups: Mapping[tuple[Level, str], Sequence[Finding]]
) -> Iterator[str]:
    for finding in findings:
        group = groups[finding.level, finding.id]
        if len(group) <= MANY:
            yield text_of_finding(finding)
        elif finding is group[0]:
            yield from _text_of_many(group)


def _frequency(group: Sequence[Finding]) -> tuple[int, int, str]:
    """The most severe ids first, of these the most frequent ones."""
    return SEVERITY[group[0].level], -len(group), group[0].id


def _text_of_groups(groups: Sequence[Sequence[Finding]]) -> Iterator[str]:
    """The number of findings of each id, then the first of each."""
    total = sum(map(len, groups))
    yield f"{counted(total, 'finding')}, the first {SHOWN} of each id; --all shows each"
    for group in groups:
        yield f"{len(group):>7}  {group[0].level}[{group[0].id}]"
    for group in groups:
        yield ""
        yield from _text_of_many(group) if len(group) > SHOWN else map(text_of_finding, group)


def _text_of_many(group: Sequence[Finding]) -> Iterator[str]:
    first, shown = group[0], group[:SHOWN]
    yield f"{first.level}[{first.id}] {counted(len(group), 'finding')}; the first {SHOWN}:"
    # One remedy of all that are shown is printed once.
    hint = first.hint if all(finding.hint == first.hint for finding in shown) else ""
    if hint:
        yield f"  {printable(hint)}"
    for finding in shown:
        bare = replace(finding, hint="") if hint else finding
        yield textwrap.indent(text_of_finding(bare), "  ")
    yield f"  and {len(group) - SHOWN} more; --all shows each"


def text_of_finding(finding: Finding) -> str:
    """`error[unsupported-type] GET /teams/: TeamResponse.members: message`, place and hint."""
    lines = [f"{finding.level}[{finding.id}] {lead(finding)}"]
    where = (finding.file, finding.line, finding.column)
    if place := ":".join(str(part) for part in where if part):
        lines.append(f"  at {place}")
    if finding.owner:
        lines.append(f"  owner: {finding.owner}")
    if finding.hint:
        lines.append(f"  {finding.hint}")
    return "\n".join(map(printable, lines))


def text_of_changes(findings: Sequence[Finding], *, colour: bool = False, width: int = 0) -> str:
    """The changes by level and operation, most severe first, and a summary line."""
    paint = _painted if colour else _plain
    width = width or min(shutil.get_terminal_size().columns, 120)
    lines = [*_groups(findings, paint, width), _total(findings, paint)]
    return "".join(f"{line}\n" for line in lines)


def _plain(text: str, kind: str) -> str:
    return text


def _painted(text: str, kind: str) -> str:
    return f"\x1b[{COLOURS[kind]}m{text}\x1b[0m"


def _groups(findings: Sequence[Finding], paint: Paint, width: int) -> Iterator[str]:
    for level in SEVERITY:
        group = [finding for finding in findings if finding.level == level]
        if not group:
            continue
        yield paint(HEADINGS[level], level)
        for operation, under in groupby(group, key=lambda finding: finding.operation):
            yield ""
            yield f"  {printable(operation) or 'The whole document'}"
            for finding in under:
                yield from _one(finding, paint, width)
        yield ""


def _one(finding: Finding, paint: Paint, width: int) -> Iterator[str]:
    head = printable(f"{finding.path}: {finding.message}" if finding.path else finding.message)
    tail = paint(f"[{finding.id}]{_at(finding)}", "dim")
    more = list(_more(finding, width))
    if not more and not finding.file and len(head) + len(finding.id) + 7 <= width:
        yield f"    {head} {tail}"
        return
    yield from _wrapped(head, "    ", "      ", width)
    yield from more
    yield f"      {tail}"


def _at(finding: Finding) -> str:
    """` at file.py:12`, relative to the current folder for a file below it."""
    name = finding.file
    if not name:
        return ""
    if not os.path.relpath(name).startswith(".."):
        name = os.path.relpath(name)
    return f" at {printable(':'.join(str(part) for part in (name, finding.line) if part))}"


def _more(finding: Finding, width: int) -> Iterator[str]:
    """Both sides, a value that only one of them accepts, the hint, and the other places."""
    for name, value in sides(finding):
        # Only programs get a whole body; the message shows the part that differs.
        short = shortened(printable(value), LONGEST)
        yield from _wrapped(f"{name:<12}{short}", "      ", " " * 18, width, True)
    if finding.hint:
        yield from _wrapped(printable(finding.hint), "      ", "      ", width)
    for number, place in enumerate(first_of(other_places(finding))):
        yield from _wrapped(
            f"{'' if number else 'also in':<12}{printable(place)}", "      ", " " * 18, width, True
        )


def _wrapped(text: str, first: str, rest: str, width: int, anywhere: bool = False) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=anywhere,
        break_on_hyphens=False,
    )


def _total(findings: Sequence[Finding], paint: Paint) -> str:
    if not findings:
        return paint("Nothing changed for a client.", "info")
    counts: Counter[Level] = Counter(finding.level for finding in findings)
    gravest = min(counts, key=lambda level: SEVERITY[level])
    parts = [
        counted(counts["error"], "break"),
        counted(counts["warning"], "warning"),
        counted(counts["info"], "other change"),
    ]
    return paint(f"{', '.join(parts[:-1])} and {parts[-1]}.", gravest)
