"""A report as a badge: the share of typed operations, as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .shares import percent

_LABEL: Final = "API typed"
# Percentages from which the badge has a colour, each with white text of a contrast above 4.5.
_COLOURS: Final = ((100, "#2a7a2a"), (60, "#4d7017"), (30, "#8a5d00"), (0, "#b23b2e"))
_UNKNOWN: Final = "#666"
_BADGE: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" \
aria-label="{label}: {text}">
<title>{label}: {text}</title>
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)">
<rect width="{left}" height="20" fill="#444"/>
<rect x="{left}" width="{right}" height="20" fill="{colour}"/>
</g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{at_left}" y="14" textLength="{long_left}">{label}</text>
<text x="{at_right}" y="14" textLength="{long_right}">{text}</text>
</g>
</svg>
"""
_LETTER: Final = 6.5
_MARGIN: Final = 6


def badge(report: Mapping[str, Any]) -> str:
    """The badge of a report: "API typed 63 %", of all operations."""
    share = percent(report["summary"]["all"], "typed")
    text = "none" if share is None else f"{share} %"
    colour = _UNKNOWN if share is None else next(c for least, c in _COLOURS if share >= least)
    long_left, long_right = round(len(_LABEL) * _LETTER), round(len(text) * _LETTER)
    left, right = long_left + 2 * _MARGIN, long_right + 2 * _MARGIN
    return _BADGE.format(
        label=_LABEL,
        text=text,
        colour=colour,
        width=left + right,
        left=left,
        right=right,
        at_left=left / 2,
        at_right=left + right / 2,
        long_left=long_left,
        long_right=long_right,
    )
