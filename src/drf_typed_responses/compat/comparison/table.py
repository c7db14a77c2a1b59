"""All rules of the comparison, and the options that a project sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from ...findings import Level
from ...openapi.stability import BY_DEFAULT, Stability
from ...remedies import did_you_mean
from ..change_rule import ChangeRule
from ..inclusion.terms import Terms
from ..selection import EVERYTHING, Selection
from . import (
    causes,
    contents,
    gap_rules,
    lifecycle,
    links,
    messages,
    parameter_changes,
    security,
    seen_breaks,
    servers,
    still_used,
    webhooks,
)

# Each module declares the rules of its changes; docs/promise.md lists them in this order.
MODULES: Final = (
    lifecycle,
    security,
    servers,
    parameter_changes,
    messages,
    contents,
    links,
    webhooks,
    gap_rules,
    causes,
    seen_breaks,
    still_used,
)
RULES: Final[Mapping[str, ChangeRule]] = MappingProxyType(
    {id: rule for module in MODULES for id, rule in module.RULES.items()}
)
"""Every change that a comparison can report, by its id."""


@dataclass(frozen=True, slots=True)
class Options:
    """The levels that a project sets, the day of the comparison, and the notice it asks for.

    `levels` maps an id of `RULES` to "error", "warning" or "info", which overrides the level of the
    rule. A deprecated part whose sunset is not after `today` may be removed. Between a deprecation
    and its sunset must be `sunset_days`. `stability` says which parts are promised at all. Only
    operations of the `selection` are compared.

    Raises ValueError for an id that is not in `RULES`.
    """

    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    today: date = field(default_factory=date.today)
    sunset_days: int = 0
    stability: Stability = BY_DEFAULT
    selection: Selection = EVERYTHING

    def __post_init__(self) -> None:
        unknown = sorted(set(self.levels) - set(RULES))
        if unknown:
            raise ValueError(unknown_change(unknown[0]))

    @property
    def terms(self) -> Terms:
        """What may be removed, and what is announced too late."""
        return Terms(self.today, self.sunset_days, self.stability)


def unknown_change(id: str) -> str:
    """The sentence about an id that is not in `RULES`."""
    return f'unknown change "{id}"{did_you_mean(id, RULES)}'
