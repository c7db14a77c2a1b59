"""The shares of operations in a report, in words that every format of it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

# The numbers of operations by measure, None for a measure that nobody has taken.
Counts: TypeAlias = Mapping[str, int | None]

MEASURES: Final = ("published", "typed", "described", "sampled", "tested")
# The groups of a report, with the noun of their names and the name of those without one.
GROUPS: Final = {
    "owners": ("Owner", "no owner"),
    "tags": ("Tag", "no tag"),
    "apps": ("App", "no app"),
}


def percent(counts: Counts, measure: str) -> int | None:
    """The percentage of a measure, rounded down so that only all operations are 100.

    None for a measure that nobody has taken, and without operations.
    """
    part, whole = counts.get(measure), counts["operations"]
    return None if part is None or not whole else 100 * part // whole


def percent_text(counts: Counts, measure: str) -> str:
    """`63 %`, or a dash."""
    share = percent(counts, measure)
    return "-" if share is None else f"{share} %"


def progress(summary: Mapping[str, Any]) -> Iterator[str]:
    """`typed 41 % to 63 %` for each measure that differs from the earlier report."""
    if "earlier" not in summary:
        return
    earlier, now = summary["earlier"], summary["all"]
    for measure in MEASURES:
        before, after = percent_text(earlier, measure), percent_text(now, measure)
        if before != after:
            yield f"{measure} {before} to {after}"


def is_partly_typed(operation: Mapping[str, Any]) -> bool:
    """Whether an operation is not typed only because some part of a response may hold anything."""
    bodies: tuple[str, str] = (operation["response"], operation["request"])
    return bodies[0] == "partly" and bodies[1] != "untyped"
