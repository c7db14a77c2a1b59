"""Findings, which commands report, and changes, which are the findings of a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import KW_ONLY, dataclass, replace
from typing import Final, Literal, TypeAlias

__all__ = ["Finding", "Level"]

Level: TypeAlias = Literal["error", "warning", "info"]
"""The severity of a finding."""
Section: TypeAlias = Literal["added", "changed", "deprecated", "removed", "broken"]

SEVERITY: Final[dict[Level, int]] = {"error": 0, "warning": 1, "info": 2}
# The thresholds at which findings fail a command.
FAIL_ON: Final = ("error", "warning", "never")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a build, a test or a comparison reports, as plain data.

    `id` is stable across releases; `operation` is "GET /path/"; `path` is a place inside a type or
    a schema ("TeamResponse.members[].joined"); `file`, `line` and, in hand-written files, `column`
    lead to the source; `owner` is the project's name for the people responsible for the view;
    `document` is the name of one of a project's further documents.
    """

    level: Level
    id: str
    message: str
    _: KW_ONLY
    hint: str = ""
    operation: str = ""
    path: str = ""
    file: str = ""
    line: int | None = None
    owner: str = ""
    column: int | None = None
    document: str = ""

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Errors first, then by place, so that each run has the same order."""
        return (
            SEVERITY[self.level],
            self.operation,
            self.file,
            self.line or 0,
            self.column or 0,
            self.path,
            self.id,
            self.message,
            self.document,
        )


@dataclass(frozen=True, slots=True)
class Change(Finding):
    """One difference between two documents, as a comparison reports it.

    `base` and `revised` are the two sides. One document accepts `value` and the other rejects it;
    it is a whole body, or a value of the parameter or header. All three are JSON text, so that a
    change can be hashed and printed; "" means that there is none. `operations` are all operations
    with the same cause; `operation` is the first. `places` are the first places of the cause in
    schemas, at most 20, each an operation and a path. `component` and `property` name the place in
    the revised document (for requests as well), as `Publication.locations` takes them; `within` is
    the path from that component to the place. `steps` are the names and indexes that lead to it in
    `value`. `section` is its heading in a changelog. `tests` are those whose responses
    show the change, if a run looked for them.
    """

    _: KW_ONLY
    base: str = ""
    revised: str = ""
    value: str = ""
    operations: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    component: str = ""
    property: str = ""
    within: str = ""
    steps: tuple[str | int, ...] = ()
    section: Section = "changed"
    tests: tuple[str, ...] = ()

    def all_operations(self) -> tuple[str, ...]:
        """The operations of the change; `("",)` for one of the whole document."""
        return self.operations or (self.operation,)

    def narrowed(self, operations: tuple[str, ...]) -> Change:
        """The change in some of its operations."""
        if operations == self.all_operations():
            return self
        places = tuple(place for place in self.places if place[0] in operations)
        path = places[0][1] if places else self.path
        return replace(
            self, operation=operations[0], path=path, operations=operations, places=places
        )


def exceeds(findings: Iterable[Finding], fail_on: str) -> bool:
    """Whether a finding is at or above a threshold of `FAIL_ON`."""
    if fail_on == "never":
        return False
    limit = SEVERITY["error" if fail_on == "error" else "warning"]
    return any(SEVERITY[finding.level] <= limit for finding in findings)
