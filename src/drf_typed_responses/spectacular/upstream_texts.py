"""The messages and texts that drf-spectacular writes, and how we know them.

`Text` lists them, with the releases they were checked against. Together with `upstream.py` and
`upstream_hooks.py`, the only module that names what drf-spectacular does not document.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from drf_spectacular import drainage
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.drainage import error as error
from drf_spectacular.drainage import warn as warn


class Text(StrEnum):
    """Parts of messages and descriptions that drf-spectacular 0.28 to 0.30 writes."""

    UNGUESSED_SERIALIZER = "unable to guess serializer"
    UNRESOLVED = "could not resolve"
    UNRESOLVED_REQUEST = "could not resolve request body"
    UNRESOLVED_PARAMETER = "could not resolve parameter annotation"
    UNRESOLVED_AUTHENTICATOR = "could not resolve authenticator"
    ID_OF_VIEW = "with parameters operation_id or operation"
    UNKNOWN_METHOD = "was not found on view"
    UNTYPED_FIELD = "Could not derive type for"
    MISSING_METHOD = "is missing required method"
    UNNAMED_EXTENSION = "vendor extensions must start with"
    UNTRANSLATED_PARAMETER = "unsupported type for parameter"
    UNTYPED_PARAMETER = "could not derive type of path parameter"
    REPEATED_ID = "has collisions"
    SAME_NAME = "components with identical names"
    ENUM_NAME = "to fix the naming"
    NO_BODY = "No response body"
    UNSPECIFIED_BODY = "Unspecified response body"


# A line of a field's description for one of the field's choices.
CHOICE = re.compile(r"^\* `.*` - .*$", re.MULTILINE)
# The view class that a message about a decorator of the class names.
DECORATED_VIEW = re.compile(r"@extend_schema(?:_view)? .*? (?:class|view) (\w+)")
# The suffix of an operation id that several operations have.
ID_SUFFIX = re.compile(r"_?\d+")
# "FILE:LINE: Warning [View > Serializer]: text".
_MESSAGE = re.compile(
    r"(?:(?P<file>.*?)(?::(?P<line>\d+))?: )?"
    r"(?:Warning|Error)(?: \[(?P<trace>.*?)\])?: (?P<text>.*)",
    re.DOTALL,
)


class Message(NamedTuple):
    """A message of drf-spectacular; `trace` is "View > Serializer", `raw` the printed message."""

    raw: str
    text: str
    trace: str = ""
    file: str = ""
    line: int | None = None

    @classmethod
    def parsed(cls, raw: str) -> Message:
        """The parts of a printed message; a message in an unknown form is all text."""
        match = _MESSAGE.match(raw)
        if match is None:
            return cls(raw, raw)
        line = int(match["line"]) if match["line"] else None
        return cls(raw, match["text"], match["trace"] or "", match["file"] or "", line)


def messages(level: str) -> list[Message]:
    """The errors or the warnings since the last generation began, each once."""
    stats = GENERATOR_STATS
    cache = stats._error_cache if level == "error" else stats._warn_cache
    return [Message.parsed(raw) for raw in cache]


class Progress(NamedTuple):
    """The number of messages so far, and the depth of the current view and serializers."""

    errors: int
    warnings: int
    depth: int

    @classmethod
    def now(cls) -> Progress:
        """The progress of the generation that is running."""
        stats = GENERATOR_STATS
        return cls(len(stats._error_cache), len(stats._warn_cache), len(stats._traces))

    def said_since(self) -> list[str]:
        """The raw messages first printed since, errors before warnings."""
        errors, warnings = list(GENERATOR_STATS._error_cache), list(GENERATOR_STATS._warn_cache)
        return errors[self.errors :] + warnings[self.warnings :]

    def unwind(self) -> None:
        """Leave the views and serializers entered since; drf-spectacular does not on errors."""
        del GENERATOR_STATS._traces[self.depth :]


@contextmanager
def quiet() -> Iterator[None]:
    """Print no message inside the block, and delete all messages when it ends."""
    before = Progress.now()
    with GENERATOR_STATS.silence():
        try:
            yield
        finally:
            before.unwind()
            GENERATOR_STATS.reset()


class _Line:
    """The line of a view or serializer in a message, looked up only if a message has it.

    drf-spectacular's command looks up the line of every view and serializer, which takes two fifths
    of its time before Python 3.13, where each look-up parses a whole module.
    """

    def __init__(self, owner: object) -> None:
        self.owner = owner

    @cached_property
    def number(self) -> int | None:
        """The line, None without source."""
        return _location_of(self.owner)[1]

    def __bool__(self) -> bool:
        return bool(self.number)

    def __str__(self) -> str:
        return str(self.number)


_location_of: Any = getattr(drainage, "_get_source_location", None)


@lru_cache(maxsize=1000)
def _location_with_late_line(owner: Any) -> tuple[str | None, _Line]:
    try:
        return inspect.getsourcefile(owner), _Line(owner)
    except TypeError:  # a class of the interpreter, or made without a module
        return None, _Line(owner)


def look_lines_up_late() -> None:
    """Let drf-spectacular look up the line of a view or serializer only for a message about it."""
    if _location_of is not None:  # a later release may look lines up in another way
        drainage._get_source_location = _location_with_late_line
