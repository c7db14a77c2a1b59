"""Values that show a gap: each was tested, and one schema accepts it while the other rejects it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from ...openapi.values import compact
from ..documents.read_document import SchemaNode, Undecided
from ..inclusion.gaps import Gap, Step
from ..inclusion.inclusion_context import InclusionContext
from ..sets.phrases import cut
from ..sets.value_samples import MISSING
from .gap_paths import GapPath
from .gap_rules import POSITIONS

MOST_TRIES: Final = 40
# A deeper value is of no use to a reader, and exceeds Python's stack.
DEEPEST: Final = 60


def witness(
    gap: Gap, path: GapPath, schemas: tuple[SchemaNode, SchemaNode], inclusion: InclusionContext
) -> tuple[Any, Any] | None:
    """A whole value that only the narrow schema admits, and the part of it at the gap."""
    narrow, wide = schemas
    if len(path.steps) > DEEPEST:
        return None
    for candidate in _candidates(gap):
        try:
            value = _lifted(path.steps, candidate, inclusion)
            if value is MISSING or not inclusion.narrow_values.admits(narrow, value):
                continue
            if not inclusion.wide_values.admits(wide, value):
                return value, candidate
        except (Undecided, StopIteration, RecursionError):
            continue
    return None


def part_witness(gap: Gap, path: GapPath, inclusion: InclusionContext) -> Iterator[Any]:
    """A value at the place of the gap that only one side admits, if no whole value was found.

    It shows the gap only if no other alternative around the place could admit the value.
    """
    exact = all(step.atom.exact and not step.atom.choices for step in path.steps)
    if gap.leaf is None or not (exact and path.only and path.certain):
        return
    narrow, wide = gap.leaf
    for candidate in _candidates(gap):
        try:
            fits = inclusion.narrow.lenient.admits(narrow, candidate)
            if fits and not inclusion.wide.members.admits(wide, candidate):
                yield candidate
                return
        except Undecided:
            continue


def example(position: str, path: GapPath, piece: Any) -> str:
    """The part of a value at a gap, as the end of a message."""
    name = path.steps[-1].key if path.steps else None
    if piece is MISSING:
        shown = f"an object without `{cut(compact(name))}`"
    elif isinstance(name, str):
        shown = f"`{cut(compact({name: piece}))}`"
    else:
        shown = f"`{cut(compact(piece))}`"
    if position == "webhook":
        return f"the API may send {shown}, which the base forbids"
    if POSITIONS[position].sent:
        return f"a response may be {shown}, which the base forbids"
    return f"{shown} was valid and is rejected"


def _candidates(gap: Gap) -> Iterator[Any]:
    try:
        yield from islice(gap.values(), MOST_TRIES)
    except (Undecided, RecursionError):
        return


def _lifted(steps: tuple[Step, ...], value: Any, inclusion: InclusionContext) -> Any:
    for step in reversed(steps):
        value = next(inclusion.sampler.of_atom(step.atom, {step.key: value}))
    return value
