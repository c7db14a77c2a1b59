"""Gaps where at least one of two atoms lists its values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..sets.atoms import AnyAtom, Values
from ..sets.phrases import listed
from .context import Context
from .gaps import Gap


def enumeration_gaps(context: Context, narrow: AnyAtom, wide: AnyAtom) -> Iterator[Gap]:
    """The gaps between two atoms of which one or both list their values."""
    if isinstance(narrow.core, Values):
        yield from unlisted_values(context, narrow.core, (wide,))
        return
    values = partial(context.sampler.of_atom, narrow)
    sides = context.sides(None, _values_of([wide]))
    message = context.wording(
        "The values may be others than listed", "Only listed values are accepted"
    )
    yield Gap("enum-open", message, values, sides=sides)


def unlisted_values(context: Context, core: Values, others: tuple[AnyAtom, ...]) -> Iterator[Gap]:
    """The gap of the listed values that none of the other alternatives admits."""
    admits = context.wide.members.of_any
    lacking = [value for value in core.values.values() if not admits(others, value)]
    if not lacking:
        return
    # A client that knows none of the values can still be told that there are more.
    kind = "enum-value" if len(lacking) < len(core.values) else "value"
    sides = context.sides(list(core.values.values()), _values_of(others) or None)
    one = len(lacking) == 1
    message = context.wording(
        "is a new value" if one else "are new values",
        "is no longer accepted" if one else "are no longer accepted",
    )
    yield Gap(kind, f"{listed(lacking)} {message}", lambda: lacking, sides=sides)


def _values_of(atoms: list[AnyAtom] | tuple[AnyAtom, ...]) -> list[Any]:
    cores = [atom.core for atom in atoms]
    return [value for c in cores if isinstance(c, Values) for value in c.values.values()]
