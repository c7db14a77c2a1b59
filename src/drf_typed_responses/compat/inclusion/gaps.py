"""The differences between two schemas: their own gaps, and the outcomes of their parts.

A schema inside many others is compared once, so an outcome is a node of a graph. Too many paths to
list may lead through it (see `comparison/gap_paths.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeAlias, TypeVar

from ..documents.read_document import SchemaNode, TooMuchWork, Undecided
from ..sets.atoms import AnyAtom

# The kinds that are reported although no value is lost.
NOTES: Final = frozenset(
    {"attribute-added", "attribute-deprecated", "attribute-ignored", "content-changed",
     "default-changed", "discriminator-changed", "nullable-idle", "attribute-unrequired",
     "enum-value-added", "attribute-sunset", "attribute-sunset-sooner", "attribute-sunset-soon",
     "enum-value-deprecated", "enum-value-sunset", "enum-value-sunset-sooner",
     "enum-value-sunset-soon", "attribute-stability-lowered"}
)  # fmt: skip

# The kind of all places that were not compared because the budget had run out.
UNCOMPARED: Final = "uncompared"


class Step(NamedTuple):
    """One container on the path to a place: its atom, and the name or index in it."""

    atom: AnyAtom
    key: str | int


class Gap(NamedTuple):
    """A place where one schema admits values that the other lacks.

    `kind` is the last part of an id; `values` finds values that may show the gap at its place;
    `sides` are the base and revised schemas there. A `sure` gap needs no such value: it breaks a
    promise, or concerns a set that cannot be enumerated. `leaf` has the narrow and the wide schema
    of the place if no other alternative could admit the value.
    """

    kind: str
    message: str
    values: Callable[[], Iterable[Any]] = tuple
    sure: bool = False
    sides: tuple[Any, Any] = (None, None)
    leaf: tuple[SchemaNode, SchemaNode] | None = None

    @property
    def weight(self) -> int:
        """1, or 0 for a kind that breaks no client."""
        return int(self.kind not in NOTES)


class Part(NamedTuple):
    """The outcome of an inner place, and the piece of path that leads there.

    `names` are the components of an object on the narrow and on the wide side, None for an array.
    Gaps of a part that is not `certain` need values that show them. If it is not `noted`, only its
    breaks are reported. A part is the `only` one if no other alternative could admit the values of
    its gaps. An attribute that is not `promised` may change.
    """

    piece: str
    step: Step
    outcome: Outcome
    names: tuple[str, str] | None = None
    certain: bool = True
    noted: bool = True
    only: bool = True
    promised: bool = True

    @property
    def weight(self) -> int:
        """The number of breaking gaps in the part."""
        return self.outcome.weight


class Arm(NamedTuple):
    """The outcome of an arm of a union, whose parts are parts of the union.

    `atom` is the alternative of the narrow side. If it is not `certain`, another arm may admit the
    values of its gaps.
    """

    outcome: Outcome
    atom: AnyAtom
    certain: bool

    @property
    def weight(self) -> int:
        """The number of breaking gaps in the arm."""
        return self.outcome.weight

    def part(self, inner: Part) -> Part:
        """A part of the arm as a part of the union."""
        step = Step(self.atom, inner.step.key)
        if self.certain:
            return inner._replace(step=step)
        return inner._replace(step=step, certain=False, only=False)


Found: TypeAlias = Gap | Part
T = TypeVar("T")


class Outcome:
    """All gaps, parts and arms of two schemas, and their `sides`: of the base, of the revision."""

    __slots__ = ("arms", "gaps", "parts", "sides", "weight")

    def __init__(
        self, found: Iterable[Found | Arm] = (), sides: tuple[Any, Any] = (None, None)
    ) -> None:
        self.sides = sides
        self.fill(found)

    def fill(self, found: Iterable[Found | Arm]) -> None:
        """Replace the gaps, parts and arms."""
        gaps: list[Gap] = []
        parts: list[Part] = []
        arms: list[Arm] = []
        for each in found:
            if isinstance(each, Gap):
                gaps.append(each)
            elif isinstance(each, Part):
                parts.append(each)
            else:
                arms.append(each)
        self.gaps, self.parts, self.arms = tuple(gaps), tuple(parts), tuple(arms)
        self.weigh()

    def weigh(self) -> None:
        """Update the weight, after the outcomes of parts have changed."""
        self.weight = weigh(self.gaps) + weigh(self.parts) + weigh(self.arms)

    def ends(self) -> Iterator[Outcome]:
        """The outcomes of the parts and arms."""
        yield from (part.outcome for part in self.parts)
        yield from (arm.outcome for arm in self.arms)

    def whole_gaps(self) -> tuple[Gap, ...]:
        """The gaps, and those of the arms: of an arm that was not compared."""
        if not self.arms:
            return self.gaps
        return (*self.gaps, *(gap for arm in self.arms for gap in arm.outcome.gaps))

    def whole_parts(self) -> tuple[Part, ...]:
        """The parts, and those of the arms."""
        if not self.arms:
            return self.parts
        return (*self.parts, *(arm.part(each) for arm in self.arms for each in arm.outcome.parts))


def weigh(found: Iterable[Found | Arm]) -> int:
    """The number of breaking gaps, counted once for each path to them."""
    weight = 0
    for each in found:
        weight += each.weight
    return weight


def undecided(reason: str) -> Gap:
    """The gap of an undecided comparison; `reason` names the undecided thing."""
    return Gap("undecided", f"This cannot be decided: {reason}")


def decided(found: Iterator[T]) -> Iterator[T | Gap]:
    """The gaps and parts until one is undecided, then a gap that says so."""
    try:
        yield from found
    except TooMuchWork:
        yield Gap(UNCOMPARED, "")
    except Undecided as error:
        yield undecided(str(error))


# The outcome of schemas without gaps.
NOTHING: Final = Outcome()
