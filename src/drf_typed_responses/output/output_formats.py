"""The table of output formats, for the findings of a build and the changes of a comparison alike.

A new format is one entry in `FORMATS`; every command with that kind of output then offers it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeAlias

from ..findings import SEVERITY, Finding
from ..openapi.types import Document
from .text import text_of_findings
from .wording import encodable

OutputKind: TypeAlias = Literal["findings", "changes", "draft", "report", "coverage"]


class Writable(Protocol):
    """A stream that text is written to."""

    def write(self, text: str, /) -> object:
        """Write a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Everything that a command prints in the chosen format.

    `summary` are facts for programs, and the whole of a report. `documents` are the base and the
    revision of changes, `draft` is the text of a draft or of an explanation, and `colour` is for
    text at a terminal. With `every`, text shows each finding of an id that has many, and additions.
    `meaning` explains an id and `address` is that of its page, where a format has a place for them;
    both return an empty text if nothing is known.
    """

    kind: OutputKind = "findings"
    findings: Sequence[Finding] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)
    documents: tuple[Document, Document] = ({}, {})
    draft: str = ""
    colour: bool = False
    every: bool = False
    meaning: Callable[[str], str] = lambda id: ""
    address: Callable[[str], str] = lambda id: ""


class OutputFormat(NamedTuple):
    """A format: its writer, the kinds of output it supports, and whether people read it."""

    write: Callable[[Output], str]
    kinds: tuple[OutputKind, ...]
    is_for_people: bool = False


# A command writes one format: the imports inside the functions do not load the others, such as
# pages and their templates.


def _text(output: Output) -> str:
    if output.kind in ("draft", "coverage"):
        return output.draft
    if output.kind == "report":
        from .report_text import report_text

        return report_text(output.summary)
    if output.kind == "changes":
        from .changes_text import text_of_changes

        return text_of_changes(output.findings, colour=output.colour, every=output.every)
    return text_of_findings(output.findings, every=output.every)


def _json(output: Output) -> str:
    if output.kind in ("report", "coverage"):
        return encodable(json.dumps(output.summary, indent=2, ensure_ascii=False)) + "\n"
    summary, is_draft = dict(output.summary), output.kind == "draft"
    if not is_draft:
        counts = Counter(finding.level for finding in output.findings)
        summary |= {level: counts[level] for level in SEVERITY}
    whole = {"findings": [asdict(finding) for finding in output.findings], "summary": summary}
    return encodable(json.dumps(whole, indent=2, ensure_ascii=is_draft)) + "\n"


def _github(output: Output) -> str:
    from .github import commands, commands_of_changes

    write = commands_of_changes if output.kind == "changes" else commands
    return write(output.findings)


def _sarif(output: Output) -> str:
    from .sarif import sarif

    return sarif(output.findings, output.meaning, output.address)


def _gitlab(output: Output) -> str:
    from .gitlab import code_quality

    return code_quality(output.findings)


def _junit(output: Output) -> str:
    from .junit import junit, junit_of_coverage

    if output.kind == "coverage":
        return junit_of_coverage(output.summary)
    return junit(output.findings)


def _markdown(output: Output) -> str:
    from .changelog import changelog

    return changelog(output.findings, *output.documents)


def _html(output: Output) -> str:
    if output.kind == "changes":
        from .changes_page import changes_page

        return changes_page(output.findings, output.documents, output.summary)
    if output.kind == "coverage":
        from .coverage_page import coverage_page

        return coverage_page(output.summary)
    from .report_page import report_page

    return report_page(output.summary)


def _svg(output: Output) -> str:
    from .badge import badge

    return badge(output.summary)


FORMATS: Final[Mapping[str, OutputFormat]] = {
    "text": OutputFormat(
        _text, ("findings", "changes", "draft", "report", "coverage"), is_for_people=True
    ),
    "json": OutputFormat(_json, ("findings", "changes", "draft", "report", "coverage")),
    "github": OutputFormat(_github, ("findings", "changes")),
    "sarif": OutputFormat(_sarif, ("findings", "changes")),
    "gitlab": OutputFormat(_gitlab, ("findings", "changes")),
    "junit": OutputFormat(_junit, ("findings", "changes", "coverage")),
    "markdown": OutputFormat(_markdown, ("changes",)),
    "html": OutputFormat(_html, ("changes", "report", "coverage")),
    "svg": OutputFormat(_svg, ("report",)),
}


# The kinds that are what the command is asked for, and not what it says beside that.
_ANSWERS: Final = ("draft", "report", "coverage")


def formats_of(kind: OutputKind) -> tuple[str, ...]:
    """The names of the formats for a kind of output, as `--format` offers them."""
    return tuple(name for name, format in FORMATS.items() if kind in format.kinds)


def write(output: Output, format: str, out: Writable, err: Writable) -> None:
    """Write the output in a format of the table.

    Drafts, reports, coverage and formats for programs go to `out`; other text for people to `err`.
    """
    chosen = FORMATS[format]
    stream = err if chosen.is_for_people and output.kind not in _ANSWERS else out
    if text := chosen.write(output):
        stream.write(text)
