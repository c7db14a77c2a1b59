"""The tables of docs/type-forms.md, from the tables that the tests run."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from .table import COMPONENTS, ROWS


def tables() -> str:
    """A table for each section of forms, then one for each section of components."""
    parts = []
    for section, rows in groupby(ROWS, key=lambda row: row.section):
        parts.append(_table(section, "type", list(rows)))
    parts.append("## Components\n\nThe classes are those of `tests/translate/examples.py`.\n")
    for section, rows in groupby(COMPONENTS, key=lambda row: row.section):
        parts.append(_table(section, "class", list(rows), level=3))
    return "\n".join(parts)


def _table(title: str, first: str, rows: list[Any], level: int = 2) -> str:
    lines = [f"{'#' * level} {title}", "", f"| {first} | 3.0 | 3.1, 3.2 | |", "|---|---|---|---|"]
    for row in rows:
        modern = "the same" if row.v31 is None else _code(row.v31)
        lines.append(f"| {_cell(row.code)} | {_code(row.v30)} | {modern} | {row.note} |")
    return "\n".join([*lines, ""])


def _code(schema: Any) -> str:
    return _cell(json.dumps(schema))


def _cell(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")
