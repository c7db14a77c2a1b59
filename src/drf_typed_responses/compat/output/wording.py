"""Words that every output shares: which operations, which values, and nothing but text."""

from __future__ import annotations

import os

from ...findings import Finding
from ...report import printable as printable
from ..changes import Change

LONGEST = 400


def shortened(text: str, longest: int = LONGEST) -> str:
    """The start of a value, with a sign where its rest is left out."""
    return text if len(text) <= longest else f"{text[: longest - 4]} ..."


def elsewhere(finding: Finding) -> tuple[str, ...]:
    """The other places of the cause: an operation, and its path where that is another one."""
    places = finding.places[1:] if isinstance(finding, Change) else ()
    if not places:
        return others(finding)
    return tuple(name if path == finding.path else f"{name}, {path}" for name, path in places)


def several(named: tuple[str, ...], most: int = 10) -> tuple[str, ...]:
    """As many as a person reads, and how many more there are."""
    more = len(named) - most
    return named if more < 2 else (*named[:most], f"and {more} more places")


def others(finding: Finding) -> tuple[str, ...]:
    """The operations that share the cause, without the first."""
    return finding.operations[1:] if isinstance(finding, Change) else ()


def sides(finding: Finding) -> tuple[tuple[str, str], ...]:
    """What a change shows: the base, the revision and a value that tells them apart."""
    if not isinstance(finding, Change):
        return ()
    shown = (
        ("was", finding.base),
        ("is", finding.revised),
        ("for example", finding.value),
    )
    return tuple((name, shortened(value)) for name, value in shown if value)


def place(finding: Finding) -> str:
    """`file.py:12`, from here where that is shorter."""
    name = finding.file
    if name and not os.path.relpath(name).startswith(".."):
        name = os.path.relpath(name)
    return ":".join(str(part) for part in (name, finding.line) if part)
