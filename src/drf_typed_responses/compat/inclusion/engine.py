"""Is every value of one schema a value of the other? Where not, the gaps.

Recursive schemas are compared on the assumption that what is being compared holds (the greatest
fixpoint: Amadio and Cardelli, "Subtyping recursive types"); when a pair fails, what was concluded
from assuming it is forgotten. The work on one body is bounded: beyond it the answer is "cannot
tell".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, TypeAlias

from ..documents.read_document import SchemaNode, Undecided
from ..sets.emptiness import Emptiness
from ..sets.phrases import named, types
from ..sets.schema_reader import SchemaReader
from ..sets.value_samples import ValueSampler
from .alternatives import Alternatives
from .annotation_gaps import explained, notes
from .gaps import NOTHING, Found, Gap, Outcome, decided
from .object_gaps import Objects
from .unchanged import Unchanged

MOST_STEPS: Final = 20_000
# As deep as Python can follow from wherever it is called; what lies deeper is compared afterwards.
DEEPEST: Final = 40
Couple: TypeAlias = tuple[SchemaNode, SchemaNode]


class Inclusion:
    """Compares schemas of the `narrow` document with schemas of the `wide` one.

    For responses the revised document must be the narrow one, for requests the base is. A `strict`
    one knows sets only: that an open object may get new attributes is a promise, and no inclusion.
    """

    def __init__(
        self,
        narrow: SchemaReader,
        wide: SchemaReader,
        sameness: Unchanged,
        *,
        response: bool = False,
        strict: bool = False,
    ) -> None:
        self.narrow, self.wide, self.response, self.strict = narrow, wide, response, strict
        self.sampler = ValueSampler(narrow)
        self.vacancy = Emptiness(narrow)
        self.objects = Objects(self)
        self.alternatives = Alternatives(self)
        self.sameness = sameness
        self._memo: dict[Couple, Outcome] = {}
        self._open: dict[Couple, bool] = {}
        self._concluded: list[Couple] = []
        self._postponed: dict[Couple, Outcome] = {}
        self._judged: list[Outcome] = []
        self._steps = 0
        # The strict inclusion of the wide document in the narrow one.
        self.reverse: Inclusion | None = None

    def compare(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """All that lies between two whole schemas, with a budget of its own."""
        self._steps = MOST_STEPS
        self._open.clear()
        found = self.outcome(narrow, wide)
        self._settle()
        return found

    def _settle(self) -> None:
        """Judges what was postponed, and weighs anew what was judged without it."""
        again = bool(self._postponed)
        while self._postponed:
            pair, postponed = self._postponed.popitem()
            judged = self.outcome(*pair)
            postponed.fill((*judged.gaps, *judged.parts))
        for outcome in self._judged if again else ():
            outcome.fill((*outcome.gaps, *outcome.parts))
        self._judged.clear()

    def outcome(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """What is found between two schemas; what cannot be decided is found too."""
        pair = (narrow, wide)
        known = self._memo.get(pair)
        if known is not None:
            return known
        if pair in self._open:
            self._open[pair] = True
            return NOTHING
        if self.same(narrow, wide):
            self._memo[pair] = NOTHING
            return NOTHING
        if len(self._open) >= DEEPEST:
            sides = self.sides(narrow, wide)
            return self._postponed.setdefault(pair, Outcome(sides=sides))
        mark = len(self._concluded)
        self._open[pair] = False
        found = self._judge(narrow, wide)
        assumed = self._open.pop(pair)
        if assumed and found.weight:
            for concluded in self._concluded[mark:]:
                self._memo.pop(concluded, None)
            del self._concluded[mark:]
        elif not found.weight and self._open:
            self._concluded.append(pair)
        self._memo[pair] = found
        return found

    def same(self, narrow: SchemaNode, wide: SchemaNode) -> bool:
        """Whether there can be no gap, because both are spelled the same."""
        return self.sameness.schemas(*self.sides(narrow, wide))

    def holds_in_reverse(self, wide: SchemaNode, narrow: SchemaNode) -> bool:
        """Whether the wide schema is within the narrow one, by the budget that is left.

        The assumptions of a comparison that is under way do not hold in its complement.
        """
        reverse = self.reverse
        if reverse is None or reverse._open:
            return False
        reverse._steps = self._steps
        found = reverse.outcome(wide, narrow)
        self._steps = reverse._steps
        reverse._settle()
        return not found.weight

    @property
    def postponed(self) -> int:
        """How many pairs are to be compared afterwards."""
        return len(self._postponed)

    def sides(self, narrow: Any, wide: Any) -> tuple[Any, Any]:
        """The base and the revised side of two things."""
        return (wide, narrow) if self.response else (narrow, wide)

    def said(self, in_response: str, in_request: str) -> str:
        return in_response if self.response else in_request

    def _judge(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        sides = self.sides(narrow, wide)
        found = [
            explained(self, _sided(each, *sides)._replace(leaf=(narrow, wide)), *sides)
            if isinstance(each, Gap)
            else each
            for each in decided(self._between(narrow, wide))
        ]
        if not found:
            return NOTHING
        self._judged.append(outcome := Outcome(found, sides))
        return outcome

    def _between(self, narrow: SchemaNode, wide: SchemaNode) -> Iterator[Found]:
        self.spend()
        yield from self._all(self.narrow.shape(narrow), self.wide.shape(wide))
        yield from notes(self, narrow, wide)

    def spend(self) -> None:
        """Take one step of the budget. Raises Undecided where there is none left."""
        if not self.affords():
            raise Undecided("schemas that take too much work to compare")

    def affords(self) -> bool:
        """Take one step of the budget, and say whether there was one."""
        self._steps -= 1
        return self._steps >= 0

    def _all(self, narrow: Any, wide: Any) -> Iterator[Found]:
        strange = [k for k in narrow if k not in wide and not all(map(self.vacancy.of, narrow[k]))]
        if strange:
            yield self._types(narrow, wide, strange)
        if strange and self.narrow.is_anything(narrow):
            return
        for kind, atoms in narrow.items():
            if kind in wide:
                for atom in atoms:
                    found = self.alternatives.gaps(atom, wide[kind], len(atoms))
                    if found and not self.vacancy.of(atom):
                        yield from found

    def _types(self, narrow: Any, wide: Any, strange: list[str]) -> Gap:
        def values() -> Iterator[Any]:
            for kind in strange:
                for atom in narrow[kind][:2]:
                    yield from islice(self.sampler.of_atom(atom), 2)

        sides = self.sides(types(narrow), types(wide))
        if strange == ["null"]:
            said = self.said("The value may be null", "Null is no longer accepted")
            return Gap("nullable", said, values, sides=sides)
        message = f"The value was {named(sides[0])} and is {named(sides[1])}"
        return Gap("type-changed", message, values, sides=sides)


def _sided(gap: Gap, base: SchemaNode, revised: SchemaNode) -> Gap:
    """The gap with what stands at its place in both documents, where it names nothing smaller."""
    if gap.sides != (None, None):
        return gap
    return gap._replace(sides=(_whole(base), _whole(revised)))


def _whole(schema: SchemaNode) -> Any:
    return schema.raws[0] if len(schema.raws) == 1 else {"allOf": list(schema.raws)}
