"""Gaps between two atoms of which at least one lists its values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..sets.atoms import AnyAtom, Values
from ..sets.phrases import listed
from .gaps import Gap
from .inclusion_context import InclusionContext


def enumeration_gaps(context: InclusionContext, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Gap]:
    """The gaps between two atoms of which at least one lists its values."""
    if isinstance(narrow.core, Values):
        yield from unlisted_values(context, narrow, narrow.core, (wide,))
        return
    values = partial(context.sampler.of_atom, narrow)
    sides = context.sides(None, _values_of([wide]))
    message = context.wording(
        "Other values than the listed ones may occur", "Only listed values are accepted"
    )
    yield Gap("enum-open", message, values, sides=sides)


def unlisted_values(
    context: InclusionContext, narrow: AnyAtom, core: Values, others: tuple[AnyAtom, ...]
) -> Iterator[Gap]:
    """The gap of the values listed by the core of an atom that no other alternative admits."""
    admits = context.wide.members.of_any
    own = [value for value in core.values.values() if context.may_have(narrow, value)]
    lacking = [value for value in own if not admits(others, value)]
    if not lacking:
        return
    # If none of the values is admitted, the enumeration was replaced, not extended.
    kind = "enum-value" if len(lacking) < len(own) else "value"
    sides = context.sides(own, _values_of(others) or None)
    one = len(lacking) == 1
    message = context.wording(
        "is a new value" if one else "are new values",
        "is no longer accepted" if one else "are no longer accepted",
    )
    yield Gap(kind, f"{listed(lacking)} {message}", lambda: lacking, sides=sides)


def _values_of(atoms: list[AnyAtom] | tuple[AnyAtom, ...]) -> list[Any]:
    cores = [atom.core for atom in atoms]
    return [value for c in cores if isinstance(c, Values) for value in c.values.values()]
