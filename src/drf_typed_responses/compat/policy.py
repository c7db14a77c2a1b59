"""The changes between two documents under the settings of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..exceptions import DocumentError
from ..findings import SEVERITY, Change, Finding, Level
from ..openapi.stability import BY_DEFAULT, Stability
from ..openapi.types import Document
from ..remedies import page
from .accepted import apply, load
from .comparison.comparing import compare
from .comparison.seen_breaks import SeenBreak, with_seen
from .comparison.still_used import Use, with_uses
from .comparison.table import RULES, Options, unknown_change
from .presets import levels_of
from .selection import EVERYTHING, Selection

if TYPE_CHECKING:  # the settings need Django, and a comparison does not
    from ..declared_settings import Settings

# The file and the line of an attribute, by its component and its name.
PlaceFinder: TypeAlias = Callable[[str, str], tuple[str, int | None]]


@dataclass(frozen=True, slots=True)
class Policy:
    """The changes that a project accepts, the levels that it overrides, and what is compared.

    `sunset_days` is the least number of days between a deprecation and its sunset. The file of
    accepted changes `may_be_absent` if it is about to be written.
    """

    accepted: Path | None = None
    levels: Mapping[str, Level] = field(default_factory=dict)
    today: date = field(default_factory=date.today)
    selection: Selection = EVERYTHING
    sunset_days: int = 0
    may_be_absent: bool = False
    stability: Stability = BY_DEFAULT

    def findings(
        self,
        base: Document,
        revised: Document,
        place: PlaceFinder | None = None,
        seen: Sequence[SeenBreak] = (),
        uses: Mapping[Use, int] | None = None,
    ) -> list[Finding]:
        """Every change, sorted, with its file and line if `place` knows them.

        A break that tests have `seen` is joined to its change, or is a change of its own. `uses`
        are the calls of deprecated parts, where they are known. Raises DocumentError for documents,
        or a file of accepted changes, that cannot be used.
        """
        file = self.accepted
        entries = load(file, may_be_absent=self.may_be_absent) if file else ()
        changes: Iterable[Change] = with_seen(self.changes(base, revised), seen, self.levels)
        changes = with_uses([*changes], uses, self.levels)
        if place is not None:
            changes = (_placed(change, place) for change in changes)
        found = apply(changes, entries, self.accepted or Path(), self.today, RULES)
        return sorted(found, key=lambda finding: finding.sort_key)

    def changes(self, base: Document, revised: Document) -> list[Change]:
        """The changes, those that the project accepts included.

        Raises DocumentError for documents that cannot be used.
        """
        try:
            options = Options(
                self.levels, self.today, self.sunset_days, self.stability, self.selection
            )
        except ValueError as error:
            raise DocumentError(str(error)) from error
        return compare(base, revised, options=options)


def policy_of(settings: Settings) -> Policy:
    """The policy of a document of a project. Raises SettingsError for an unknown change."""
    return Policy(
        settings.accepted,
        levels_of(settings.diff_levels),
        selection=Selection(prefixes=settings.diff_prefixes),
        sunset_days=settings.sunset_days,
        stability=settings.stability,
    )


def meaning_of(id: str) -> str:
    """The sentence about a change in docs/promise.md; "" for an id that no change has."""
    return RULES[id].meaning if id in RULES else ""


def address_of(id: str) -> str:
    """The address of the table of changes; "" for an id that no change has."""
    return page("promise", "the-findings") if id in RULES else ""


def _placed(change: Change, place: PlaceFinder) -> Change:
    if not change.component:
        return change
    file, line = place(change.component, change.property)
    return replace(change, file=file, line=line)


def level_of(text: str) -> tuple[str, Level]:
    """`ID=LEVEL` as a pair. Raises ValueError for an unknown id or level."""
    id, _, level = text.partition("=")
    if id not in RULES:
        raise ValueError(unknown_change(id))
    if level not in SEVERITY:
        raise ValueError(f"unknown level {level!r}: write error, warning or info")
    return id, level
