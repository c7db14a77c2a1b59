"""Gaps between sets of arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any

from ..documents.read_document import Undecided
from ..sets.atoms import Arrays, Atom
from ..sets.phrases import changed
from ..sets.value_samples import MOST_ITEMS
from .gaps import NOTHING, Found, Gap, Part, Step
from .inclusion_context import InclusionContext


def array_gaps(
    context: InclusionContext, narrow: Atom[Arrays], wide: Atom[Arrays]
) -> Iterator[Found]:
    """The gaps between two sets of arrays: counts, equal items, then the items."""
    yield from _counts(context, narrow, wide)
    a, b = narrow.core, wide.core
    if b.unique and not a.unique and (a.high is None or a.high > 1):
        message = context.wording("Items may be equal", "Equal items are no longer accepted")
        yield Gap("unique-changed", message, partial(_with_equal_items, context, a))
    longest = max(len(a.prefix), len(b.prefix))
    for index in range(longest):
        if a.high is None or index < a.high:
            found = context.outcome(a.item(index), b.item(index))
            if found is not NOTHING:
                yield Part(f"[{index}]", Step(narrow, index), found)
    if a.high is None or a.high > longest:
        found = context.outcome(a.rest, b.rest)
        if found is not NOTHING:
            yield Part("[]", Step(narrow, longest), found)


def _counts(context: InclusionContext, narrow: Atom[Arrays], wide: Atom[Arrays]) -> Iterator[Gap]:
    a, b = narrow.core, wide.core
    if a.low < b.low:
        sides = context.sides(a.low, b.low)
        values = partial(context.sampler.of_atom, narrow)
        message = changed("The minimum number of items", sides)
        yield Gap("count-changed", message, values, sides=sides)
    if b.high is not None and (a.high is None or a.high > b.high):
        most = context.sides(a.high, b.high)
        longer = partial(_longer, context, narrow, b.high + 1)
        message = changed("The maximum number of items", most)
        yield Gap("count-changed", message, longer, sides=most)


def _longer(context: InclusionContext, atom: Atom[Arrays], length: int) -> tuple[Any, ...]:
    if length > MOST_ITEMS:
        return ()
    longer = replace(atom, core=replace(atom.core, low=max(length, atom.core.low)))
    return tuple(islice(context.sampler.of_atom(longer), 2))


def _with_equal_items(context: InclusionContext, a: Arrays) -> Iterator[Any]:
    sampler = context.sampler
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
