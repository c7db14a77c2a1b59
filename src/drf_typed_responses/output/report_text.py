"""A report as text: a line for each operation, then the sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .shares import GROUPS, MEASURES, Counts, is_partly_typed, percent_text, progress
from .wording import printable

_PRIVATE = "private"


def report_text(report: Mapping[str, Any]) -> str:
    """The report of `reporting.report` as text."""
    summary, operations = report["summary"], report["operations"]
    blocks = [_table(_operations(operations))] if operations else []
    for group, (title, unnamed) in GROUPS.items():
        head = (title, "operations", *MEASURES)
        blocks.append(_table([head, *_sums(summary[group], unnamed)]))
    blocks.append(_table(_whole(summary)))
    return "\n".join([*blocks, *_compared(summary)])


def _operations(operations: Sequence[Mapping[str, Any]]) -> Iterator[Sequence[str]]:
    yield "Operation", *MEASURES, "owner"
    for each in operations:
        marks = (_mark(each, measure) for measure in MEASURES)
        yield each["operation"], *marks, each["owner"] or "-"


def _mark(operation: Mapping[str, Any], measure: str) -> str:
    if measure == "published" and not operation["published"]:
        return _PRIVATE
    if measure == "typed" and not operation["typed"]:
        return "partly" if is_partly_typed(operation) else "no"
    return {True: "yes", False: "no", None: "-"}[operation[measure]]


def _sums(groups: Mapping[str, Counts], unnamed: str) -> Iterator[Sequence[str]]:
    for name, counts in groups.items():
        shares = (percent_text(counts, measure) for measure in MEASURES)
        yield name or unnamed, str(counts["operations"]), *shares


def _whole(summary: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield "Whole", "operations", *MEASURES
    yield from _sums({"all": summary["all"], "public": summary["public"]}, "")


def _compared(summary: Mapping[str, Any]) -> Iterator[str]:
    if "earlier" in summary:
        yield f"Since the earlier report: {', '.join(progress(summary)) or 'no change'}.\n"


def _table(rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    """The rows in columns, of which the first is aligned to the left."""
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in cells
    )
    return "".join(f"{line}\n" for line in lines)
