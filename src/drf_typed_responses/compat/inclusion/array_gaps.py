"""Gaps between sets of arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ..documents.read_document import Undecided
from ..sets.atoms import Arrays, Atom
from .gaps import NOTHING, Found, Gap, Part, Step
from .scalar_gaps import changed

if TYPE_CHECKING:
    from .engine import Inclusion

MOST_ITEMS: Final = 50


def array_gaps(inclusion: Inclusion, atom: Atom, a: Arrays, b: Arrays) -> Iterator[Found]:
    values = partial(inclusion.sampler.of_atom, atom)
    if a.low < b.low:
        sides = inclusion.sides(a.low, b.low)
        yield Gap("count-changed", changed("The least count", sides), values, sides=sides)
    if b.high is not None and (a.high is None or a.high > b.high):
        sides = inclusion.sides(a.high, b.high)
        more = partial(_longer, inclusion, atom, a, b.high + 1)
        yield Gap("count-changed", changed("The greatest count", sides), more, sides=sides)
    if b.unique and not a.unique and (a.high is None or a.high > 1):
        said = inclusion.said("Items may be equal", "Equal items are no longer accepted")
        yield Gap("unique-changed", said, partial(_twins, inclusion, a))
    longest = max(len(a.prefix), len(b.prefix))
    for index in range(longest):
        if a.high is None or index < a.high:
            found = inclusion.outcome(a.item(index), b.item(index))
            if found is not NOTHING:
                yield Part(f"[{index}]", Step(atom, index), found)
    if a.high is None or a.high > longest:
        found = inclusion.outcome(a.rest, b.rest)
        if found is not NOTHING:
            yield Part("[]", Step(atom, longest), found)


def _longer(inclusion: Inclusion, atom: Atom, a: Arrays, length: int) -> tuple[Any, ...]:
    if length > MOST_ITEMS:
        return ()
    longer = replace(atom, core=replace(a, low=max(length, a.low)))
    return tuple(islice(inclusion.sampler.of_atom(longer), 2))


def _twins(inclusion: Inclusion, a: Arrays) -> Iterator[Any]:
    sampler = inclusion.sampler
    if a.low > MOST_ITEMS:
        return
    try:
        first = sampler.first(a.item(0))
        rest = [sampler.first(a.item(i)) for i in range(2, a.low)]
        yield [first, first, *rest]
        last = sampler.first(a.rest)
        yield [*(sampler.first(part) for part in a.prefix), last, last]
    except Undecided:
        return
