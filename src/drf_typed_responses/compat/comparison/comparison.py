"""The context of a comparison: both documents, and the inclusions in both directions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ...openapi.types import JSON, AnySchema, Object
from ..documents.read_document import ReadDocument, SchemaNode
from ..inclusion.directions import directions
from ..inclusion.gaps import Gap, Outcome
from ..inclusion.inclusion_context import InclusionContext
from ..inclusion.terms import Terms
from ..inclusion.unchanged import Unchanged
from .causes import ChangeCollector
from .gap_causes import SchemaPlace
from .gap_rules import POSITIONS
from .matching import operations
from .security_schemes import SecuritySchemes

# Whether a gap is harmless at its place, such as one between texts and numbers in a path.
Ignores: TypeAlias = Callable[[InclusionContext, Gap, SchemaNode], bool]


class Comparison:
    """Two documents, their unchanged parts, and the changes found so far.

    `terms` decides whether a sunset is past.
    """

    def __init__(
        self,
        base: ReadDocument,
        revised: ReadDocument,
        changes: ChangeCollector,
        terms: Terms,
    ) -> None:
        self.base, self.revised, self.changes, self.terms = base, revised, changes, terms
        self.unchanged = Unchanged(base, revised)
        self.security = SecuritySchemes(base, revised)
        self.operations = operations(base), operations(revised)
        self.requests, self.responses = directions(base, revised, self.unchanged, terms)

    def same(self, old: JSON | Object, new: JSON | Object) -> bool:
        """Whether two nodes and everything that they refer to are equal."""
        return self.unchanged.raws(old, new)

    def schemas(
        self, place: SchemaPlace, old: AnySchema, new: AnySchema, ignores: Ignores | None = None
    ) -> None:
        """Compare two schemas in the direction of the place, without the gaps that it `ignores`."""
        if self.unchanged.raws(old, new):
            return
        sent = POSITIONS[place.position].sent
        inclusion = self.responses if sent else self.requests
        narrow, wide = inclusion.context.sides(self.base.schema(old), self.revised.schema(new))
        found = inclusion.compare(narrow, wide)
        if ignores is not None:
            told = [gap for gap in found.gaps if not ignores(inclusion.context, gap, wide)]
            found = Outcome((*told, *found.parts), found.sides)
        self.changes.add_gaps(place, inclusion.context, (narrow, wide), found)
