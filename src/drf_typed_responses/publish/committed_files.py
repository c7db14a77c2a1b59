"""Compares committed files with what a build would write."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from ..findings import Finding
from ..openapi.operations import operations_of
from ..openapi.types import Document
from ..output.wording import counted, listed, shown_path

# The most places of a file that a finding counts.
MOST = 100


def outdated_files(files: Mapping[Path, bytes]) -> Iterator[Finding]:
    """A finding for each file that does not have the bytes that a build would write."""
    for path, content in files.items():
        try:
            committed = path.read_bytes()
        except OSError as error:
            yield _finding(path, f"cannot be read: {error.strerror}")
            continue
        if committed != content:
            yield _finding(path, f"is not what a build writes: {_difference(committed, content)}")


def emptied_files(files: Mapping[Path, Document]) -> Iterator[Finding]:
    """A finding for each document that a build would write without any operation over others."""
    for path, document in files.items():
        before = 0 if any(operations_of(document)) else _count_operations(path)
        if before:
            yield Finding(
                "error",
                "document-emptied",
                f"{shown_path(path)} has {counted(before, 'operation')}, and this build has none",
                hint="Look for a setting or an attribute `public` that is misspelled. If no "
                "operation is public any more, delete the file.",
                file=str(path),
            )


def _count_operations(path: Path) -> int:
    """The operations of a file; 0 if it is not there, or holds no document."""
    try:
        document = json.loads(path.read_bytes())
        return len(list(operations_of(document)))
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return 0


def _finding(path: Path, message: str) -> Finding:
    return Finding(
        "error",
        "outdated-file",
        f"{shown_path(path)} {message}",
        hint="Run apidocs build, and commit the files.",
        file=str(path),
    )


def _difference(committed: bytes, content: bytes) -> str:
    try:
        old = json.loads(committed)
    except ValueError:
        return "it is not JSON"
    places = list(islice(differences(old, json.loads(content)), MOST))
    if not places:
        return "it is written differently"
    more = f", in {len(places)} places{' at least' if len(places) == MOST else ''}"
    return f"it differs at {listed(places, 3)}{more if len(places) > 3 else ''}"


def differences(old: Any, new: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """The keys to each outermost place where two JSON values differ, joined by dots."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in (*old, *(key for key in new if key not in old)):
            if key not in old or key not in new:
                yield ".".join((*path, key))
            else:
                yield from differences(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, (*path, str(number)))
    elif old != new or type(old) is not type(new):
        yield ".".join(path) or "its root"
