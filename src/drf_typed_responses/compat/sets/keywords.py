"""What the keywords of one schema say by themselves: counts, bounds, texts, numbers.

A keyword of a type that it cannot have raises `Undecided`.
"""

from __future__ import annotations

from typing import Any, Final

from ...openapi.formats import INTEGER_BOUNDS, UNRESTRICTING
from ...openapi.values import compact
from ...openapi.vocabulary import KEYWORDS
from ..documents.read_document import Undecided
from .atoms import Numbers, Texts

# Sums and differences of bounds stay numbers.
LARGEST: Final = 10**300

# Keywords that narrow and that nobody here decides: equal on both sides, or a warning.
OPAQUE: Final = (
    "if", "then", "else", "contains", "minContains", "maxContains", "dependentRequired",
    "dependentSchemas", "dependencies", "propertyNames", "unevaluatedProperties",
    "unevaluatedItems", "$dynamicRef", "$recursiveRef", "contentSchema",
)  # fmt: skip
# 2020-12 makes an annotation of it, and readers judge by it all the same.
_TYPES: Final = {word: KEYWORDS[word].type for word in OPAQUE} | {"contentSchema": "string"}


def opaque(kind: str, raw: dict[str, Any]) -> frozenset[str]:
    """The keywords that narrow values of the JSON type in a way that is not decided."""
    return frozenset(
        compact({word: raw[word]}) for word in OPAQUE if word in raw and _TYPES[word] in ("", kind)
    )


def enumerated(raw: dict[str, Any], modern: bool) -> list[Any] | None:
    if modern and "const" in raw:
        return [v for v in listing(raw, "enum") if v == raw["const"]] or [raw["const"]]
    return listing(raw, "enum") if "enum" in raw else None


def listing(raw: dict[str, Any], word: str) -> list[Any]:
    given = raw.get(word, [])
    if not isinstance(given, list):
        raise Undecided(f"`{word}` that is no list")
    return given


def count(raw: dict[str, Any], word: str) -> int | None:
    given = amount(raw, word)
    return None if given is None else int(given)


def amount(raw: dict[str, Any], word: str) -> float | None:
    given = raw.get(word)
    if given is None or isinstance(given, bool):
        return None
    if not isinstance(given, int | float):
        raise Undecided(f"`{word}` that is no number")
    if not abs(given) < LARGEST:
        raise Undecided(f"`{word}` that is so large a number")
    return given


def text_core(raw: dict[str, Any]) -> Texts | None:
    pattern, form = raw.get("pattern"), raw.get("format")
    low, high = count(raw, "minLength") or 0, count(raw, "maxLength")
    if high is not None and low > high:
        return None
    formats = {form} if isinstance(form, str) and form not in UNRESTRICTING else set()
    patterns = frozenset({pattern} if isinstance(pattern, str) else ())
    return Texts(low, high, patterns, frozenset(formats))


def number_core(raw: dict[str, Any], whole: bool, modern: bool) -> Numbers | None:
    low, high = amount(raw, "minimum"), amount(raw, "maximum")
    low_open, high_open = False, False
    if modern:
        over, under = amount(raw, "exclusiveMinimum"), amount(raw, "exclusiveMaximum")
        if over is not None and (low is None or over >= low):
            low, low_open = over, True
        if under is not None and (high is None or under <= high):
            high, high_open = under, True
    else:
        low_open = low is not None and raw.get("exclusiveMinimum") is True
        high_open = high is not None and raw.get("exclusiveMaximum") is True
    factor, form = amount(raw, "multipleOf"), raw.get("format")
    formats = frozenset({form} if form in INTEGER_BOUNDS else ())
    if low is not None and high is not None and (low > high or (low == high and low_open)):
        return None
    whole = whole or bool(factor and factor == int(factor))
    return Numbers(low, high, low_open, high_open, whole, (factor,) if factor else (), formats)
