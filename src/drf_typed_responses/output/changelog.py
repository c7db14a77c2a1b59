"""Changes as a changelog for the users of the API, in Markdown that can be published as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..findings import Change, Finding, Section
from ..openapi.types import Document
from .change_wording import other_operations, title_of
from .wording import printable, shortened

# First the changes that clients must act on.
HEADINGS: Mapping[Section, str] = {
    "broken": "Broken",
    "removed": "Removed",
    "deprecated": "Deprecated",
    "changed": "Changed",
    "added": "Added",
}
# The most operations with one cause that are named.
MOST = 5
_MARKUP = re.compile(r"([\\*_\[\]<>#|~@&])")


def changelog(
    findings: Iterable[Finding],
    base: Document | None = None,
    revised: Document | None = None,
) -> str:
    """The changes among the findings by section, in Markdown.

    Findings about the comparison itself, such as an entry that covers no change, are left out,
    because they do not concern clients. `base` and `revised` are documents, whose versions the
    title names.
    """
    changes = [finding for finding in findings if isinstance(finding, Change)]
    lines = [f"## {_prose(title_of(base or {}, revised or {}))}", ""]
    for section, heading in HEADINGS.items():
        under = [change for change in changes if change.section == section]
        lines += [f"### {heading}", "", *_items(under), ""] if under else []
    if not changes:
        lines += ["Nothing changed for a client.", ""]
    return "\n".join(lines)


def _items(changes: Sequence[Change]) -> Iterator[str]:
    for change in sorted(changes, key=lambda change: (change.operation, change.path)):
        yield f"- {_sentence(change)}"
        if change.section == "broken" and change.value:
            yield f"  For example: {_code(shortened(change.value))}"
        if change.level == "info" and change.section == "broken" and change.hint:
            yield f"  {_prose(change.hint)}"


def _sentence(change: Change) -> str:
    lead = ", ".join(_code(part) for part in (change.operation, change.path) if part)
    said = f"{lead}: {_prose(change.message)}" if lead else _prose(change.message)
    return f"{said}{'' if said.endswith('.') else '.'}{_also(other_operations(change))}"


def _also(operations: Sequence[str]) -> str:
    if not operations:
        return ""
    named = ", ".join(_code(name) for name in operations[:MOST])
    more = len(operations) - MOST
    return f" Also in {named}{f' and {more} more' if more > 0 else ''}."


def _code(text: str) -> str:
    """A code span, with a fence longer than any run of backticks in it.

    Source: CommonMark 0.31, 6.1 "Code spans".
    """
    text = " ".join(printable(text).split())
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _prose(text: str) -> str:
    """Text with parts in backticks as code, and with markup and mentions escaped elsewhere."""
    parts = re.split(r"`([^`]+)`", " ".join(printable(text).split()))
    return "".join(
        _code(part) if number % 2 else _MARKUP.sub(_escaped, part)
        for number, part in enumerate(parts)
    )


def _escaped(match: re.Match[str]) -> str:
    return "&#64;" if match[0] == "@" else f"\\{match[0]}"
