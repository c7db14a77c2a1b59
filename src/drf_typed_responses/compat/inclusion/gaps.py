"""What two schemas differ in: gaps of their own, and what was found in their parts.

A schema that many others hold is compared once, so what was found is a graph, not a list: the ways
through it may be more than anybody could write down (see `ways`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from ..documents.read_document import Undecided
from ..sets.atoms import Atom

# What is worth saying where every value is still admitted.
NOTES: Final = frozenset(
    {"attribute-added", "attribute-deprecated", "attribute-ignored", "content-changed",
     "default-changed", "discriminator-changed", "nullable-idle", "attribute-unrequired",
     "enum-value-added"}
)  # fmt: skip


class Step(NamedTuple):
    """One container between the whole value and the place: its atom and the name or index."""

    atom: Atom
    key: str | int


class Gap(NamedTuple):
    """A place where one schema admits what another does not.

    `kind` is the latter part of an id; `values` finds some that may show it at its place; `sides`
    are what stands there in the base and in the revised document. `sure` gaps need no value that
    shows them: they break a promise, or a set nobody enumerates. `leaf` is the narrow and the wide
    schema of the place, where no other alternative could make up for it.
    """

    kind: str
    message: str
    values: Callable[[], Iterable[Any]] = tuple
    sure: bool = False
    sides: tuple[Any, Any] = (None, None)
    leaf: tuple[Any, Any] | None = None

    @property
    def weight(self) -> int:
        return int(self.kind not in NOTES)


class Part(NamedTuple):
    """What was found one container further in, and the piece of path that leads there.

    `names` are the components of an object on the narrow and on the wide side, None for an array.
    Where the part is not `certain` its gaps need values that show them, and where it is not
    `noted` only what breaks is said of it. It is the `only` one where no other alternative could
    make up for it.
    """

    piece: str
    step: Step
    outcome: Outcome
    names: tuple[str, str] | None = None
    certain: bool = True
    noted: bool = True
    only: bool = True

    @property
    def weight(self) -> int:
        return self.outcome.weight


Found: TypeAlias = Gap | Part


class Outcome:
    """All that was found between two schemas, whose sides in the base and the revision it knows."""

    __slots__ = ("gaps", "parts", "sides", "weight")

    def __init__(self, found: Iterable[Found] = (), sides: tuple[Any, Any] = (None, None)) -> None:
        self.sides = sides
        self.fill(found)

    def fill(self, found: Iterable[Found]) -> None:
        given = tuple(found)
        self.gaps = tuple(each for each in given if isinstance(each, Gap))
        self.parts = tuple(each for each in given if isinstance(each, Part))
        self.weight = weigh(given)


def weigh(found: Iterable[Found]) -> int:
    """How many gaps, each by every way to it, keep one set from lying within the other."""
    return sum(each.weight for each in found)


def decided(found: Iterator[Found]) -> Iterator[Found]:
    """What is found until something cannot be decided, which is found too."""
    try:
        yield from found
    except Undecided as undecided:
        yield Gap("undecided", f"It cannot be told here: {undecided}")


# Nothing was found.
NOTHING: Final = Outcome()
