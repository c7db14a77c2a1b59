"""Files that are whole or as they were."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from ..exceptions import OutputError


def rendered(document: Any) -> bytes:
    """The bytes of a document: the same for the same document, on every platform.

    Samples may hold what DRF renders (dates, UUIDs, Decimals), and are written as it does.
    """
    text = json.dumps(document, indent=2, ensure_ascii=False, default=JSONEncoder().default)
    return (text + "\n").encode()


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder: all of them, or none.

    Each goes to a temporary file beside its place and is renamed over it once all are written.
    Raises OutputError where the folder cannot be written; what stood there stays.
    """
    temporary: list[tuple[str, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            temporary.append((_beside(folder, content), folder / name))
        _replace_all(temporary)
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error.strerror or error}") from error
    finally:
        for name, _ in temporary:
            Path(name).unlink(missing_ok=True)


def _replace_all(pairs: list[tuple[str, Path]]) -> None:
    """Rename over the old files, which come back where one of them cannot be replaced."""
    old = [(path, path.read_bytes() if path.is_file() else None) for _, path in pairs]
    done = 0
    try:
        for temporary, path in pairs:
            os.replace(temporary, path)
            done += 1
    except OSError:
        for path, content in old[:done]:
            _restore(path, content)
        raise


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
    else:
        os.replace(_beside(path.parent, content), path)


def _beside(folder: Path, content: bytes) -> str:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".apidocs-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o644)
    return name
