"""Breaks that are meant: a reviewed file names each of them, with its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..exceptions import DocumentError
from ..findings import Change, Finding

REQUIRED = ("id", "operation", "path", "reason")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meant break, in the words in which `diff` reported it, and the line it stands in."""

    id: str
    path: str
    operations: tuple[str, ...]
    reason: str
    until: date | None = None
    line: int | None = None

    def shared(self, change: Change) -> tuple[str, ...]:
        """The operations of the change that the entry names, with its path or their own."""
        if self.id != change.id:
            return ()
        whole = self.path == change.path
        return tuple(
            name
            for name in _operations(change)
            if name in self.operations and (whole or (name, self.path) in change.places)
        )


def load(path: Path) -> tuple[Entry, ...]:
    """The entries of a TOML file with one table `[[accepted]]` each.

    Raises DocumentError where the file cannot be read, a key is missing, empty, unknown or of
    another type, or two entries are the same.
    """
    text = _text(path)
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
    lines = [n for n, row in enumerate(text.splitlines(), 1) if _HEADER.match(row)]
    entries = tuple(
        _entry(table, f"{path}: entry {number}", line)
        for number, (table, line) in enumerate(_beside(tables, lines), 1)
    )
    return _distinct(entries, path)


def apply(
    changes: Iterable[Change], entries: Sequence[Entry], file: Path, today: date
) -> Iterator[Finding]:
    """The changes, what entries cover as info with the reason, and what the entries need.

    A cause that several operations share is covered for the operations that are named, and stays
    for the others. An entry ends after its day `until`; one that has ended, or that covers
    nothing, is itself a finding, so that the file holds what it must and no more.
    """
    named: set[Entry] = set()
    for change in changes:
        left = _operations(change)
        for entry in entries:
            shared = entry.shared(change)
            named.update({entry} if shared else ())
            covered = tuple(name for name in shared if name in left)
            if covered and not _ended(entry, today):
                left = tuple(name for name in left if name not in covered)
                yield replace(_narrowed(change, covered), level="info", hint=_reason(entry))
        if left:
            yield _narrowed(change, left)
    for entry in entries:
        if entry not in named:
            yield _about(entry, file, "accepted-stale", "there is no such change", "Delete it.")
        elif _ended(entry, today):
            message = f"it ended after {entry.until}"
            yield _about(entry, file, "accepted-expired", message, "Undo the change, or renew it.")


def _operations(change: Change) -> tuple[str, ...]:
    return change.operations or (change.operation,)


def _narrowed(change: Change, operations: tuple[str, ...]) -> Change:
    if operations == _operations(change):
        return change
    places = tuple(place for place in change.places if place[0] in operations)
    path = places[0][1] if places else change.path
    return replace(change, operation=operations[0], path=path, operations=operations, places=places)


def _ended(entry: Entry, today: date) -> bool:
    return entry.until is not None and entry.until < today


def _reason(entry: Entry) -> str:
    until = f" (until {entry.until})" if entry.until else ""
    return f"Accepted{until}: {entry.reason}"


def _about(entry: Entry, file: Path, id: str, message: str, hint: str) -> Finding:
    return Finding(
        "warning",
        id,
        f"The entry for {entry.id} covers nothing: {message}",
        hint=hint,
        operation=entry.operations[0],
        path=entry.path,
        file=str(file),
        line=entry.line,
    )


_HEADER = re.compile(r"\s*\[\[\s*[\"']?accepted[\"']?\s*\]\]")


def _beside(tables: list[Any], lines: list[int]) -> Iterator[tuple[Any, int | None]]:
    """Each table with its line, or with none where the file spells its tables otherwise."""
    known = lines if len(lines) == len(tables) else [None] * len(tables)
    return zip(tables, known, strict=True)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise DocumentError(f"{path} cannot be read: it is not UTF-8") from error


def _entry(table: Any, name: str, line: int | None) -> Entry:
    if not isinstance(table, dict):
        raise DocumentError(f"{name} is no table")
    unknown = table.keys() - {*REQUIRED, "until"}
    if unknown:
        raise DocumentError(f'{name}: "{min(unknown)}" is unknown')
    until = table.get("until")
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        raise DocumentError(f'{name}: "until" must be a date such as 2027-01-31, without quotes')
    return Entry(
        id=_said(table, "id", name),
        # A change of the whole document, or of a whole operation, has no path.
        path=_said(table, "path", name, empty=True),
        operations=_named(table, name),
        reason=_said(table, "reason", name),
        until=until,
        line=line,
    )


def _said(table: dict[str, Any], key: str, name: str, empty: bool = False) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not (empty or value.strip()):
        raise DocumentError(f'{name} needs "{key}", as text')
    return value


def _named(table: dict[str, Any], name: str) -> tuple[str, ...]:
    value = table.get("operation")
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise DocumentError(f'{name} needs "operation", as text or as a list of texts')


def _distinct(entries: tuple[Entry, ...], path: Path) -> tuple[Entry, ...]:
    seen: set[tuple[str, str, str]] = set()
    for number, entry in enumerate(entries, 1):
        keys = {(entry.id, entry.path, operation) for operation in entry.operations}
        if keys & seen or len(keys) < len(entry.operations):
            raise DocumentError(f"{path}: entry {number} repeats what is already covered")
        seen |= keys
    return entries
