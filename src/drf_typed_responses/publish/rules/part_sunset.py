"""The rule `part-sunset`: a deprecated attribute, parameter or value has a sunset."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.deprecations import is_deprecated, sunset_of
from ...openapi.types import AnySchema, Object
from ...openapi.values import list_at
from ...openapi.vocabulary import ALTERNATIVES
from . import Breach, CheckedDocument, breach, rule


@rule(
    "part-sunset",
    "it is deprecated, and no date says until when it is returned or accepted",
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
    """The team's URL-safe short name."""
    lead: Annotated[str | None, deprecated("See the members.")]
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
    lead: Annotated[str | None, deprecated("See the members."), Sunset("2027-01-31")]
    """The username of the lead."""
''',
    ),
)
def part_sunset(document: CheckedDocument) -> Iterator[Breach]:
    """Clients need to know until when they may rely on a deprecated attribute, parameter or value.

    `apidocs diff` allows the removal after that date only.
    """
    for name, schema in document.schemas.items():
        for field, declared in schema.get("properties", {}).items():
            if any(map(_is_endless, _with_alternatives(declared))):
                place = document.locations(name, field)
                remedy = _BY_HAND if document.locations.is_by_hand(name) else _OF_FIELD
                yield breach(None, f"{name}.{field}", place, remedy=remedy)
    for operation in document.operations:
        for parameter in map(document.resolved, operation.spec.get("parameters", ())):
            if _is_endless(parameter):
                remedy = _BY_HAND if operation.source is None else _OF_PARAMETER
                yield breach(operation, f"parameters.{parameter.get('name')}", remedy=remedy)


_OF_FIELD = (
    'Write Annotated[..., deprecated("..."), Sunset("2027-01-31")], or '
    '@Sunset("2027-01-31", fields=[...]) above a DRF serializer.'
)
_OF_PARAMETER = 'Write sunset="2027-01-31" in query_parameter().'
_BY_HAND = 'Write "x-sunset": "2027-01-31" beside "deprecated".'


def _with_alternatives(schema: AnySchema) -> Iterator[AnySchema]:
    """The schema and its alternatives."""
    yield schema
    for key in ALTERNATIVES:
        yield from list_at(schema, key)


def _is_endless(raw: Object | bool) -> bool:
    return isinstance(raw, dict) and is_deprecated(raw) and sunset_of(raw) is None
