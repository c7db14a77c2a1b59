"""The context of a comparison: the argument of every handler of a pair of atoms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias, TypeVar

from ...validation import Direction
from ..documents.read_document import SchemaNode, TooMuchWork, Undecided
from ..sets.atoms import AnyAtom, Objects
from ..sets.emptiness import Emptiness
from ..sets.schema_reader import SchemaReader
from ..sets.validity import Validity
from ..sets.value_samples import ValueSampler
from .gaps import Found, Outcome, weigh
from .terms import Terms
from .unchanged import Unchanged

T = TypeVar("T")
SchemaPair: TypeAlias = tuple[SchemaNode, SchemaNode]

# The most steps of the comparison of one body: so many, and so many for each component.
MOST_STEPS: Final = 20_000
STEPS_OF_COMPONENT: Final = 40


class Budget:
    """The remaining steps of one comparison of two whole schemas."""

    __slots__ = ("left", "limit")

    def __init__(self, components: int) -> None:
        self.left = self.limit = MOST_STEPS + STEPS_OF_COMPONENT * components

    def refill(self) -> None:
        """Restore the initial number of steps."""
        self.left = self.limit

    def affords(self) -> bool:
        """Take one step; returns whether one was left."""
        self.left -= 1
        return self.left >= 0

    def spend(self) -> None:
        """Take one step. Raises TooMuchWork if none is left."""
        if not self.affords():
            raise TooMuchWork("schemas that take too much work to compare")


@dataclass(slots=True, eq=False)
class InclusionContext:
    """One direction of comparison: schemas of `narrow` against schemas of `wide`.

    For a response the revised document is narrow, for a request the base is. A `strict` comparison
    compares only sets; others rely on the promise that clients ignore unknown attributes of an open
    object. `outcome` compares two inner schemas; `holds_in_reverse` tells whether a wide schema is
    within a narrow one. `visible` are the objects without the attributes that are not sent, by
    identity. `terms` tells which deprecated parts may be gone. `narrow_values` and `wide_values`
    test values that show a gap. `compared` has the gaps of the objects that were compared. A pair
    is `trusting` if its list of gaps, and not only their number, depends on inner pairs that hold.
    """

    narrow: SchemaReader
    wide: SchemaReader
    unchanged: Unchanged
    budget: Budget
    terms: Terms
    outcome: Callable[[SchemaNode, SchemaNode], Outcome]
    rely: Callable[[Outcome], None]
    holds_in_reverse: Callable[[SchemaNode, SchemaNode], bool]
    response: bool
    strict: bool
    visible: dict[int, tuple[Objects, Objects]] = field(default_factory=dict)
    compared: dict[Any, tuple[AnyAtom, AnyAtom, tuple[Found, ...]]] = field(default_factory=dict)
    trusting: bool = field(init=False, default=False)
    sampler: ValueSampler = field(init=False)
    wide_sampler: ValueSampler = field(init=False)
    emptiness: Emptiness = field(init=False)
    narrow_values: Validity = field(init=False)
    wide_values: Validity = field(init=False)

    def __post_init__(self) -> None:
        self.sampler = ValueSampler(self.narrow)
        self.wide_sampler = ValueSampler(self.wide)
        self.emptiness = Emptiness(self.narrow)
        way: Direction = "response" if self.response else "request"
        self.narrow_values = Validity(self.narrow.document, self.narrow.lenient, way)
        self.wide_values = Validity(self.wide.document, self.wide.members, way)

    def weigh(self, found: tuple[Found, ...]) -> int:
        """The number of breaking gaps now; if there is none, there may be some later."""
        weight = weigh(found)
        self.trusting |= bool(found) and not weight
        return weight

    def judged(self, judge: Callable[[], T]) -> tuple[T, bool]:
        """A result, and whether it is final: it neither trusts a pair nor lacks work."""
        before, self.trusting = self.trusting, False
        try:
            return judge(), not self.trusting and self.budget.left >= 0
        finally:
            self.trusting = before

    def sides(self, narrow: T, wide: T) -> tuple[T, T]:
        """The two arguments, with that of the base first."""
        return (wide, narrow) if self.response else (narrow, wide)

    def wording(self, in_response: str, in_request: str) -> str:
        """The message for the direction of the comparison."""
        return in_response if self.response else in_request

    def same(self, narrow: SchemaNode, wide: SchemaNode) -> bool:
        """Whether both schemas are spelled the same and mean the same, so that there is no gap."""
        return self.unchanged.schemas(narrow, wide)

    def may_have(self, narrow: AnyAtom, value: Any) -> bool:
        """Whether a value may be in a narrow atom: False if it surely is not."""
        try:
            return self.narrow.lenient.of_atom(narrow, value)
        except Undecided:
            return True
