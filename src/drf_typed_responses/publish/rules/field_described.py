"""The rule `field-described`: every attribute of a public schema has a description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...openapi.vocabulary import COMBINATIONS
from . import Breach, CheckedDocument, breach, rule


@rule(
    "field-described",
    "it has no description",
    "{remedy}",
    preset="publishing",
    level=None,
    bad=(
        '''\
class TeamResponse(TypedDict):
    """A team of an organization."""

    id: str
    """The number of the team."""
    slug: str
    lead: str | None
    """The username of the lead."""
''',
    ),
    good=(
        '''\
class TeamResponse(TypedDict):
    """A team of an organization."""

    id: str
    """The number of the team."""
    slug: str
    """The team's URL-safe short name."""
    lead: str | None
    """The username of the lead."""
''',
    ),
)
def field_described(document: CheckedDocument) -> Iterator[Breach]:
    """The name of an attribute does not say what it means.

    The description is a docstring below the field, `Annotated[str, Doc("...")]`, or the `help_text`
    of a DRF field.
    """
    for name, schema in document.schemas.items():
        for field, declared in schema.get("properties", {}).items():
            if not _is_described(document, declared):
                place = document.locations(name, field)
                remedy = _BY_HAND if document.locations.is_by_hand(name) else _REMEDY
                yield breach(None, f"{name}.{field}", place, remedy=remedy)


_REMEDY = (
    'Write a docstring below the field, Annotated[..., Doc("...")], or help_text in a DRF field.'
)
_BY_HAND = 'Write its "description".'


def _is_described(document: CheckedDocument, schema: dict[str, Any]) -> bool:
    """Whether the schema, its component, or a component among its arms has a description."""
    if schema.get("description") or document.resolved(schema).get("description"):
        return True
    arms = [arm for key in COMBINATIONS for arm in schema.get(key, [])]
    return any(document.resolved(arm).get("description") for arm in arms if "$ref" in arm)
