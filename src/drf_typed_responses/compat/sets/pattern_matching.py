"""Regular expressions: matching within bounded time, and texts that may match."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

from ...openapi.patterns import compiled, to_python
from ..documents.read_document import Undecided

# The most steps of one search, if each repetition may stop at each character.
MOST_STEPS: Final = 10**7
MOST_REPEATS: Final = 20


class Expression(NamedTuple):
    """A compiled expression and the greatest length of text to search."""

    compiled: re.Pattern[str]
    longest: float


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> Expression | None:
    """The expression of a pattern; None if Python cannot read it or a search may not end."""
    expression = compiled(pattern)
    if expression is None:
        return None
    repeats = _repeats(_parser.parse(to_python(pattern)), False)
    if repeats > MOST_REPEATS:
        return None
    return Expression(expression, MOST_STEPS ** (1 / (repeats + 1)) if repeats else math.inf)


def _repeats(parsed: Any, repeated: bool) -> int:
    """The number of long repetitions; Python tries all ways to divide a text among them.

    Repetitions within repetitions, and references to groups, may need exponential time.
    """
    count = 0
    for code, argument in parsed:
        name = str(code)
        many = name in ("MAX_REPEAT", "MIN_REPEAT") and int(argument[1]) > 20
        if name in ("GROUPREF", "GROUPREF_EXISTS") or (many and repeated):
            return MOST_REPEATS + 1
        count += many + (5 if name == "BRANCH" and repeated else 0)
        count += sum(_repeats(part, repeated or many) for part in _inner(name, argument))
    return count


def _inner(name: str, argument: Any) -> list[Any]:
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT", "SUBPATTERN"):
        return [argument[-1]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [argument[1]]
    if name == "ATOMIC_GROUP":
        return [argument]
    return list(argument[1]) if name == "BRANCH" else []


def found(pattern: str, text: str) -> bool:
    """Whether the pattern matches anywhere in the text.

    Raises Undecided for a pattern that Python cannot read, or cannot search in bounded time.
    """
    expression = _compiled(pattern)
    if expression is None:
        raise Undecided(f"the pattern {pattern}")
    if len(text) > expression.longest:
        raise Undecided(f"the pattern {pattern}, tried on a long text")
    return expression.compiled.search(text) is not None


def matching(pattern: str) -> Iterator[str]:
    """Texts that may match, shortest repetitions first; the caller must test them."""
    for extra in (0, 1, 3):
        try:
            parsed = _parser.parse(to_python(pattern))
            if _repeats(parsed, False) <= MOST_REPEATS:
                yield _write(parsed, extra)
        except (re.error, RecursionError, OverflowError, KeyError, ValueError):
            return


def _write(parsed: Any, extra: int) -> str:
    return "".join(_piece(str(code), argument, extra) for code, argument in parsed)


def _piece(code: str, argument: Any, extra: int) -> str:
    if code == "LITERAL":
        return chr(argument)
    if code == "NOT_LITERAL":
        return "a" if chr(argument) != "a" else "b"
    if code == "ANY":
        return "a"
    if code == "IN":
        return _member(argument)
    if code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, inner = argument
        return _write(inner, extra) * min(low + extra, int(high), 2000)  # type: ignore[no-any-return]
    if code == "SUBPATTERN":
        return _write(argument[-1], extra)
    if code == "ATOMIC_GROUP":
        return _write(argument, extra)
    if code == "BRANCH":
        return _write(argument[1][0], extra)
    return ""


CATEGORIES = {
    "CATEGORY_DIGIT": "0",
    "CATEGORY_WORD": "a",
    "CATEGORY_SPACE": " ",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_WORD": "-",
    "CATEGORY_NOT_SPACE": "a",
}


def _member(items: Any) -> str:
    if str(items[0][0]) == "NEGATE":
        barred = re.compile(_class(items[1:]), re.ASCII)
        return next((c for c in "aA0-_ .é" if not barred.match(c)), "\x01")
    code, argument = items[0]
    if str(code) == "RANGE":
        return chr(argument[0])
    if str(code) == "CATEGORY":
        return CATEGORIES[str(argument)]
    return chr(argument)


def _class(items: Any) -> str:
    words = {"DIGIT": r"\d", "WORD": r"\w", "SPACE": r"\s"}
    parts = []
    for code, argument in items:
        if str(code) == "RANGE":
            parts.append(f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}")
        elif str(code) == "CATEGORY":
            name = str(argument).removeprefix("CATEGORY_")
            word = words[name.removeprefix("NOT_")]
            parts.append(word.upper() if name.startswith("NOT_") else word)
        else:
            parts.append(re.escape(chr(argument)))
    return f"[{''.join(parts)}]"
