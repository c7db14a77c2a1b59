"""The points of a coverage report, by the operation or the component that they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

Row: TypeAlias = Mapping[str, Any]
# An operation, with the status of a response; or the name of a component, up to a part of it.
_OPERATION: Final = re.compile(r"[A-Z]+ /\S*")
_COMPONENT: Final = re.compile(r"[^.\[]+")
_STATES: Final = {"optional": "present", "nullable": "{}", "enum": "= {}"}


def points_of(coverage: Row) -> Iterator[Row]:
    """The points of responses, of the default document, then those of the others."""
    for each in _documents(coverage):
        yield from each["points"]


def request_points_of(coverage: Row) -> Iterator[Row]:
    """The points of requests, of the default document, then those of the others."""
    for each in _documents(coverage):
        yield from each["requests"]["points"]


def _documents(coverage: Row) -> Iterator[Row]:
    yield coverage
    yield from coverage.get("documents", {}).values()


def grouped(points: Iterable[Row]) -> dict[str, list[Row]]:
    """The points by operation and by component, in the order of the document."""
    groups: dict[str, list[Row]] = {}
    for point in points:
        groups.setdefault(_owner(point["label"]), []).append(point)
    return groups


def _owner(label: str) -> str:
    found = _OPERATION.match(label) or _COMPONENT.match(label)
    return found[0] if found else label


def is_operation(title: str) -> bool:
    """Whether a group is an operation, and not a component."""
    return _OPERATION.fullmatch(title) is not None


def named(point: Row) -> str:
    """A point within its group: "200", "avatar null", `kind = "a"`, "called"."""
    label: str = point["label"]
    inner = label.removeprefix(_owner(label)).lstrip(" .")
    state = _STATES.get(point["kind"], "").format(point["state"])
    return f"{inner} {state}".strip() or "called"
