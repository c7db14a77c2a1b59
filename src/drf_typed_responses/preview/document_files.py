"""The files of the document, which other programs follow on the disk or over HTTP."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from ..atomic_writing import write_all
from ..document_names import DEREFERENCED_FILE, WHOLE_FILE
from ..openapi.types import Document
from ..publish.dereference import dereferenced_within
from ..publish.rendering import rendered

# The folder of `apidocs watch` in the project. Its name keeps it out of the watched files.
FOLDER = ".apidocs"


class DocumentFiles:
    """The files of one document with the bytes of a build, each made when it is first needed."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def whole(self) -> bytes:
        """The document."""
        return rendered(self._document)

    @cached_property
    def dereferenced(self) -> bytes:
        """The document with its references expanded."""
        expanded, _ = dereferenced_within(self._document)
        return rendered(expanded)

    def write(self, folder: Path) -> None:
        """Write both files into a folder, and leave a file alone that would stay the same.

        Raises OutputError for a folder that cannot be written to.
        """
        files = {folder / WHOLE_FILE: self.whole, folder / DEREFERENCED_FILE: self.dereferenced}
        if folder.name == FOLDER:
            files[folder / ".gitignore"] = b"*\n"
        write_all({path: content for path, content in files.items() if _differs(path, content)})


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except OSError:  # it does not exist, or writing it tells what is wrong
        return True
