"""Saves edited files, all or none, over files that git has as they are."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...atomic_writing import write_all
from ...exceptions import TypedResponsesError
from ...output.wording import listed, shown_path
from .source_files import SourceFile


class UncleanError(TypedResponsesError):
    """A file has changes that git does not have, so that a write could not be undone."""


def save(files: Iterable[SourceFile], *, force: bool) -> None:
    """Write the files, or none of them.

    Raises UncleanError unless git has each file as it is, or with `force`; OutputError if a file
    cannot be written.
    """
    files = list(files)
    unclean = [] if force else list(_unclean([file.path for file in files]))
    if unclean:
        names = listed([shown_path(path) for path in unclean])
        raise UncleanError(
            f"git does not have {names} as it is; commit it, or give --force to write all the same"
        )
    write_all({file.path: file.content for file in files})


def _unclean(paths: list[Path]) -> Iterator[Path]:
    by_folder = defaultdict(list)
    for path in paths:
        by_folder[path.parent].append(path)
    for folder, inside in by_folder.items():
        names = _changed(folder, [path.name for path in inside])
        yield from (path for path in inside if names is None or path.name in names)


def _changed(folder: Path, names: list[str]) -> set[str] | None:
    """The files of a folder that git does not have as they are; None without a git tree."""
    command = ["git", "status", "--porcelain", "-z", "--no-renames", "--ignored", "--", *names]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError:  # there is no git, or no such folder
        return None
    if done.returncode:
        return None
    lines = done.stdout.decode(errors="replace").split("\0")
    return {line[3:].rpartition("/")[2] for line in lines if line}
