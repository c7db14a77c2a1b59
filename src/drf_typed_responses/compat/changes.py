"""What a comparison has to say: one value, and what a project decides about it.

A `Change` is a `Finding` with the facts a reader wants beside it. JSON values are carried as JSON
text, so that a change can be hashed, compared and printed; "" means that there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ..findings import Finding, Level
from .rules import RULES, Section


@dataclass(frozen=True, slots=True)
class Change(Finding):
    """One difference between two documents.

    `base` and `revised` are the two sides as JSON text; `value` is a JSON text that one document
    accepts and the other rejects: a whole body for a body, a value for a parameter or header.
    `operations` are all operations that share the cause, the first of them is `operation`;
    `places` are those of the cause within schemas, each an operation and a path.
    `component` and `property` name the place in the revised document (for requests as well), as
    `Publication.place` takes them; `section` is the heading of a changelog it belongs under.
    """

    base: str = ""
    revised: str = ""
    value: str = ""
    operations: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    component: str = ""
    property: str = ""
    section: Section = "changed"


@dataclass(frozen=True, slots=True)
class Options:
    """What a project decides: levels other than those of the table, and the day of the verdict.

    `levels` maps an id to "error", "warning" or "info"; `today` decides whether a sunset is past.
    """

    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    today: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.levels) - set(RULES))
        if unknown:
            raise ValueError(f"no finding of a comparison is named {', '.join(unknown)}")
