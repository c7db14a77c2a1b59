"""Presets of the levels of changes, by the clients that an API serves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..exceptions import SettingsError
from ..findings import Level
from ..remedies import did_you_mean
from .comparison.gap_rules import POSITIONS
from .comparison.table import RULES, unknown_change

# The key of DIFF_LEVELS that names the preset.
EXTENDS: Final = "extends"
SENT: Final = tuple(name for name, position in POSITIONS.items() if position.sent)

# Values of the documented JSON type that the document excludes: a client can read them.
_READABLE: Final = (
    "length-changed", "range-changed", "multiple-changed", "pattern-changed", "count-changed",
    "unique-changed", "properties-changed", "closed", "enum-open", "value", "excluded", "overlap",
    "condition",
)  # fmt: skip
# What clients take from the document, and not from the wire.
_NAMES: Final = ("operation-id-changed", "operation-tag-changed")


def _sent(kinds: Iterable[str], level: Level) -> dict[str, Level]:
    return {f"{position}-{kind}": level for kind in kinds for position in SENT}


def _promised_dates() -> dict[str, Level]:
    ends = ("-sunset-sooner", "-sunset-soon")
    return {id: "warning" for id in RULES if id.endswith(ends)}


PRESETS: Final[Mapping[str, Mapping[str, Level]]] = {
    "clients-generated": {
        **_sent(["enum-value", "discriminator-changed"], "error"),
        **dict.fromkeys(_NAMES, "error"),
    },
    "clients-handwritten": {},
    "wire": {
        **_sent(_READABLE, "warning"),
        **_sent(["enum-value"], "info"),
        **_promised_dates(),
        **dict.fromkeys(_NAMES, "info"),
    },
}
"""The levels that differ from those of the rules, by the name of the preset."""


def levels_of(given: Mapping[str, Any]) -> dict[str, Level]:
    """The levels of DIFF_LEVELS, with those of the preset that its key `extends` names.

    Raises SettingsError for an unknown preset or change.
    """
    preset = given.get(EXTENDS, "clients-handwritten")
    if preset not in PRESETS:
        known = f"{did_you_mean(preset, PRESETS)}. Known: {', '.join(PRESETS)}"
        raise SettingsError(f'TYPED_RESPONSES["DIFF_LEVELS"]: unknown preset "{preset}"{known}')
    own = {id: level for id, level in given.items() if id != EXTENDS}
    unknown = sorted(map(str, own.keys() - RULES.keys()))
    if unknown:
        raise SettingsError(f'TYPED_RESPONSES["DIFF_LEVELS"]: {unknown_change(unknown[0])}')
    return {**PRESETS[preset], **own}
