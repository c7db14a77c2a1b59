"""Reads the keywords that contain no schema: counts, bounds, texts, numbers.

A keyword that holds a value of a wrong type raises Undecided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ...openapi.formats import INTEGER_BOUNDS, UNRESTRICTING
from ...openapi.types import JSON, AnySchema, Schema
from ...openapi.values import compact, list_at
from ...openapi.vocabulary import KEYWORDS, NEW
from ..documents.read_document import Undecided
from .atoms import Numbers, Texts

# The largest accepted bound: sums and differences of bounds must stay finite.
LARGEST: Final = 10**300

# The keywords of 2020-12 alone that are read as sets. Any other that asserts is opaque: unless it
# is the same on both sides, the comparison looks for a value that breaks it, else it warns.
DECIDED: Final = frozenset(
    {"const", "patternProperties", "prefixItems"}
    | {"if", "then", "else", "dependentRequired", "dependentSchemas", "$dynamicRef"}
)
# Opaque keywords with the JSON type that each applies to, "" for all. `contentSchema` is an
# annotation in 2020-12, but readers use it to validate.
OPAQUE: Final = {
    name: keyword.type
    for name, keyword in KEYWORDS.items()
    if keyword.asserts and keyword.dialects == NEW and name not in DECIDED
} | {"contentSchema": "string"}


def opaque(kind: str, raw: Schema) -> frozenset[str]:
    """The keywords, as JSON text, that restrict a JSON type in a way that is not decided here."""
    idle = _idle(raw)
    return frozenset(
        compact({word: raw[word]})
        for word, type_ in OPAQUE.items()
        if word in raw and type_ in ("", kind) and word not in idle
    )


def _idle(raw: Schema) -> frozenset[str]:
    """The keywords that restrict nothing: counts without `contains`, and a `contains` of 0."""
    if "contains" not in raw:
        return frozenset({"minContains", "maxContains"})
    if raw.get("minContains") == 0 and "maxContains" not in raw:
        return frozenset({"contains", "minContains"})
    return frozenset()


def enumerated(raw: Schema, modern: bool) -> list[Any] | None:
    """The values that `enum` lists, or the one of `const` in 2020-12; None without either."""
    if modern and "const" in raw:
        return [v for v in listing(raw, "enum") if v == raw["const"]] or [raw["const"]]
    return listing(raw, "enum") if "enum" in raw else None


class Condition(NamedTuple):
    """A conditional keyword as the arms of an `anyOf` that says the same.

    `supposed` are the attributes in whose presence it applies.
    """

    arms: list[AnySchema]
    supposed: frozenset[str]


def conditions(raw: Schema) -> Iterator[Condition]:
    """The conditional keywords of 2020-12.

    Source: JSON Schema 2020-12 core section 10.2.2, validation section 6.5.4.
    """
    if "if" in raw and ("then" in raw or "else" in raw):
        arms: list[AnySchema] = [
            {"allOf": [raw["if"], raw.get("then", True)]},
            {"allOf": [{"not": raw["if"]}, raw.get("else", True)]},
        ]
        names = list_at(raw["if"], "required")
        yield Condition(arms, frozenset(name for name in names if isinstance(name, str)))
    for name, names in _by_name(raw, "dependentRequired"):
        if not isinstance(names, list):
            raise Undecided("`dependentRequired`, whose names are not a list")
        arms = [{"not": {"required": [name]}}, {"required": [name, *names]}]
        yield Condition(arms, frozenset({name}))
    for name, schema in _by_name(raw, "dependentSchemas"):
        arms = [{"not": {"required": [name]}}, {"allOf": [{"required": [name]}, schema]}]
        yield Condition(arms, frozenset({name}))


def _by_name(raw: Schema, word: str) -> Iterable[tuple[str, Any]]:
    given = raw.get(word, {})
    if not isinstance(given, dict):
        raise Undecided(f"`{word}`, which is not an object")
    return given.items()


def listing(raw: Schema, word: str) -> list[Any]:
    """The list under a keyword, or an empty one."""
    given = raw.get(word, [])
    if not isinstance(given, list):
        raise Undecided(f"`{word}`, which is not a list")
    return given


def count(raw: Schema, word: str) -> int | None:
    """The whole number under a keyword, or None."""
    given = amount(raw, word)
    return None if given is None else int(given)


def amount(raw: Schema, word: str) -> float | None:
    """The number under a keyword, or None."""
    given: JSON = raw.get(word)
    if given is None or isinstance(given, bool):
        return None
    if not isinstance(given, int | float):
        raise Undecided(f"`{word}`, which is not a number")
    if not abs(given) < LARGEST:
        raise Undecided(f"`{word}`, which is too large a number")
    return given


def text_core(raw: Schema) -> Texts | None:
    """The texts that a schema admits, or None for no text."""
    pattern, form = raw.get("pattern"), raw.get("format")
    low, high = count(raw, "minLength") or 0, count(raw, "maxLength")
    if high is not None and low > high:
        return None
    formats = {form} if isinstance(form, str) and form not in UNRESTRICTING else set()
    patterns = frozenset({pattern} if isinstance(pattern, str) else ())
    return Texts(low, high, patterns, frozenset(formats))


def number_core(raw: Schema, whole: bool, modern: bool) -> Numbers | None:
    """The numbers, or only the whole numbers, that a schema admits; None for no number."""
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
    formats = frozenset({form} if isinstance(form, str) and form in INTEGER_BOUNDS else ())
    if low is not None and high is not None and (low > high or (low == high and low_open)):
        return None
    whole = whole or bool(factor and factor == int(factor))
    return Numbers(low, high, low_open, high_open, whole, (factor,) if factor else (), formats)
