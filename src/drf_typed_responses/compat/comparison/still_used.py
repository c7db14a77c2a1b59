"""Parts that are gone after their sunset, and that clients still use by the counts of production.

A comparison reads what was announced. Counts show who has not followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ...findings import Change, Level
from ...openapi.paths import without_names
from ..change_rule import broken

RULES: Final = {
    "still-used": broken(
        "The sunset of a part has passed, the part is gone, and clients still use it by the counts "
        "of production.",
        "Ask these clients to change, and remove the part when nobody uses it any more.",
    ),
}
# The parts that are counted: those of requests and responses that a client sends and gets.
_COUNTED: Final = ("operation", "parameter", "attribute")
_REMOVED: Final = "-sunset"


class Use(NamedTuple):
    """What a client uses: an operation, whose `part` is "", or the part of it with that name."""

    operation: str
    part: str
    client: str


def with_uses(
    changes: Sequence[Change], uses: Mapping[Use, int] | None, levels: Mapping[str, Level]
) -> list[Change]:
    """The changes, where a removal whose part is still used is one of the id `still-used`.

    `uses` are numbers of calls; a removal without any says so. With None nothing is known, and
    nothing changes. `levels` are a project's levels.
    """
    if uses is None:
        return list(changes)
    return [_with_uses(change, uses, levels) for change in changes]


def _with_uses(change: Change, uses: Mapping[Use, int], levels: Mapping[str, Level]) -> Change:
    if not _kind(change):
        return change
    found = {use: calls for use, calls in uses.items() if calls and _is_about(change, use)}
    if not found:
        return replace(change, message=f"{change.message}; no use of it was counted")
    rule = RULES["still-used"]
    calls, clients = sum(found.values()), len({use.client for use in found})
    who = f"{clients:,} client{'' if clients == 1 else 's'}"
    said = f"{change.message}; {who} used it, in {calls:,} call{'' if calls == 1 else 's'}"
    return replace(
        change,
        level=levels.get("still-used", rule.level),
        id="still-used",
        message=said,
        hint=rule.hint,
        section=rule.section,
    )


def _kind(change: Change) -> str:
    """Which counted part a change removes after its sunset; "" for none."""
    *position, kind = change.id.removesuffix(_REMOVED).split("-")
    is_counted = change.id.endswith(_REMOVED) and kind in _COUNTED
    return kind if is_counted and position in ([], ["response"]) else ""


def _is_about(change: Change, use: Use) -> bool:
    """Whether a change removes what is used; attributes are compared by their names."""
    operations = map(without_names, change.all_operations())
    if without_names(use.operation) not in operations:
        return False
    kind = _kind(change)
    if kind == "parameter":
        return use.part == change.path
    if kind == "attribute":
        named = change.property or change.path.rpartition(".")[2]
        return use.part.startswith("attribute ") and _last(use.part) == named
    return not use.part


def _last(part: str) -> str:
    """The name of an attribute, of "attribute `Team.nick`"."""
    return part.partition("`")[2].rstrip("`").rpartition(".")[2]
