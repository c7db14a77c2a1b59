"""The differences between two schemas: gaps of their own, and the outcomes of their parts.

A schema that many others hold is compared once, so an outcome is a node of a graph: more paths may
lead through it than anybody could list (see `comparison/ways.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias

from ..documents.read_document import SchemaNode, Undecided
from ..sets.atoms import AnyAtom

# The kinds that are reported although every value is still admitted.
NOTES: Final = frozenset(
    {"attribute-added", "attribute-deprecated", "attribute-ignored", "content-changed",
     "default-changed", "discriminator-changed", "nullable-idle", "attribute-unrequired",
     "enum-value-added"}
)  # fmt: skip


class Step(NamedTuple):
    """One container between the whole value and the place: its atom and the name or index."""

    atom: AnyAtom
    key: str | int


class Gap(NamedTuple):
    """A place where one schema admits values that the other lacks.

    `kind` is the latter part of an id; `values` finds some that may show the gap at its place;
    `sides` stand there in the base and in the revised document. A `sure` gap needs no such value:
    it breaks a promise, or concerns a set that cannot be enumerated. `leaf` is the narrow and the
    wide schema of the place, where no other alternative could make up for the gap.
    """

    kind: str
    message: str
    values: Callable[[], Iterable[Any]] = tuple
    sure: bool = False
    sides: tuple[Any, Any] = (None, None)
    leaf: tuple[SchemaNode, SchemaNode] | None = None

    @property
    def weight(self) -> int:
        """1, or 0 for a kind that breaks nothing."""
        return int(self.kind not in NOTES)


class Part(NamedTuple):
    """The outcome one container further in, and the piece of path that leads there.

    `names` are the components of an object on the narrow and on the wide side, None for an array.
    The gaps of a part that is not `certain` need values that show them; of a part that is not
    `noted` only breaks are reported. A part is the `only` one where no other alternative could
    make up for its gaps.
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
        """How many breaking gaps lie in the part."""
        return self.outcome.weight


Found: TypeAlias = Gap | Part


class Outcome:
    """All gaps and parts of two schemas; `sides` are those of the base and of the revision."""

    __slots__ = ("gaps", "parts", "sides", "weight")

    def __init__(self, found: Iterable[Found] = (), sides: tuple[Any, Any] = (None, None)) -> None:
        self.sides = sides
        self.fill(found)

    def fill(self, found: Iterable[Found]) -> None:
        """Replace the gaps and parts, and weigh them."""
        given = tuple(found)
        self.gaps = tuple(each for each in given if isinstance(each, Gap))
        self.parts = tuple(each for each in given if isinstance(each, Part))
        self.weight = weigh(given)


def weigh(found: Iterable[Found]) -> int:
    """How many gaps, each by every path to it, keep one set from lying within the other."""
    return sum(each.weight for each in found)


def undecided(reason: str) -> Gap:
    """The gap where a comparison cannot tell; `reason` names the thing that is not decided."""
    return Gap("undecided", f"This cannot be decided: {reason}")


def decided(found: Iterator[Found]) -> Iterator[Found]:
    """The gaps and parts until one cannot be decided, and then a gap that says so."""
    try:
        yield from found
    except Undecided as error:
        yield undecided(str(error))


# Nothing was found.
NOTHING: Final = Outcome()
