"""Decides whether every value of one schema is a value of another, and finds the gaps.

While a pair of recursive schemas is compared, the pair itself is assumed to hold (the greatest
fixpoint: Amadio and Cardelli, "Subtyping recursive types"). If the pair fails, conclusions from
this assumption are deleted. The work on one body is bounded; beyond the bound the result is
"undecided".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...openapi.types import AnySchema
from ..documents.read_document import SchemaNode
from ..sets.schema_reader import SchemaReader
from .annotation_gaps import annotation_gaps, explained
from .gaps import NOTHING, Found, Gap, Outcome, decided
from .inclusion_context import Budget, InclusionContext, SchemaPair
from .shape_gaps import ShapeGaps
from .unchanged import Unchanged

# The most levels that Python's stack certainly allows; deeper pairs are postponed.
DEEPEST: Final = 40


class Inclusion:
    """Compares schemas in one direction, each pair once.

    `reverse` is the strict inclusion of the wide document in the narrow one.
    """

    def __init__(
        self,
        narrow: SchemaReader,
        wide: SchemaReader,
        unchanged: Unchanged,
        budget: Budget,
        *,
        response: bool = False,
        strict: bool = False,
    ) -> None:
        self.context = InclusionContext(
            narrow, wide, unchanged, budget, self.outcome, self.holds_in_reverse, response, strict
        )
        self.reverse: Inclusion | None = None
        self._shapes = ShapeGaps(self.context)
        self._memo: dict[SchemaPair, Outcome] = {}
        # The pairs being compared, each with whether an inner comparison assumed that it holds.
        self._open: dict[SchemaPair, bool] = {}
        self._concluded: list[SchemaPair] = []
        self._judged: list[Outcome] = []

    def compare(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """The whole outcome of two schemas, with a new budget."""
        self.context.budget.refill()
        self._open.clear()
        found = self.outcome(narrow, wide)
        self._settle()
        return found

    def _settle(self) -> None:
        """Compare the postponed pairs, then update the weights of outcomes around them."""
        postponed = self.context.postponed
        again = bool(postponed)
        while postponed:
            pair, outcome = postponed.popitem()
            judged = self.outcome(*pair)
            outcome.fill((*judged.gaps, *judged.parts))
        for outcome in self._judged if again else ():
            outcome.fill((*outcome.gaps, *outcome.parts))
        self._judged.clear()

    def outcome(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """The gaps and parts of two schemas; an undecided place is also a gap."""
        pair = (narrow, wide)
        known = self._memo.get(pair)
        if known is not None:
            return known
        if pair in self._open:
            self._open[pair] = True
            return NOTHING
        if self.context.same(narrow, wide):
            self._memo[pair] = NOTHING
            return NOTHING
        if len(self._open) >= DEEPEST:
            sides = self.context.sides(narrow, wide)
            return self.context.postponed.setdefault(pair, Outcome(sides=sides))
        return self._concluding(pair)

    def _concluding(self, pair: SchemaPair) -> Outcome:
        """Compare a pair, assuming that it holds; if it does not, delete the conclusions."""
        mark = len(self._concluded)
        self._open[pair] = False
        found = self._judge(*pair)
        assumed = self._open.pop(pair)
        if assumed and found.weight:
            for concluded in self._concluded[mark:]:
                self._memo.pop(concluded, None)
            del self._concluded[mark:]
        elif not found.weight and self._open:
            self._concluded.append(pair)
        self._memo[pair] = found
        return found

    def holds_in_reverse(self, wide: SchemaNode, narrow: SchemaNode) -> bool:
        """Whether the wide schema is within the narrow one, with the remaining budget.

        Assumptions of the present comparison must not be used in the reverse one.
        """
        reverse = self.reverse
        if reverse is None or reverse._open:
            return False
        found = reverse.outcome(wide, narrow)
        reverse._settle()
        return not found.weight

    def _judge(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        sides = self.context.sides(narrow, wide)
        found = [
            explained(self.context, _sided(each, *sides)._replace(leaf=(narrow, wide)), *sides)
            if isinstance(each, Gap)
            else each
            for each in decided(self._between(narrow, wide))
        ]
        if not found:
            return NOTHING
        self._judged.append(outcome := Outcome(found, sides))
        return outcome

    def _between(self, narrow: SchemaNode, wide: SchemaNode) -> Iterator[Found]:
        context = self.context
        context.budget.spend()
        yield from self._shapes.between(context.narrow.shape(narrow), context.wide.shape(wide))
        yield from annotation_gaps(context, narrow, wide)


def _sided(gap: Gap, base: SchemaNode, revised: SchemaNode) -> Gap:
    """The gap with the two whole schemas as its sides, unless it has its own sides."""
    if gap.sides != (None, None):
        return gap
    return gap._replace(sides=(_whole(base), _whole(revised)))


def _whole(schema: SchemaNode) -> AnySchema:
    return schema.raws[0] if len(schema.raws) == 1 else {"allOf": list(schema.raws)}
