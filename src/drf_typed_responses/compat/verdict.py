"""One run of `diff`: compare, apply what is accepted, print, and say how it ended."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..exceptions import DocumentError
from ..findings import Finding, Level
from ..report import FORMATS as REPORTS
from ..report import Stream, exceeds, report
from .accepted import apply, load
from .changes import Change, Options
from .comparison.whole import compare
from .output.changelog import markdown
from .output.terminal import text
from .output.wording import elsewhere, printable, several, sides
from .rules import RULES

FORMATS = (*REPORTS, "markdown")
FAIL_ON = ("error", "warning", "never")
Place = Callable[[str, str], tuple[str, int | None]]
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Judge:
    """How a project looks at changes: what is accepted, and levels other than the table's."""

    accepted: Path | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)
    today: date = field(default_factory=date.today)

    def findings(
        self, base: Document, revised: Document, place: Place | None = None
    ) -> list[Finding]:
        """Every change, sorted, with its file and line where `place` knows them.

        Raises DocumentError for documents, or a file of accepted changes, that cannot be used.
        """
        entries = load(self.accepted) if self.accepted else ()
        try:
            options = Options(levels=self.levels, today=self.today)
        except ValueError as error:
            raise DocumentError(str(error)) from error
        changes: Iterable[Change] = compare(base, revised, options=options)
        if place is not None:
            changes = (_placed(change, place) for change in changes)
        found = apply(changes, entries, self.accepted or Path(), self.today)
        return sorted(found, key=lambda finding: finding.sort_key)


def level_of(text: str) -> tuple[str, Level]:
    """`ID=LEVEL` as a pair. Raises ValueError."""
    id, _, level = text.partition("=")
    if id not in RULES:
        raise ValueError(f"{id!r} is no id of a finding")
    if level not in ("error", "warning", "info"):
        raise ValueError(f"{level!r} is no level: write error, warning or info")
    return id, level  # type: ignore[return-value]


def wants_colour(stream: Any) -> bool:
    """Whether text goes to a person's terminal. Source: no-color.org."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(getattr(stream, "isatty", bool)())


def tell(
    findings: Sequence[Finding],
    format: str,
    out: Stream,
    err: Stream,
    *,
    documents: tuple[Document, Document] = ({}, {}),
    summary: Mapping[str, Any] | None = None,
    colour: bool = False,
) -> None:
    """Print the findings: machine formats and the changelog to `out`, text to `err`."""
    if format == "markdown":
        out.write(markdown(findings, *documents))
    elif format == "text":
        err.write(text(findings, colour=colour))
    else:
        shown = [_whole(finding) for finding in findings] if format == "github" else findings
        report(shown, format, _Printable(out), err, summary or {})


def exit_code(findings: Iterable[Finding], fail_on: str) -> int:
    """0, or 1 where a finding is at or above the threshold."""
    return int(exceeds(findings, fail_on))


@dataclass(frozen=True, slots=True)
class _Printable:
    """Text of a document as any stream takes it: a lone surrogate has no bytes."""

    stream: Stream

    def write(self, text: str, /) -> None:
        self.stream.write(text.encode("utf-8", "backslashreplace").decode() + "\n")


def _placed(change: Change, place: Place) -> Change:
    if not change.component:
        return change
    file, line = place(change.component, change.property)
    return replace(change, file=file, line=line)


def _whole(finding: Finding) -> Finding:
    """An annotation is one message: it says what the other formats show beside it."""
    parts = [printable(finding.message)]
    parts += [f"{name}: {printable(value)}" for name, value in sides(finding)]
    if elsewhere(finding):
        parts.append(f"also in: {'; '.join(several(elsewhere(finding)))}")
    return replace(finding, message="\n".join(parts))
