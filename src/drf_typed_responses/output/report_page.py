"""A report as one HTML page, which needs neither network nor other files."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from .pages import filled, text_of
from .shares import GROUPS, MEASURES, Counts, is_partly_typed, percent, progress

_WORDS: Final = {True: "yes", False: "no", None: "unknown"}


def report_page(report: Mapping[str, Any]) -> str:
    """The page; without JavaScript it shows the same tables, which then cannot be sorted."""
    summary, operations = report["summary"], report["operations"]
    parts = {
        "MEASURES": _tiles(summary),
        "PROGRESS": _progress(summary),
        "GROUPS": "".join(_group(summary[group], *GROUPS[group]) for group in GROUPS),
        "COUNT": str(len(operations)),
        "OPERATIONS": "".join(map(_operation, operations, range(len(operations)))),
    }
    return filled("report.html", parts)


def _tiles(summary: Mapping[str, Any]) -> str:
    rows = ("all", "All operations"), ("public", "Published operations")
    return "".join(_sums(summary[key], title) for key, title in rows)


def _progress(summary: Mapping[str, Any]) -> str:
    if "earlier" not in summary:
        return ""
    changes = escape(", ".join(progress(summary)) or "no change")
    return f"<p class=progress>Since the earlier report: <strong>{changes}</strong>.</p>"


def _group(groups: Mapping[str, Counts], noun: str, unnamed: str) -> str:
    """A table of sums; the heads of its columns sort it."""
    heads = "".join(map(_head, (noun, "Operations", *map(str.capitalize, MEASURES))))
    rows = "".join(_sums(counts, name or unnamed) for name, counts in groups.items())
    caption = f"By {noun.lower()}"
    return (
        f'<section aria-label="{caption}"><h2>{caption}</h2><div class=wide tabindex=0 role=region '
        f'aria-label="Table {caption.lower()}"><table class=sortable><thead><tr>{heads}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div></section>\n"
    )


def _head(title: str) -> str:
    return f"<th scope=col>{title}</th>"


def _sums(counts: Counts, title: str) -> str:
    cells = "".join(_share(counts, measure) for measure in MEASURES)
    return (
        f"<tr><th scope=row>{text_of(title)}</th>"
        f"<td class=number data-sort={counts['operations']}>{counts['operations']}</td>{cells}</tr>"
    )


def _share(counts: Counts, measure: str) -> str:
    share = percent(counts, measure)
    if share is None:
        return "<td class=unknown data-sort=-1>unknown</td>"
    exact = f"{counts[measure]} of {counts['operations']}"
    return f"<td data-sort={share}>{_bar(share)}{share} % <small>{exact}</small></td>"


def _bar(share: int) -> str:
    """A bar beside a number that says the same, so it is hidden from screen readers."""
    return f'<span class=bar aria-hidden=true><i style="width:{share}%"></i></span>'


def _operation(operation: Mapping[str, Any], number: int) -> str:
    taken = [operation[m] for m in MEASURES if operation[m] is not None]
    reached, whole = sum(taken), len(taken)
    cells = "".join(_measure(operation, measure) for measure in MEASURES)
    tags = ", ".join(operation["tags"])
    texts = (operation["owner"], tags, operation["app"])
    name = f"{text_of(operation['operation'])}{_details(operation)}"
    return (
        f"<tr><th scope=row data-sort={number}>{name}</th>"
        f"<td data-sort={reached}>{_bar(100 * reached // whole)}{reached} of {whole}</td>{cells}"
        f"{''.join(f'<td>{text_of(text)}</td>' for text in texts)}</tr>\n"
    )


def _details(operation: Mapping[str, Any]) -> str:
    """The place in the source, and what is wrong there."""
    lines = [*filter(None, (operation["place"], operation["problem"]))]
    if operation["free"]:
        lines.append(f"may hold anything: {', '.join(operation['free'])}")
    return "".join(f"<small>{text_of(line)}</small>" for line in lines)


def _measure(operation: Mapping[str, Any], measure: str) -> str:
    holds = operation[measure]
    word, rank = _WORDS[holds], {None: -1, False: 0, True: 2}[holds]
    if measure == "published":
        word = ", ".join(operation["documents"]) or "private"
    elif measure == "typed" and not holds:
        word, rank = _untyped(operation), int(is_partly_typed(operation))
    kind = {None: "unknown", False: "lacks", True: "has"}[holds]
    return f"<td class={kind} data-sort={rank}>{text_of(word)}</td>"


def _untyped(operation: Mapping[str, Any]) -> str:
    """`no: request`, or `partly` for a response with a place that may hold anything."""
    if is_partly_typed(operation):
        return "partly"
    return f"no: {', '.join(s for s in ('response', 'request') if operation[s] == 'untyped')}"
