"""Gaps of values that fit several arms of a `oneOf`, of which a value must fit exactly one.

Source: JSON Schema 2020-12 core, section 10.2.1.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, islice
from typing import Any, Final

from ..documents.read_document import SchemaNode, Undecided
from ..sets.atoms import KINDS, AnyAtom, kind_of
from .gaps import Gap
from .inclusion_context import InclusionContext

# The most pairs of arms that are searched for a value of both.
MOST_PAIRS: Final = 50
MOST_SAMPLES: Final = 8


def overlap_gaps(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Gap]:
    """The gaps of values of the narrow atom that several arms of the wide one admit.

    Arms that are the same on both sides overlap on both sides, or on neither, and a discriminator
    tells arms apart. The gap needs a value in two arms: most arms are open objects, which tags tell
    apart.
    """
    for arms in wide.choices:
        is_known = arms in context.wide.tagged or any(
            _are_the_same(context, others, arms) for others in narrow.choices
        )
        values = partial(_in_several, context, narrow, arms)
        # One value is enough for the gap; the others are searched if it is shown.
        if not is_known and any(True for _ in values()):
            message = context.wording(
                "A value may fit several forms", "A value that fits several forms is refused"
            )
            yield Gap("overlap", message, values)


def _are_the_same(
    context: InclusionContext, narrow: tuple[SchemaNode, ...], wide: tuple[SchemaNode, ...]
) -> bool:
    return len(narrow) == len(wide) and all(map(context.same, narrow, wide))


def _in_several(
    context: InclusionContext, narrow: AnyAtom, arms: tuple[SchemaNode, ...]
) -> Iterator[Any]:
    kind = KINDS[type(narrow.core)]
    shared = (value for value in _shared(context, arms) if kind_of(value) == kind)
    for value in (*islice(context.sampler.of_atom(narrow), MOST_SAMPLES), *shared):
        try:
            fits = sum(context.wide_values.admits(arm, value) for arm in arms)
        except (Undecided, RecursionError):
            continue
        if fits > 1 and context.may_have(narrow, value):
            yield value


def _shared(context: InclusionContext, arms: tuple[SchemaNode, ...]) -> Iterator[Any]:
    """Values that two of the arms may admit."""
    sampler = context.wide_sampler
    for one, other in islice(combinations(arms, 2), MOST_PAIRS):
        try:
            yield from islice(sampler.some(context.wide.document.all_of(one, other)), MOST_SAMPLES)
        except Undecided:
            continue
