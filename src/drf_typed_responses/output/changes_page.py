"""The changes between two documents as one HTML page for those who review them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..findings import SEVERITY, Change, Finding, Level
from ..openapi.types import Document
from .change_wording import attribute_of, example_around, places_of, reach_of, title_of
from .changes_text import NOUNS, verdict
from .json_sides import Line, Row, rows
from .pages import filled, text_of
from .wording import counted

KINDS: Final[Mapping[Level, str]] = {
    "error": "break",
    "warning": "may break",
    "info": "other",
}
PLURALS: Final[Mapping[Level, str]] = {**KINDS, "error": "breaks"}
# The places of a change that are listed.
MOST_PLACES: Final = 50


class Operation(NamedTuple):
    """An operation with the changes that are told there, and those that are told elsewhere."""

    name: str
    own: list[Finding]
    shared: list[Finding]

    @property
    def counts(self) -> Counter[Level]:
        """The number of changes of each level."""
        return Counter(finding.level for finding in (*self.own, *self.shared))

    @property
    def rank(self) -> tuple[int, ...]:
        """The operations with the most breaks first, then those with the most warnings."""
        return tuple(-self.counts[level] for level in SEVERITY)


def changes_page(
    findings: Sequence[Finding], documents: tuple[Document, Document], summary: Mapping[str, Any]
) -> str:
    """The page; without JavaScript it shows the same changes, which then cannot be filtered."""
    numbers = {id(finding): number for number, finding in enumerate(findings, 1)}
    operations = _operations(findings)
    said, gravest = verdict(findings)
    return filled(
        "changes.html",
        {
            "TITLE": text_of(title_of(*documents)),
            "SOURCES": _sources(summary),
            "VERDICT": f'<p class="verdict {gravest}">{text_of(said)}</p>',
            "FILTERS": "" if not findings else _FILTERS,
            "INDEX": "".join(map(_entry, operations, range(1, len(operations) + 1))),
            "OPERATIONS": "".join(
                _section(operation, number, numbers)
                for number, operation in enumerate(operations, 1)
            ),
        },
    )


def _operations(findings: Sequence[Finding]) -> list[Operation]:
    """The operations, those with the most breaks first."""
    found: dict[str, Operation] = {}
    for finding in findings:
        others = finding.operations if isinstance(finding, Change) else ()
        for name in dict.fromkeys((finding.operation, *others)):
            operation = found.setdefault(name, Operation(name, [], []))
            (operation.own if name == finding.operation else operation.shared).append(finding)
    return sorted(found.values(), key=lambda operation: (operation.rank, operation.name))


def _sources(summary: Mapping[str, Any]) -> str:
    base, revision = (str(summary.get(key) or "") for key in ("base", "revision"))
    return (
        f"<p class=sources>from <code>{text_of(base or 'the base')}</code> "
        f"to <code>{text_of(revision or 'the project')}</code></p>"
    )


_FILTERS: Final = (
    "<form class=filters hidden><label class=search>Filter <input type=search "
    'placeholder="path, attribute, id…"></label>'
    + "".join(
        f"<label><input type=checkbox checked value={level}> {words}</label>"
        for level, words in PLURALS.items()
    )
    + "<span role=status></span></form>"
)


def _entry(operation: Operation, number: int) -> str:
    return f"<li><a href=#o{number}>{_name(operation)}</a> {_badges(operation)}</li>"


def _name(operation: Operation) -> str:
    return text_of(operation.name) or "The whole document"


def _badges(operation: Operation) -> str:
    counts = operation.counts
    return "".join(
        f'<span class="count {level}" title="{counted(counts[level], NOUNS[level])}">'
        f"{counts[level]}<span class=said> {PLURALS[level] if counts[level] > 1 else KINDS[level]}"
        "</span></span>"
        for level in SEVERITY
        if counts[level]
    )


def _section(operation: Operation, number: int, numbers: Mapping[int, int]) -> str:
    own = [finding for finding in operation.own if finding.level != "info"]
    infos = [finding for finding in operation.own if finding.level == "info"]
    cards = "".join(_card(finding, numbers[id(finding)]) for finding in own)
    more = "".join(_card(finding, numbers[id(finding)]) for finding in infos)
    if more:
        words = counted(len(infos), "other change")
        more = f"<details class=others><summary>{words}</summary>{more}</details>"
    shared = "".join(_link(finding, numbers[id(finding)]) for finding in operation.shared)
    if shared:
        shared = f"<p class=label>Told at another operation:</p><ul class=shared>{shared}</ul>"
    return (
        f"<section id=o{number} aria-labelledby=h{number}><h2 id=h{number} tabindex=-1>"
        f"{_name(operation)} {_badges(operation)}</h2>{cards}{shared}{more}</section>\n"
    )


def _link(finding: Finding, number: int) -> str:
    place = text_of(attribute_of(finding) or finding.path or finding.id)
    return (
        f"<li data-level={finding.level}><a href=#c{number}><code>{place}</code></a> "
        f"<span class=kind>{text_of(finding.id)}</span></li>"
    )


def _card(finding: Finding, number: int) -> str:
    place = text_of(attribute_of(finding) or finding.path.replace("`", ""))
    reach = text_of(reach_of(finding)) if attribute_of(finding) or _is_shared(finding) else ""
    heading = f"<h3><code>{place}</code> <small>{reach}</small></h3>" if place or reach else ""
    return (
        f"<article id=c{number} data-level={finding.level} tabindex=-1><p class=kind>"
        f"<strong class={finding.level}>{KINDS[finding.level]}</strong> "
        f"<code>{text_of(finding.id)}</code></p>{heading}"
        f"<p class=message>{_prose(finding.message)}</p>{''.join(_facts(finding))}</article>"
    )


def _is_shared(finding: Finding) -> bool:
    return isinstance(finding, Change) and len(finding.operations) > 1


def _facts(finding: Finding) -> Iterator[str]:
    if isinstance(finding, Change):
        if finding.base or finding.revised:
            yield _sides(finding)
        if finding.value:
            before, place, behind = map(text_of, example_around(finding))
            yield (
                f"<p class=label>For example</p><pre class=example>{before}<mark>{place}</mark>"
                f"{behind}</pre>"
            )
    if finding.hint:
        yield f"<p class=hint>{_prose(finding.hint)}</p>"
    places = places_of(finding)
    if attribute_of(finding) or len(places) > 1:
        items = "".join(f"<li><code>{text_of(place)}</code></li>" for place in places[:MOST_PLACES])
        left = len(places) - MOST_PLACES
        more = f"<li>and {left} more</li>" if left > 0 else ""
        summary = f"<summary>{counted(len(places), 'place')}</summary>"
        yield f"<details>{summary}<ul>{items}{more}</ul></details>"
    if finding.file:
        line = f":{finding.line}" if finding.line else ""
        yield f"<p class=hint><code>{text_of(finding.file)}{line}</code></p>"


def _sides(change: Change) -> str:
    found = rows(change.base, change.revised)
    if change.base == change.revised:
        return _side("Base and revision", "same", found, 0)
    sides = _side("Base", "old", found, 0), _side("Revision", "new", found, 1)
    return f"<div class=sides>{''.join(sides)}</div>"


def _side(title: str, kind: str, found: Sequence[Row], side: int) -> str:
    if all(row[side] is None for row in found):
        return f"<div class={kind}><p class=label>{title}</p><p class=absent>not there</p></div>"
    lines = "".join(f"{_line(row[side])}\n" for row in found if row[side] is not None)
    return f"<div class={kind}><p class=label>{title}</p><pre>{lines}</pre></div>"


def _line(line: Line | None) -> str:
    return "".join(
        f"<mark>{text_of(piece.text)}</mark>" if piece.differs else text_of(piece.text)
        for piece in line or ()
    )


def _prose(text: str) -> str:
    """Text with parts in backticks as code."""
    return "".join(
        f"<code>{text_of(part)}</code>" if number % 2 else text_of(part)
        for number, part in enumerate(text.split("`"))
    )
