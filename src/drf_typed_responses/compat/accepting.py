"""Writes entries of the file of accepted changes, for a person to give the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..atomic_writing import write_all
from ..findings import Change, Finding, exceeds
from .accepted import AcceptedChange, load, text_of


def write_accepted(file: Path, findings: Iterable[Finding], fail_on: str) -> int:
    """Add an entry for each change that fails a comparison; returns the number of new entries.

    The reasons are empty. What the file has stays as it is. Raises DocumentError for a file that
    cannot be read, OutputError for one that cannot be written.
    """
    before = load(file, may_be_absent=True)
    failing = (finding for finding in findings if exceeds([finding], _threshold(fail_on)))
    changes = (finding for finding in failing if isinstance(finding, Change))
    entries = [*_new_entries(changes, before)]
    if entries:
        text = text_of(file, may_be_absent=True).rstrip()
        blocks = [*filter(None, [text]), *map(_block, entries)]
        write_all({file: ("\n\n".join(blocks) + "\n").encode(errors="replace")})
    return len(entries)


def _threshold(fail_on: str) -> str:
    """The threshold; a comparison that never fails accepts errors."""
    return "error" if fail_on == "never" else fail_on


def _new_entries(
    changes: Iterable[Change], before: Sequence[AcceptedChange]
) -> Iterator[AcceptedChange]:
    """One entry for each change, without the operations that another entry names for it."""
    known = {(each.id, each.path, name) for each in before for name in each.operations}
    for change in changes:
        named = ((change.id, change.path, name) for name in change.all_operations())
        new = [key for key in named if key not in known]
        known.update(new)
        if new:
            yield AcceptedChange(change.id, change.path, tuple(key[-1] for key in new), reason="")


def _block(entry: AcceptedChange) -> str:
    operation = entry.operations[0] if len(entry.operations) == 1 else [*entry.operations]
    given = {"id": entry.id, "operation": operation, "path": entry.path, "reason": entry.reason}
    return "\n".join(["[[accepted]]", *(f"{key} = {_toml(value)}" for key, value in given.items())])


def _toml(value: str | list[str]) -> str:
    """A text or a list of texts; the text of JSON is that of TOML, except for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
