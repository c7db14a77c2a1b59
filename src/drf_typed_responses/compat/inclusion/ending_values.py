"""Values of enumerations that a deprecated alternative lists, and their ends.

OpenAPI has no `deprecated` for one value of an `enum`, but for an alternative that lists it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from ...openapi.nulls import is_null
from ...openapi.types import Schema
from ...openapi.values import canonical, list_at
from ...openapi.vocabulary import ALTERNATIVES
from ..documents.read_document import SchemaNode
from ..sets.phrases import listed
from .annotation_gaps import annotated, may_state, said_end, stating
from .gaps import Gap
from .inclusion_context import InclusionContext
from .terms import Removal


def ending_values(schema: SchemaNode) -> Mapping[str, Schema]:
    """What the alternatives of a schema say about the end of the values that they list."""
    if not (may_state(schema, "deprecated") and any(may_state(schema, k) for k in ALTERNATIVES)):
        return {}
    unions = [[*list_at(raw, each)] for raw in annotated(schema) for each in ALTERNATIVES]
    # The only alternative beside null is the schema itself.
    several = [arms for arms in unions if sum(not is_null(arm) for arm in arms) > 1]
    return dict(_ends(schema.document.schema(arm) for arms in several for arm in arms))


def _ends(arms: Iterable[SchemaNode]) -> Iterator[tuple[str, Schema]]:
    for arm in arms:
        end = said_end(arm)
        values = stating(arm, "enum").get("enum", ()) if end else ()
        for value in values if isinstance(values, list) else ():
            yield canonical(value), end
        if end and "const" in stating(arm, "const"):
            yield canonical(stating(arm, "const")["const"]), end


_ANNOUNCED: Final = {
    "deprecated": "enum-value-deprecated",
    "sunset-sooner": "enum-value-sunset-sooner",
    "sunset-soon": "enum-value-sunset-soon",
}


def value_announcements(
    context: InclusionContext, base: SchemaNode, revised: SchemaNode
) -> Iterator[Gap]:
    """The gaps of values whose end is announced, or announced anew."""
    after = ending_values(revised)
    before = ending_values(base) if after else {}
    for text, end in after.items():
        for kind, said in context.terms.announcements(before.get(text, {}), end):
            joint = " " if kind == "deprecated" else ": "
            sides = before.get(text), end
            yield Gap(_ANNOUNCED[kind], f"{text}{joint}{said}", sure=True, sides=sides)


def ended_values(context: InclusionContext, gap: Gap, base: SchemaNode) -> Iterator[Gap]:
    """The gap of values that are no longer accepted, split by what was announced about each."""
    ends = {} if context.response or context.strict else ending_values(base)
    if gap.kind not in ("enum-value", "value") or not ends:
        yield gap
        return

    def removal(value: Any) -> Removal:
        return context.terms.removal(ends.get(canonical(value), {}))

    for found, group in groupby(sorted(gap.values(), key=removal), key=removal):
        values = tuple(group)
        verb = "is no longer accepted" if len(values) == 1 else "are no longer accepted"
        kind = "enum-value-sunset" if found.is_due else "enum-value"
        message = f"{listed(values)} {verb}{found.words}"
        yield gap._replace(kind=kind, message=message, values=values.__iter__)
