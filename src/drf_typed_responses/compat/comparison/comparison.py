"""The context of a comparison: both documents, and the inclusions in both directions."""

from __future__ import annotations

from copy import copy

from ...openapi.types import JSON, AnySchema, Object
from ..documents.read_document import ReadDocument
from ..inclusion.directions import directions
from ..inclusion.terms import Terms
from ..inclusion.unchanged import Unchanged
from ..selection import EVERYTHING, Selection
from .causes import ChangeCollector
from .gap_causes import SchemaPlace
from .gap_rules import POSITIONS
from .matching import operations
from .security_schemes import SecuritySchemes


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
        selection: Selection = EVERYTHING,
    ) -> None:
        self.base, self.revised, self.changes, self.terms = base, revised, changes, terms
        self.selection = selection
        self.unchanged = Unchanged(base, revised)
        self.security = SecuritySchemes(base, revised)
        self.operations = operations(base), operations(revised)
        self.inclusions = directions(base, revised, self.unchanged, terms)

    def of_everything(self) -> Comparison:
        """The same comparison, of parts of a selected operation."""
        found = copy(self)
        found.selection = EVERYTHING
        return found

    def same(self, old: JSON | Object, new: JSON | Object) -> bool:
        """Whether two nodes and everything that they refer to are equal."""
        return self.unchanged.raws(old, new)

    def schemas(
        self, place: SchemaPlace, old: AnySchema, new: AnySchema, *, as_text: bool = False
    ) -> None:
        """Compare two schemas in the direction of the place.

        Values travel `as_text` in parameters, headers and form fields.
        """
        if self.unchanged.raws(old, new):
            return
        sent = POSITIONS[place.position].sent
        requests, responses, texts, sent_texts = self.inclusions
        inclusion = (sent_texts if sent else texts) if as_text else responses if sent else requests
        narrow, wide = inclusion.context.sides(self.base.schema(old), self.revised.schema(new))
        found = inclusion.compare(narrow, wide)
        self.changes.add_gaps(place, inclusion.context, (narrow, wide), found)
