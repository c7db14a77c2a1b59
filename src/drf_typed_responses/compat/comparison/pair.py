"""The base and the revised document side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..documents.read_document import ReadDocument, SchemaNode
from ..inclusion.context import Context
from ..inclusion.directions import directions
from ..inclusion.gaps import Gap, Outcome
from ..inclusion.unchanged import Unchanged
from .causes import Causes, Place
from .credentials import Security
from .operations import operations

# What the API sends; all else comes from clients.
SENT: Final = ("response", "header", "webhook")


class Pair:
    """Two documents, what is the same in both, and both directions of comparison."""

    def __init__(self, base: ReadDocument, revised: ReadDocument, causes: Causes) -> None:
        self.base, self.revised, self.causes = base, revised, causes
        self.sameness = Unchanged(base, revised)
        self.security = Security(base, revised)
        self.operations = operations(base), operations(revised)
        self.requests, self.responses = directions(base, revised, self.sameness)

    def same(self, old: Any, new: Any) -> bool:
        return self.sameness.raws(old, new)

    def schemas(self, place: Place, old: Any, new: Any, silent: Silent | None = None) -> None:
        """Compares two schemas in the direction of the place; of `silent` gaps nothing is said."""
        if self.same(old, new):
            return
        inclusion = self.responses if place.prefix in SENT else self.requests
        narrow, wide = inclusion.context.sides(self.base.schema(old), self.revised.schema(new))
        found = inclusion.compare(narrow, wide)
        if silent is not None:
            told = [gap for gap in found.gaps if not silent(inclusion.context, gap, wide)]
            found = Outcome((*told, *found.parts), found.sides)
        self.causes.found(place, inclusion.context, (narrow, wide), found)


Silent = Callable[[Context, Gap, SchemaNode], bool]
