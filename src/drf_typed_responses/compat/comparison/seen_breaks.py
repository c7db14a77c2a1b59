"""Responses of tests that the base forbids, joined to the changes that explain them.

A comparison reads what two documents say. A test shows what the API returns, so it also finds a
break that the new document does not mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ...findings import Change, Level
from ...openapi.paths import without_names
from ..change_rule import KEEP, broken

RULES: Final = {
    "response-seen": broken(
        "A test got a response that the base forbids, and no other change says so.", KEEP
    ),
}


class SeenBreak(NamedTuple):
    """A place where responses of tests break the base.

    `path` is the place as changes name it, such as "200 response: members[].avatar". `component`
    and `property` name its declaration in the base. `tests` are the tests that got a response.
    """

    operation: str
    path: str
    message: str
    component: str = ""
    property: str = ""
    tests: tuple[str, ...] = ()


def with_seen(
    changes: Sequence[Change], seen: Iterable[SeenBreak], levels: Mapping[str, Level]
) -> list[Change]:
    """The changes with the tests that show them, and a change for each break that none explains.

    `levels` are a project's levels.
    """
    told = list(changes)
    for each in seen:
        causes = [number for number, change in enumerate(told) if _explains(change, each)]
        for number in causes:
            tests = dict.fromkeys((*told[number].tests, *each.tests))
            told[number] = replace(told[number], tests=tuple(sorted(tests)))
        if not causes:
            told.append(_alone(each, levels))
    return told


def _explains(change: Change, seen: SeenBreak) -> bool:
    """Whether a change of a response is about the place, or about its declaration."""
    if not change.id.startswith(("response-", "undecided")):
        return False
    if seen.component and (change.component, change.property) == (seen.component, seen.property):
        return True
    at = without_names(seen.operation), seen.path
    places = change.places or [(name, change.path) for name in change.all_operations()]
    return any((without_names(operation), path) == at for operation, path in places)


def _alone(seen: SeenBreak, levels: Mapping[str, Level]) -> Change:
    rule = RULES["response-seen"]
    return Change(
        levels.get("response-seen", rule.level),
        "response-seen",
        seen.message,
        hint=rule.hint,
        operation=seen.operation,
        path=seen.path,
        operations=(seen.operation,),
        component=seen.component,
        property=seen.property,
        section=rule.section,
        tests=seen.tests,
    )
