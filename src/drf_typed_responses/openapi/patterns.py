"""Converts ECMA 262 regular expressions, the language of `pattern`, for Python's `re`.

Source: JSON Schema 2020-12 core section 6.4; ECMA 262 "Patterns".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

# Escapes and classes stay as they are, so a `$` inside a class is a character.
_DIFFERENT: Final = re.compile(
    r"\\k<(?P<name>[A-Za-z_]\w*)>|\\.|\[\^?(?:\\.|[^\]\\])*\]|\$|\(\?<(?=[A-Za-z_])", re.DOTALL
)
_IN_PYTHON: Final = {"$": r"\Z", "(?<": "(?P<"}
_OF_PYTHON: Final = re.compile(r"\\.|\[\^?(?:\\.|[^\]\\])*\]|\(\?P<", re.DOTALL)
_IN_ECMA: Final = {r"\A": "^", r"\Z": "$", "(?P<": "(?<"}


def to_python(pattern: str) -> str:
    r"""A pattern of ECMA 262 in Python's spelling, to be compiled with `re.ASCII`.

    In ECMA 262 `$` matches only at the very end of the text, `(?<name>...)` is a named group and
    `\k<name>` refers to one.
    """
    return _DIFFERENT.sub(_spelled, pattern)


def from_python(pattern: str | re.Pattern[str]) -> str | None:
    """A pattern of Python in the spelling of ECMA 262; None for one that ECMA 262 does not have."""
    if isinstance(pattern, re.Pattern):
        if pattern.flags & ~re.UNICODE:
            return None
        pattern = pattern.pattern
    written = _OF_PYTHON.sub(lambda match: _IN_ECMA.get(match[0], match[0]), pattern)
    only_python = re.search(r"\(\?(?:[aiLmsux#(>]|P)|(?<!\\)[*+?}]\+", written)
    return None if only_python or compiled(written) is None else written


def _spelled(match: re.Match[str]) -> str:
    if match["name"]:
        return f"(?P={match['name']})"
    return _IN_PYTHON.get(match[0], match[0])


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern of ECMA 262, compiled; None for one that Python cannot read."""
    try:
        return re.compile(to_python(pattern), re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return None
