"""Writes the documents: afterwards a file is either complete and new, or unchanged."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from rest_framework.utils.encoders import JSONEncoder

from ..exceptions import OutputError

PREFIX: Final = ".apidocs-"
# The age in seconds from which a temporary file counts as left by a killed build.
STALE: Final = 600


def rendered(document: Any) -> bytes:
    """The bytes of a document, equal on every platform.

    Values that DRF renders (dates, UUIDs, Decimals) are written as DRF does. Raises OutputError for
    a value that is not JSON, such as NaN or half of a surrogate pair.
    """
    try:
        return encoded(document, indent=2) + b"\n"
    except (TypeError, ValueError, RecursionError) as error:
        raise OutputError(
            f"the document cannot be written as JSON, at {_culprit(document)}: {error}"
        ) from error


def as_written(document: Any) -> Any:
    """The document as its readers see it: the JSON value of `rendered`. Raises OutputError."""
    return json.loads(rendered(document))


def encoded(value: Any, **options: Any) -> bytes:
    """A value as DRF's renderer writes it. Raises TypeError or ValueError for other values."""
    default = JSONEncoder().default
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, default=default, **options
    ).encode()


def _culprit(node: Any) -> str:
    """The keys that lead to the first value that cannot be written."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        try:
            encoded(value)
        except (TypeError, ValueError):
            inner = _culprit(value) if isinstance(value, (dict, list, tuple)) else ""
            return f"{key}.{inner}" if inner else str(key)
    return ""


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write all files, or none of them.

    Each file is written beside its place, and renamed over the old one when all are written. So
    each file is complete even if the process is killed; between two renames one file is new and the
    other old. Raises OutputError if a file cannot be written; then the old files stay.
    """
    temporary: list[tuple[str, Path]] = []
    try:
        for path, content in files.items():
            temporary.append((_ready(path, content), path))
        _replace_all(temporary)
    finally:
        for name, _ in temporary:
            Path(name).unlink(missing_ok=True)


def _ready(path: Path, content: bytes) -> str:
    """Write the content to a temporary file beside the path; makes the folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        return _beside(path.parent, content)
    except (OSError, ValueError) as error:  # ValueError for a zero byte in the path
        raise _refused(path.parent, error) from error


def _refused(folder: Path, error: Exception) -> OutputError:
    return OutputError(f"cannot write to {folder}: {getattr(error, 'strerror', None) or error}")


def _sweep(folder: Path) -> None:
    """Remove the files of killed builds; a newer file may belong to a running build."""
    for path in folder.glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):  # a build that runs at the same time has renamed it
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
        os.replace(_beside(path.parent, content), path)


def _beside(folder: Path, content: bytes) -> str:
    handle, name = tempfile.mkstemp(dir=folder, prefix=PREFIX)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o644)
    return name
