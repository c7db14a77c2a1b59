"""The file of accepted changes, each with a reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from ..exceptions import DocumentError
from ..findings import Change, Finding, Level
from ..remedies import did_you_mean

REQUIRED: Final = ("id", "operation", "path", "reason")


@dataclass(frozen=True, slots=True)
class AcceptedChange:
    """One entry of the file: a change as `diff` reported it, and the line of the entry.

    The entry applies to `operations`, each with the path of the change or its own, and ends after
    the day `until`.
    """

    id: str
    path: str
    operations: tuple[str, ...]
    reason: str
    until: date | None = None
    line: int | None = None

    def operations_of(self, change: Change) -> tuple[str, ...]:
        """The operations of a change that the entry accepts."""
        if self.id != change.id:
            return ()
        same_path = self.path == change.path
        return tuple(
            name
            for name in change.all_operations()
            if name in self.operations and (same_path or (name, self.path) in change.places)
        )

    def has_ended(self, today: date) -> bool:
        """Whether the last day of the entry has passed."""
        return self.until is not None and self.until < today


def load(path: Path, *, may_be_absent: bool = False) -> tuple[AcceptedChange, ...]:
    """Read the entries of a TOML file, each a table `[[accepted]]`.

    Raises DocumentError for a file that cannot be read, a key that is missing, empty, unknown or of
    a wrong type, and two entries that accept the same change.
    """
    text = text_of(path, may_be_absent=may_be_absent)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DocumentError(f"{path} is not TOML: {error}") from error
    except RecursionError as error:
        raise DocumentError(f"{path} is not TOML: it is nested too deeply") from error
    tables = given.pop("accepted", [])
    if given:
        raise DocumentError(f'{path}: "{next(iter(given))}" is unknown; write [[accepted]] tables')
    if not isinstance(tables, list):
        raise DocumentError(f"{path}: write [[accepted]], with two brackets")
    lines = [number for number, row in enumerate(text.splitlines(), 1) if _HEADER.match(row)]
    entries = tuple(
        _entry(table, f"{path}: entry {number}", line)
        for number, (table, line) in enumerate(_with_lines(tables, lines), 1)
    )
    return _distinct(entries, path)


def apply(
    changes: Iterable[Change],
    entries: Sequence[AcceptedChange],
    file: Path,
    today: date,
    ids: Collection[str],
) -> Iterator[Finding]:
    """The changes, with accepted ones as info, and findings about the entries.

    If entries name only some operations of a change, it is split: it is info with the reason for
    these, and unchanged for the others. An entry of `file` that accepts no change, or that ended
    before `today`, is a warning, so that the file contains no unneeded entry. An entry without a
    reason is an error. `ids` are those of all changes that a comparison reports.
    """
    used: set[AcceptedChange] = set()
    for change in changes:
        left = change.all_operations()
        for entry in entries:
            operations = entry.operations_of(change)
            used.update({entry} if operations else ())
            accepted = tuple(name for name in operations if name in left)
            if accepted and not entry.has_ended(today):
                left = tuple(name for name in left if name not in accepted)
                yield replace(change.narrowed(accepted), level="info", hint=_reason(entry))
        if left:
            yield change.narrowed(left)
    for entry in entries:
        if entry not in used:
            unknown = f"unknown change{did_you_mean(entry.id, ids)}"
            why = "no change matches it" if entry.id in ids else unknown
            said = f"accepts no change: {why}"
            yield _about(entry, file, "warning", "accepted-stale", said, "Delete it.")
        elif entry.has_ended(today):
            said = f"accepts no change: it ended after {entry.until}"
            hint = "Undo the change, or renew it."
            yield _about(entry, file, "warning", "accepted-expired", said, hint)
        elif not entry.reason:
            hint = "Write why clients must accept it."
            yield _about(entry, file, "error", "accepted-unexplained", "has no reason", hint)


def _reason(entry: AcceptedChange) -> str:
    until = f" (until {entry.until})" if entry.until else ""
    return f"Accepted{until}: {entry.reason or 'no reason is given'}"


def _about(
    entry: AcceptedChange, file: Path, level: Level, id: str, predicate: str, hint: str
) -> Finding:
    return Finding(
        level,
        id,
        f"The entry for {entry.id} {predicate}",
        hint=hint,
        operation=entry.operations[0],
        path=entry.path,
        file=str(file),
        line=entry.line,
    )


_HEADER = re.compile(r"\s*\[\[\s*[\"']?accepted[\"']?\s*\]\]")


def _with_lines(tables: list[Any], lines: list[int]) -> Iterator[tuple[Any, int | None]]:
    """Each table with the line of its header; None if the file writes tables in another syntax."""
    known = lines if len(lines) == len(tables) else [None] * len(tables)
    return zip(tables, known, strict=True)


def text_of(path: Path, *, may_be_absent: bool = False) -> str:
    """The text of a file of accepted changes. Raises DocumentError if it cannot be read."""
    if may_be_absent and not path.exists():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise DocumentError(f"{path} cannot be read: it is not UTF-8") from error


def _entry(table: Any, name: str, line: int | None) -> AcceptedChange:
    if not isinstance(table, dict):
        raise DocumentError(f"{name} is not a table")
    unknown = table.keys() - {*REQUIRED, "until"}
    if unknown:
        raise DocumentError(f'{name}: "{min(unknown)}" is unknown')
    until = table.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise DocumentError(f'{name}: "until" must be a date such as 2027-01-31, without quotes')
    return AcceptedChange(
        id=_text_at(table, "id", name),
        # The path may be empty: it is for a change of the whole document or of a whole operation.
        path=_text_at(table, "path", name, empty=True),
        operations=_operations_at(table, name),
        # An empty reason is for a person to write, and a finding until then.
        reason=_text_at(table, "reason", name, empty=True).strip(),
        until=until,
        line=line,
    )


def _text_at(table: dict[str, Any], key: str, name: str, empty: bool = False) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise DocumentError(f'{name} needs "{key}", as text')
    return value


def _operations_at(table: dict[str, Any], name: str) -> tuple[str, ...]:
    value = table.get("operation")
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise DocumentError(f'{name} needs "operation", as text or as a list of texts')


def _distinct(entries: tuple[AcceptedChange, ...], path: Path) -> tuple[AcceptedChange, ...]:
    seen: set[tuple[str, str, str]] = set()
    for number, entry in enumerate(entries, 1):
        keys = {(entry.id, entry.path, operation) for operation in entry.operations}
        if keys & seen or len(keys) < len(entry.operations):
            raise DocumentError(f"{path}: entry {number} accepts what an earlier one accepts")
        seen |= keys
    return entries
