"""The document that is built, tested or compared, of a project that has several."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

# The document of a project's settings themselves; DOCUMENTS has the others.
DEFAULT: Final = "default"
# The files of each document, in its folder: with references, and without any.
WHOLE_FILE: Final = "openapi.json"
DEREFERENCED_FILE: Final = "openapi-derefed.json"

_current: ContextVar[str] = ContextVar("document", default=DEFAULT)


def current_document() -> str:
    """The name of the document whose settings apply."""
    return _current.get()


@contextmanager
def document_in_use(name: str) -> Iterator[None]:
    """Let the settings of the document `name` apply in the block."""
    token = _current.set(name)
    try:
        yield
    finally:
        _current.reset(token)


def shown_name(name: str) -> str:
    """The name as findings and reports have it: "" for the default document."""
    return "" if name == DEFAULT else name
