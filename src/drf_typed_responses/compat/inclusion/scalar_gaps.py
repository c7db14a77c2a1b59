"""Gaps between sets of numbers and between sets of texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from ...openapi.formats import INTEGER_BOUNDS
from ...openapi.values import is_multiple
from ..sets.atoms import Atom, Numbers, Texts
from ..sets.value_samples import TEXTS, numbers, texts
from .gaps import Gap

if TYPE_CHECKING:
    from .engine import Inclusion


def number_gaps(inclusion: Inclusion, a: Numbers, b: Numbers) -> Iterator[Gap]:
    def values() -> Iterator[float]:
        yield from numbers(a)
        yield from numbers(b)

    if b.whole and not (a.whole or any(is_multiple(f, 1) for f in a.factors)):
        sides = inclusion.sides(["number"], ["integer"])
        message = f"The value was {sides[0][0]} and is {sides[1][0]}"
        yield Gap("type-changed", message, values, sides=sides)
    low, high = _bounds(a)
    if b.low is not None and (low is None or low < b.low or (b.low_open and _meets_low(a, b))):
        bounds = _bound(a.low, a.low_open), _bound(b.low, b.low_open)
        yield _range(inclusion, "minimum", *bounds, values)
    if b.high is not None and (
        high is None or high > b.high or (b.high_open and _meets_high(a, b))
    ):
        bounds = _bound(a.high, a.high_open), _bound(b.high, b.high_open)
        yield _range(inclusion, "maximum", *bounds, values)
    for factor in b.factors:
        if not any(_multiple(f, factor) for f in (*a.factors, *((1,) if a.whole else ()))):
            sides = inclusion.sides(list(a.factors) or None, list(b.factors) or None)
            message = changed("The multiple", sides)
            yield Gap("multiple-changed", message, values, sides=sides)
    for form in b.formats:
        limit = INTEGER_BOUNDS[form]
        inside = low is not None and high is not None and -limit <= low and high < limit
        if form not in a.formats and not inside and not (form == "int64" and "int32" in a.formats):
            yield _format(inclusion, a.formats, b.formats)


def _bounds(a: Numbers) -> tuple[float | None, float | None]:
    """The least and the greatest number; of whole ones, the whole ones."""
    low, high = a.low, a.high
    if a.whole and low is not None:
        low = -int(-low // 1) if low != int(low) else int(low) + a.low_open
    if a.whole and high is not None:
        high = int(high // 1) if high != int(high) else int(high) - a.high_open
    return low, high


def _meets_low(a: Numbers, b: Numbers) -> bool:
    low, _ = _bounds(a)
    return low == b.low and not (a.low_open and not a.whole)


def _meets_high(a: Numbers, b: Numbers) -> bool:
    _, high = _bounds(a)
    return high == b.high and not (a.high_open and not a.whole)


def _range(inclusion: Inclusion, word: str, a: Any, b: Any, values: Any) -> Gap:
    sides = inclusion.sides(a, b)
    return Gap("range-changed", changed(f"The {word}", sides), values, sides=sides)


def _bound(bound: float | None, excluded: bool) -> float | str | None:
    return f"{bound}, itself excluded" if excluded else bound


def _multiple(one: float, other: float) -> bool:
    return is_multiple(one, other)


def text_gaps(inclusion: Inclusion, atom: Atom, a: Texts, b: Texts) -> Iterator[Gap]:
    values = partial(inclusion.sampler.of_atom, atom)
    if a.low < b.low:
        sides = inclusion.sides(a.low, b.low)
        yield Gap("length-changed", changed("The least length", sides), values, sides=sides)
    if b.high is not None and (a.high is None or a.high > b.high):
        sides = inclusion.sides(a.high, b.high)
        longer = partial(_longer, a, b.high + 1)
        yield Gap("length-changed", changed("The greatest length", sides), longer, sides=sides)
    if b.patterns - a.patterns:
        sides = inclusion.sides(sorted(a.patterns) or None, sorted(b.patterns) or None)
        yield Gap("pattern-changed", changed("The pattern", sides), values, sides=sides)
    if b.formats - a.formats:
        yield _format(inclusion, a.formats, b.formats, values)


def _longer(a: Texts, length: int) -> tuple[str, ...]:
    wanted = Texts(max(length, a.low), a.high, a.patterns, a.formats)
    if wanted.low > 10_000:
        return ()
    grown = (t + (t[-1:] or "x") * (wanted.low - len(t)) for t in (*texts(wanted), *TEXTS))
    return tuple(dict.fromkeys(islice((t for t in grown if len(t) >= length), 20)))


def _format(inclusion: Inclusion, a: frozenset[str], b: frozenset[str], values: Any = tuple) -> Gap:
    sides = inclusion.sides(sorted(a) or None, sorted(b) or None)
    message = changed("The format", sides)
    return Gap("format-changed", message, values, sure=True, sides=sides)


def changed(what: str, sides: tuple[Any, Any]) -> str:
    old, new = (_plain(side) for side in sides)
    return f"{what} was {old} and is {new}"


def _plain(side: Any) -> str:
    if isinstance(side, list):
        side = ", ".join(map(str, side))
    return "none" if side is None else f"{side}"
