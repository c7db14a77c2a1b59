"""Gaps between sets of numbers and between sets of texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from ...openapi.formats import INTEGER_BOUNDS
from ...openapi.values import is_multiple
from ..sets.atoms import Atom, Numbers, Texts
from ..sets.phrases import changed
from ..sets.value_samples import LONGEST, TEXTS, lengthened, numbers, texts
from .gaps import Gap
from .inclusion_context import InclusionContext

Samples: TypeAlias = Callable[[], Iterator[float]]


def number_gaps(
    context: InclusionContext, narrow: Atom[Numbers], wide: Atom[Numbers]
) -> Iterator[Gap]:
    """The gaps between two sets of numbers: fractions, bounds, multiples, formats."""
    a, b = narrow.core, wide.core
    values = partial(_samples, a, b)
    if b.whole and not (a.whole or any(is_multiple(f, 1) for f in a.factors)):
        sides = context.sides(["number"], ["integer"])
        message = f"The value was {sides[0][0]} and is {sides[1][0]}"
        yield Gap("type-changed", message, values, sides=sides)
    yield from _bounds(context, a, b, values)
    for factor in b.factors:
        if not any(is_multiple(f, factor) for f in (*a.factors, *((1,) if a.whole else ()))):
            factors = context.sides(list(a.factors) or None, list(b.factors) or None)
            message = changed("The multiple", factors)
            yield Gap("multiple-changed", message, values, sides=factors)
    yield from _integer_formats(context, a, b)


def _samples(a: Numbers, b: Numbers) -> Iterator[float]:
    yield from numbers(a)
    yield from numbers(b)


def _bounds(context: InclusionContext, a: Numbers, b: Numbers, values: Samples) -> Iterator[Gap]:
    low, high = _ends(a)
    if b.low is not None and (
        low is None or low < b.low or (b.low_open and low == b.low and (a.whole or not a.low_open))
    ):
        sides = context.sides(_bound(a.low, a.low_open), _bound(b.low, b.low_open))
        yield Gap("range-changed", changed("The minimum", sides), values, sides=sides)
    if b.high is not None and (
        high is None
        or high > b.high
        or (b.high_open and high == b.high and (a.whole or not a.high_open))
    ):
        sides = context.sides(_bound(a.high, a.high_open), _bound(b.high, b.high_open))
        yield Gap("range-changed", changed("The maximum", sides), values, sides=sides)


def _ends(a: Numbers) -> tuple[float | None, float | None]:
    """The least and the greatest number; rounded into the set if it has only whole numbers."""
    low, high = a.low, a.high
    if a.whole and low is not None:
        low = -int(-low // 1) if low != int(low) else int(low) + a.low_open
    if a.whole and high is not None:
        high = int(high // 1) if high != int(high) else int(high) - a.high_open
    return low, high


def _bound(bound: float | None, excluded: bool) -> float | str | None:
    return f"{bound}, itself excluded" if excluded else bound


def _integer_formats(context: InclusionContext, a: Numbers, b: Numbers) -> Iterator[Gap]:
    low, high = _ends(a)
    for form in b.formats:
        limit = INTEGER_BOUNDS[form]
        inside = low is not None and high is not None and -limit <= low and high < limit
        if form not in a.formats and not inside and not (form == "int64" and "int32" in a.formats):
            yield _format_changed(context, a.formats, b.formats)


def text_gaps(context: InclusionContext, narrow: Atom[Texts], wide: Atom[Texts]) -> Iterator[Gap]:
    """The gaps between two sets of texts: lengths, patterns, formats."""
    a, b = narrow.core, wide.core
    values = partial(context.sampler.of_atom, narrow)
    if a.low < b.low:
        least = context.sides(a.low, b.low)
        yield Gap("length-changed", changed("The minimum length", least), values, sides=least)
    if b.high is not None and (a.high is None or a.high > b.high):
        most = context.sides(a.high, b.high)
        longer = partial(_longer, a, b.high + 1)
        yield Gap("length-changed", changed("The maximum length", most), longer, sides=most)
    if b.patterns - a.patterns:
        sides = context.sides(sorted(a.patterns) or None, sorted(b.patterns) or None)
        yield Gap("pattern-changed", changed("The pattern", sides), values, sides=sides)
    if b.formats - a.formats:
        yield _format_changed(context, a.formats, b.formats, values)


def _longer(a: Texts, length: int) -> tuple[str, ...]:
    wanted = Texts(max(length, a.low), a.high, a.patterns, a.formats)
    if wanted.low > LONGEST:
        return ()
    grown = (lengthened(text, wanted.low) for text in (*texts(wanted), *TEXTS))
    return tuple(dict.fromkeys(islice((t for t in grown if len(t) >= length), 20)))


def _format_changed(
    context: InclusionContext,
    a: frozenset[str],
    b: frozenset[str],
    values: Callable[[], Iterator[Any]] | type[tuple[Any, ...]] = tuple,
) -> Gap:
    sides = context.sides(sorted(a) or None, sorted(b) or None)
    return Gap("format-changed", changed("The format", sides), values, sure=True, sides=sides)
