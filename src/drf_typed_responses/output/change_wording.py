"""The phrases about changes that several formats share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..findings import Change, Finding
from ..openapi.types import Document
from ..openapi.values import compact
from .wording import shortened

# The longest value at the end of the path in an example.
LONGEST: Final = 80
# A deeper value would exceed Python's stack.
DEEPEST: Final = 60


def title_of(base: Document, revised: Document) -> str:
    """`Changes of the API from v1 to v2`, as far as the documents tell their versions."""
    old, new = _version(base), _version(revised)
    if not new or old == new:
        return "Changes of the API"
    return f"Changes of the API from {old} to {new}" if old else f"Changes of the API in {new}"


def _version(document: Document) -> str:
    info = document.get("info")
    version = info.get("version") if isinstance(info, Mapping) else None
    return version if isinstance(version, str) else ""


def attribute_of(finding: Finding) -> str:
    """The shortest name of a place: its component, and the path in it; "" outside of components.

    `Team.memberCount`
    """
    if not isinstance(finding, Change) or not finding.component:
        return ""
    joint = "" if finding.within.startswith("[") else "."
    return f"{finding.component}{joint}{finding.within}"


def reach_of(finding: Finding) -> str:
    """`in 4 operations`, or the only operation of an attribute in a component."""
    operations = finding.operations if isinstance(finding, Change) else ()
    if len(operations) > 1:
        return f"in {len(operations)} operations"
    return f"in {finding.operation}" if finding.operation and attribute_of(finding) else ""


def is_addition(finding: Finding) -> bool:
    """Whether a change asks nothing of clients: it adds something, or a project says so."""
    return (
        isinstance(finding, Change)
        and finding.level == "info"
        and finding.section in ("added", "changed")
    )


def sides(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Both sides of a change and a value that only one of them accepts, each with its name."""
    if not isinstance(finding, Change):
        return ()
    named = (("was", finding.base), ("is", finding.revised), ("for example", example_of(finding)))
    return tuple((name, shortened(value)) for name, value in named if value)


def example_of(change: Change, longest: int = LONGEST) -> str:
    """The value that shows a change, with dots for everything beside the path to its place.

    `{…, "team": {…, "kind": null}}`; "" if no value shows the change.
    """
    return "".join(example_around(change, longest))


def example_around(change: Change, longest: int = LONGEST) -> tuple[str, str, str]:
    """The example of a change: the text before the place, the place, and the text behind it."""
    if not change.value or not change.steps or len(change.steps) > DEEPEST:
        return "", shortened(change.value, longest), ""
    return _around(json.loads(change.value), change.steps, longest)


def _around(value: Any, steps: Sequence[str | int], longest: int) -> tuple[str, str, str]:
    step, inner = (steps[0], steps[1:]) if steps else (None, ())
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        before, place, behind = _around(value[step], inner, longest)
        more = step > 0, step < len(value) - 1
        return f"[{'…, ' * more[0]}{before}", place, f"{behind}{', …' * more[1]}]"
    if isinstance(value, dict) and step in value:
        before, place, behind = _around(value[step], inner, longest)
        lead = f"{{{'…, ' * (len(value) > 1)}{compact(step)}: "
        return f"{lead}{before}", place, f"{behind}}}"
    # The end of the path, or the object that lacks the attribute.
    return "", shortened(compact(value), longest), ""


def other_operations(finding: Finding) -> tuple[str, ...]:
    """The other operations with the same cause as a change."""
    return finding.operations[1:] if isinstance(finding, Change) else ()


def other_places(finding: Finding) -> tuple[str, ...]:
    """The other places with the same cause: operations, each with its path if that differs.

    Operations of which no place is listed come last.
    """
    places = finding.places if isinstance(finding, Change) else ()
    if not places:
        return other_operations(finding)
    listed = {operation for operation, _ in places}
    return (
        *(name if path == finding.path else f"{name}, {path}" for name, path in places[1:]),
        *(name for name in other_operations(finding) if name not in listed),
    )


def places_of(finding: Finding) -> tuple[str, ...]:
    """All places of a change: operations, each with its path if that differs from the first."""
    first = ", ".join(part for part in (finding.operation, finding.path) if part)
    return (first, *other_places(finding)) if first else other_places(finding)


def first_of(places: tuple[str, ...], most: int = 10) -> tuple[str, ...]:
    """At most `most` places, then the number of the others."""
    more = len(places) - most
    return places if more < 2 else (*places[:most], f"and {more} more places")


def details(finding: Finding) -> tuple[str, ...]:
    """What there is to say beside the message: both sides, the other places, hint and owner."""
    places = "; ".join(first_of(other_places(finding)))
    return (
        *(f"{name}: {value}" for name, value in sides(finding)),
        *([f"also in: {places}"] if places else []),
        *([finding.hint] if finding.hint else []),
        *([f"owner: {finding.owner}"] if finding.owner else []),
    )
