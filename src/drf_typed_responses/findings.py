"""One finding: what is wrong, where it stands and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Finding", "Level"]

Level: TypeAlias = Literal["error", "warning", "info"]
SEVERITY: dict[Level, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a build, a test or a comparison has to say, as plain data.

    `id` is stable across releases; `operation` is "GET /path/"; `path` is a place inside a type or
    a schema ("TeamResponse.members[].joined"); `file`, `line` and, in hand-written files, `column`
    lead to the source; `owner` is whom the view names as responsible.
    """

    level: Level
    id: str
    message: str
    hint: str = ""
    operation: str = ""
    path: str = ""
    file: str = ""
    line: int | None = None
    owner: str = ""
    column: int | None = None

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Errors first, then by place: the same findings in the same order in every run."""
        return (
            SEVERITY[self.level],
            self.operation,
            self.file,
            self.line or 0,
            self.column or 0,
            self.path,
            self.id,
            self.message,
        )
