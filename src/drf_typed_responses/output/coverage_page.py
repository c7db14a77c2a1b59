"""The coverage of contract tests as one HTML page, which needs neither network nor other files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .covered_parts import Row, grouped, is_operation, named, points_of, request_points_of
from .pages import filled, text_of


def coverage_page(coverage: Mapping[str, Any]) -> str:
    """The page: operations and components as a tree, with what is shown, and by which tests."""
    points = list(points_of(coverage))
    groups = grouped(points)
    operations = {title: rows for title, rows in groups.items() if is_operation(title)}
    components = {title: rows for title, rows in groups.items() if title not in operations}
    parts = {
        "WHOLE": f"{_bar(points)}{_share(points)} parts of the contract shown",
        "OPERATIONS": "".join(_group(*each) for each in operations.items()),
        "COMPONENTS": "".join(_group(*each) for each in components.items()),
        "REQUESTS": "".join(_group(*each) for each in grouped(request_points_of(coverage)).items()),
    }
    return filled("coverage.html", parts)


def _group(title: str, rows: Sequence[Row]) -> str:
    """One operation or component; it is open if a part of it is not shown.

    Of an operation that no test calls, no part can be shown.
    """
    is_called = rows[0]["shown"] or rows[0]["kind"] != "operation"
    is_open = is_called and not all(row["shown"] for row in rows)
    said = _share(rows) if is_called else "<strong class=lacks>no test calls it</strong>"
    listed = "".join(map(_part, rows))
    return (
        f"<details{' open' if is_open else ''}><summary>{_bar(rows)}<code>{text_of(title)}</code> "
        f"<small>{said}</small></summary><ul>{listed}</ul></details>\n"
    )


def _part(row: Row) -> str:
    kind, word = ("has", "shown") if row["shown"] else ("lacks", "not shown")
    tests = f" <small>by {text_of(', '.join(row['tests']))}</small>" if row["tests"] else ""
    return f"<li><code>{text_of(named(row))}</code> <span class={kind}>{word}</span>{tests}</li>"


def _share(rows: Sequence[Row]) -> str:
    return f"{sum(row['shown'] for row in rows)} of {len(rows)}"


def _bar(rows: Sequence[Row]) -> str:
    """A bar beside a number that says the same, so it is hidden from screen readers."""
    shown = sum(row["shown"] for row in rows)
    return f"<progress aria-hidden=true max={len(rows) or 1} value={shown}></progress>"
