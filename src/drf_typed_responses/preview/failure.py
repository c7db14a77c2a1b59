"""Why there is no document: an exception as a finding that says where."""

from __future__ import annotations

import traceback
from collections.abc import Iterator

from django.conf import settings

from ..exceptions import TranslationError, TypedResponsesError
from ..findings import Finding
from .sources import is_ours

ID = "not-built"


def failure(error: BaseException) -> Finding:
    """The finding of an exception that ended a build, with the place it comes from.

    While the settings are not read, nobody knows what in a message is secret: the page then names
    the type and the place only, and the terminal has the rest.
    """
    file, line = _place(error)
    message = _message(error)
    if not settings.configured and not isinstance(error, TypedResponsesError):
        message = f"{type(_first(error)).__name__} while the settings were read"
        return Finding("error", ID, message, "The terminal says more.", file=file, line=line)
    return Finding("error", ID, message, file=file, line=line)


def _message(error: BaseException) -> str:
    if isinstance(error, TypedResponsesError):
        return str(error)
    if isinstance(error, SystemExit):
        return f"The project's code ended the process: SystemExit({error.code!r})"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _place(error: BaseException) -> tuple[str, int | None]:
    """The place of the exception that began it, as near to it as the project's own code goes."""
    if isinstance(error, TranslationError) and error.file:
        return error.file, error.line
    first = _first(error)
    if isinstance(first, SyntaxError) and first.filename:
        return first.filename, first.lineno
    frames = [frame for each in _chain(error) for frame in traceback.extract_tb(each.__traceback__)]
    for frame in reversed(frames):
        if is_ours(frame.filename):
            return frame.filename, frame.lineno
    return "", None


def _first(error: BaseException) -> BaseException:
    return list(_chain(error))[-1]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, what caused it, and so on to the one that came first."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        yield cause
        seen.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
