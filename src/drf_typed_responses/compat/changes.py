"""What a comparison has to say: one value, and the one table of its ids.

A `Change` is a `Finding` with the facts a reader wants beside it. JSON values are carried as JSON
text, so that a change can be hashed, compared and printed; "" means that there is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from ..findings import Finding, Level

Section: TypeAlias = Literal["added", "changed", "deprecated", "removed", "broken"]


class Rule(NamedTuple):
    """One id: how grave it is unless the settings say otherwise, and what it means."""

    level: Level
    section: Section
    meaning: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Change(Finding):
    """One difference between two documents.

    `base` and `revised` are the two sides as JSON text; `value` is a JSON text that one document
    accepts and the other rejects: a whole body for a body, a value for a parameter or header.
    `operations` are all operations that share the cause, the first of them is `operation`.
    `component` and `property` name the place in the revised document (for requests as well), as
    `Publication.place` takes them; `section` is the heading of a changelog it belongs under.
    """

    base: str = ""
    revised: str = ""
    value: str = ""
    operations: tuple[str, ...] = ()
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


KEEP = "Keep it, or publish the new behaviour under a new path and deprecate this one."

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        # Operations
        "operation-added": Rule("info", "added", "An operation is new."),
        "operation-removed": Rule(
            "error",
            "removed",
            "An operation is gone, or its path changed; a deprecated one may go after its sunset.",
            KEEP,
        ),
        "operation-sunset": Rule(
            "info", "removed", "A deprecated operation is gone, and its sunset is past."
        ),
        # Responses
        "response-attribute-removed": Rule(
            "error",
            "broken",
            "A documented attribute is no longer documented.",
            "An attribute that was published stays: return it and document it.",
        ),
        "response-attribute-optional": Rule(
            "error",
            "broken",
            "An attribute that was always returned may be absent.",
            "Return it in every response and keep it required.",
        ),
        "response-attribute-added": Rule("info", "added", "An attribute is new."),
        "response-type-changed": Rule(
            "error",
            "broken",
            "A value may be of a JSON type that the base does not allow.",
            "Keep the type, and add an attribute with another name for the new one.",
        ),
    }
)
