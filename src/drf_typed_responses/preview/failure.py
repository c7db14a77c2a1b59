"""Makes a finding of an exception that ended a build."""

from __future__ import annotations

import textwrap
import traceback
from collections.abc import Iterator

from django.conf import settings

from ..exceptions import GenerationError, TranslationError, TypedResponsesError
from ..findings import Finding
from ..project_files import is_of_project

ID = "not-built"


def finding_of(error: BaseException) -> Finding:
    """The finding of an exception that ended a build.

    Until the settings are read, secrets in a message cannot be recognised. The finding then has
    only the type and the place, and the terminal shows the rest.
    """
    file, line = _place(error)
    message, hint = _message(error), ""
    if not settings.configured and not isinstance(error, TypedResponsesError):
        message = f"{type(_first(error)).__name__} while the settings were read"
        hint = "The terminal says more."
    return Finding("error", ID, message, hint=hint, file=file, line=line)


def excerpt_of(error: BaseException) -> str:
    """The line of a syntax error with a caret below it, as Python prints them; else "".

    It is "" until the settings are read, because the line may contain a secret of theirs.
    """
    first = _first(error)
    if not isinstance(first, SyntaxError) or not settings.configured:
        return ""
    _, *lines, _ = "".join(traceback.format_exception_only(first)).splitlines()
    return textwrap.dedent("\n".join(lines))


def _message(error: BaseException) -> str:
    if isinstance(error, GenerationError) and error.__cause__ is not None:
        error = error.__cause__  # the finding has its place
    if isinstance(error, TypedResponsesError):
        return str(error)
    if isinstance(error, SystemExit):
        return f"The project's code ended the process: SystemExit({error.code!r})"
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _place(error: BaseException) -> tuple[str, int | None]:
    """The line of the project nearest to where the first exception was raised."""
    if isinstance(error, TranslationError) and error.file:
        return error.file, error.line
    first = _first(error)
    if isinstance(first, SyntaxError) and first.filename:
        return first.filename, first.lineno
    frames = [frame for each in _chain(error) for frame in traceback.extract_tb(each.__traceback__)]
    for frame in reversed(frames):
        if is_of_project(frame.filename):
            return frame.filename, frame.lineno
    return "", None


def _first(error: BaseException) -> BaseException:
    return list(_chain(error))[-1]


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, its cause, and so on back to the one that was raised first."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        yield cause
        seen.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
