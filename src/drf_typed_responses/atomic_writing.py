"""Writes files: afterwards each is either complete and new, or unchanged."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from .exceptions import OutputError

PREFIX: Final = ".apidocs-"
# The age in seconds from which a temporary file counts as left by a killed process.
STALE: Final = 600


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none of them.

    Each file is written beside its place, and renamed over the old one when all are written. So
    each file is complete even if the process is killed; between two renames one file is new and the
    other old. A link stays a link, and a file keeps its mode. Raises OutputError if a file cannot
    be written; then the old files stay.
    """
    temporary: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            temporary.append(_ready(path, content))
        _replace_all(temporary)
    finally:
        for name, _ in temporary:
            Path(name).unlink(missing_ok=True)


def _ready(path: Path, content: bytes) -> tuple[str, Path]:
    """A temporary file with the content, and the path without links beside which it is written."""
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        return _beside(path, content), path
    except (OSError, ValueError) as error:  # ValueError for a zero byte in the path
        raise _refused(path.parent, error) from error


def _refused(folder: Path, error: Exception) -> OutputError:
    return OutputError(f"cannot write to {folder}: {getattr(error, 'strerror', None) or error}")


def _sweep(folder: Path) -> None:
    """Remove the files of killed processes; a newer file may belong to a running one."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # a process that runs at the same time renamed it
            if time.time() - path.stat().st_mtime > STALE:
                path.unlink()


def _replace_all(pairs: list[tuple[str, Path]]) -> None:
    """Rename over the old files, and restore them if one of them cannot be replaced."""
    old = [(path, path.read_bytes() if path.is_file() else None) for _, path in pairs]
    done = 0
    try:
        for temporary, path in pairs:
            os.replace(temporary, path)
            done += 1
    except OSError as error:
        for path, content in old[:done]:
            _restore(path, content)
        raise _refused(pairs[done][1].parent, error) from error


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        os.replace(_beside(path, content), path)


def _beside(path: Path, content: bytes) -> str:
    mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PREFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
    except BaseException:  # also after Ctrl-C no half of a file stays
        os.unlink(name)
        raise
    return name
