"""The context of a comparison, which every handler of a pair of atoms is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

from ..documents.read_document import SchemaNode, Undecided
from ..sets.emptiness import Emptiness
from ..sets.schema_reader import SchemaReader
from ..sets.value_samples import ValueSampler
from .gaps import Outcome
from .unchanged import Unchanged

T = TypeVar("T")
SchemaPair: TypeAlias = tuple[SchemaNode, SchemaNode]

# How many steps the comparison of one body may take.
MOST_STEPS: Final = 20_000


class Budget:
    """The steps that are left for one comparison of two whole schemas."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MOST_STEPS

    def refill(self) -> None:
        """Allow as many steps as at first."""
        self.left = MOST_STEPS

    def affords(self) -> bool:
        """Take one step, and return whether there was one."""
        self.left -= 1
        return self.left >= 0

    def spend(self) -> None:
        """Take one step. Raises Undecided where none is left."""
        if not self.affords():
            raise Undecided("schemas that take too much work to compare")


@dataclass(slots=True, eq=False)
class Context:
    """One direction of comparison: schemas of `narrow` against schemas of `wide`.

    For a response the revised document is the narrow one, for a request the base is. A `strict`
    comparison knows sets only: that unknown attributes of an open object are ignored is a promise.
    `outcome` compares two schemas further in; `holds_in_reverse` tells whether a wide schema lies
    within a narrow one. `postponed` are outcomes that were handed out and are not judged yet.
    """

    narrow: SchemaReader
    wide: SchemaReader
    unchanged: Unchanged
    budget: Budget
    outcome: Callable[[SchemaNode, SchemaNode], Outcome]
    holds_in_reverse: Callable[[SchemaNode, SchemaNode], bool]
    response: bool
    strict: bool
    postponed: dict[SchemaPair, Outcome] = field(default_factory=dict)
    sampler: ValueSampler = field(init=False)
    emptiness: Emptiness = field(init=False)

    def __post_init__(self) -> None:
        self.sampler = ValueSampler(self.narrow)
        self.emptiness = Emptiness(self.narrow)

    def sides(self, narrow: T, wide: T) -> tuple[T, T]:
        """The two things with that of the base first."""
        return (wide, narrow) if self.response else (narrow, wide)

    def wording(self, in_response: str, in_request: str) -> str:
        """The one of two messages that suits the direction."""
        return in_response if self.response else in_request

    def same(self, narrow: SchemaNode, wide: SchemaNode) -> bool:
        """Whether there can be no gap, because both are spelled the same and mean the same."""
        return self.unchanged.schemas(narrow, wide)
