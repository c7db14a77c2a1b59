"""What a project decides about the changes of a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ..findings import Level
from .rules import RULES


@dataclass(frozen=True, slots=True)
class Options:
    """The levels that a project sets other than those of `RULES`, and the day of the comparison.

    `levels` maps an id to "error", "warning" or "info"; `today` decides whether a sunset is past.
    """

    levels: Mapping[str, Level] = field(default_factory=lambda: MappingProxyType({}))
    today: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        unknown = sorted(set(self.levels) - set(RULES))
        if unknown:
            raise ValueError(f"no finding of a comparison is named {', '.join(unknown)}")
