"""Decides whether every value of one schema is a value of another, and finds the gaps.

While a pair of recursive schemas is compared, the pair itself is assumed to hold (the greatest
fixpoint: Amadio and Cardelli, "Subtyping recursive types"). If the pair fails, the pairs that asked
for it are compared again. Pairs only go from holding to failing, so this ends. The work on one body
is bounded; beyond the bound the result is "undecided".
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from functools import partial
from typing import Final

from ...openapi.types import AnySchema
from ..documents.read_document import SchemaNode
from ..sets.schema_reader import SchemaReader
from .alike import alike_gaps
from .annotation_gaps import annotation_gaps, explained
from .candidates import Candidates
from .ending_values import ended_values, value_announcements
from .gaps import NOTHING, Arm, Found, Gap, Outcome, decided
from .inclusion_context import Budget, InclusionContext, SchemaPair
from .shape_gaps import ShapeGaps
from .terms import Terms
from .unchanged import Unchanged

# The most levels that Python's stack certainly allows; deeper pairs are compared later.
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
        terms: Terms,
        *,
        response: bool = False,
        strict: bool = False,
    ) -> None:
        self.context = InclusionContext(
            narrow,
            wide,
            unchanged,
            budget,
            terms,
            self.outcome,
            self.rely,
            self.holds_in_reverse,
            response,
            strict,
        )
        self.reverse: Inclusion | None = None
        self._candidates = Candidates(narrow, wide)
        self._shapes = ShapeGaps(self.context, self._candidates)
        self._memo: dict[SchemaPair, Outcome] = {}
        # The pairs whose gaps are all known, and only the number of those in their parts changes.
        self._listed: set[SchemaPair] = set()
        # The pairs being compared, the innermost last.
        self._open: list[SchemaPair] = []
        # The pairs that asked for an outcome while it held.
        self._askers: dict[Outcome, dict[SchemaPair, None]] = {}
        # The pairs to compare, for the first time or again, in that order.
        self._waiting: OrderedDict[SchemaPair, None] = OrderedDict()

    def compare(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """The whole outcome of two schemas, with a new budget."""
        self.context.budget.refill()
        found = self.outcome(narrow, wide)
        self._settle()
        return found

    def outcome(self, narrow: SchemaNode, wide: SchemaNode) -> Outcome:
        """The gaps and parts of two schemas, perhaps not all of them yet.

        An undecided place is also a gap.
        """
        pair = (narrow, wide)
        found = self._memo.get(pair) or self._new(pair)
        self.rely(found)
        return found

    def rely(self, found: Outcome) -> None:
        """Compare the innermost open pair again if the outcome, which holds, fails later."""
        if self._open and not found.weight and found is not NOTHING:
            self._askers.setdefault(found, {})[self._open[-1]] = None

    def _new(self, pair: SchemaPair) -> Outcome:
        if self.context.same(*pair):
            found = NOTHING
        else:
            found = self._memo[pair] = Outcome(sides=self.context.sides(*pair))
            if len(self._open) >= DEEPEST:
                self._waiting[pair] = None
                return found
            self._judge(pair)
            if not (found.gaps or found.parts or found.arms or found in self._askers):
                found = NOTHING
        self._memo[pair] = found
        return found

    def _judge(self, pair: SchemaPair) -> None:
        """Compare a pair; if it held and fails, the pairs that asked for it are compared again."""
        outcome = self._memo[pair]
        if pair in self._listed:
            outcome.weigh()
        else:
            self._open.append(pair)
            found, is_final = self.context.judged(partial(self._gaps, pair))
            self._open.pop()
            outcome.fill(found)
            if is_final:
                self._listed.add(pair)
        if outcome.weight:
            self._waiting.update(self._askers.pop(outcome, {}))

    def _gaps(self, pair: SchemaPair) -> list[Found | Arm]:
        told: list[Found | Arm] = []
        for found in decided(self._between(*pair)):
            if isinstance(found, Gap):
                told += self._told(found, pair)
            else:
                told.append(found)
        return told

    def _told(self, gap: Gap, pair: SchemaPair) -> Iterator[Gap]:
        """A gap with its schemas and their explanation; several if parts of it have ended."""
        sides = self.context.sides(*pair)
        gap = explained(self.context, _sided(gap, *sides)._replace(leaf=pair), *sides)
        yield from ended_values(self.context, gap, sides[0])

    def _settle(self) -> None:
        """Compare the waiting pairs, until none is left."""
        while self._waiting:
            pair, _ = self._waiting.popitem(last=False)
            self._judge(pair)

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

    def _between(self, narrow: SchemaNode, wide: SchemaNode) -> Iterator[Found | Arm]:
        context = self.context
        context.budget.spend()
        alike = alike_gaps(context, self._candidates, narrow, wide)
        if alike is not None:
            yield from alike
            return
        yield from self._shapes.between(context.narrow.shape(narrow), context.wide.shape(wide))
        yield from annotation_gaps(context, narrow, wide)
        yield from value_announcements(context, *context.sides(narrow, wide))


def _sided(gap: Gap, base: SchemaNode, revised: SchemaNode) -> Gap:
    """The gap with the two whole schemas as its sides, unless it has its own sides."""
    if gap.sides != (None, None):
        return gap
    return gap._replace(sides=(_whole(base), _whole(revised)))


def _whole(schema: SchemaNode) -> AnySchema:
    return schema.raws[0] if len(schema.raws) == 1 else {"allOf": list(schema.raws)}
