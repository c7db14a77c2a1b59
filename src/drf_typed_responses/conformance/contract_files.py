"""The files with the contracts of a project, which production reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..conf import current_settings, document_names, documented_version
from ..document_names import WHOLE_FILE, document_in_use, shown_name


def contract_files() -> Iterator[tuple[Path, str, str]]:
    """The file, the version and the name of each document's contract."""
    for name in document_names():
        with document_in_use(name):
            settings = current_settings()
            file = settings.contract or settings.out / WHOLE_FILE
            yield file, documented_version(), shown_name(name)


def mention(files: Iterable[tuple[Path, str, str]], word: str) -> bool:
    """Whether a file mentions a word; one that cannot be read does not."""
    return any(word.encode() in _content(file) for file, _, _ in files)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
