"""Findings as text for a person at a terminal."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..findings import SEVERITY, Finding, Level
from .wording import counted, lead, printable

# An id with more than `MANY` findings is shown with its first `SHOWN` findings. If there are more
# than `LONG` findings in all, each id is, below the number of findings of each.
MANY = 10
SHOWN = 3
LONG = 30


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
