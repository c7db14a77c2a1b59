"""The rule `refusals`: an operation documents the refusals that REST framework sends for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..added_responses import bodies_of
from ..published_operations import OperationSource
from ..refusals import Refusal, missing_refusals
from . import Breach, CheckedDocument, breach, rule

_CONSTANTS: Final = {
    400: "RESPONSE_BAD_REQUEST",
    401: "RESPONSE_UNAUTHORIZED",
    403: "RESPONSE_FORBIDDEN",
    404: "RESPONSE_NOT_FOUND",
    429: "RESPONSE_THROTTLED",
}


@rule(
    "refusals",
    "it does not document {refusals}",
    "{remedy}",
    preset="publishing",
    bad=(
        '''\
@extend_schema(request=TeamRequestSerializer, responses={204: RESPONSE_NO_CONTENT})
def put(self, request, slug):
    """Give a team another short name."""
''',
        '''\
@extend_schema(responses=TeamResponse)
def get(self, request, slug):
    """Return a team."""
    team = get_object_or_404(Team, slug=slug)
    return Response({"id": str(team.pk), "slug": team.slug, "lead": None})
''',
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=TeamResponse)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
    good=(
        '''\
@extend_schema(
    request=TeamRequestSerializer,
    responses={204: RESPONSE_NO_CONTENT, 400: RESPONSE_BAD_REQUEST},
)
def put(self, request, slug):
    """Give a team another short name."""
''',
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: TeamResponse, 401: RESPONSE_UNAUTHORIZED})
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def refusals(document: CheckedDocument) -> Iterator[Breach]:
    """A client meets a refusal sooner or later, and learns from the document what it says.

    The rule names what REST framework itself sends: 401 and 403 of authentication classes and
    permissions, 400 of a request body, 404 of a path with variables whose view calls
    `get_object`, `get_object_or_404` or raises `NotFound`, 429 of throttles.
    `TYPED_RESPONSES["REFUSALS"] = "document"` adds them instead.
    """
    for operation in document.operations:
        # An invalid status may be a misspelled refusal.
        if operation.source is None or operation.invalid_statuses:
            continue
        missing = missing_refusals(operation.source.facts, operation.spec)
        if missing:
            yield breach(
                operation,
                refusals=_listed([f"{each.status} ({each.cause})" for each in missing]),
                remedy=_remedy(missing, operation.source, document.settings.refusals),
            )


def _remedy(missing: list[Refusal], source: OperationSource, setting: str) -> str:
    if not bodies_of(source.facts.view):
        handler = source.facts.view.get_exception_handler()
        name = f"{handler.__module__}.{getattr(handler, '__qualname__', type(handler).__name__)}"
        return (
            f"Document the bodies that {name} makes, in responses={{...}} of @extend_schema: "
            "nobody else knows them."
        )
    written = ", ".join(f"{each.status}: {_CONSTANTS[each.status]}" for each in missing)
    also = "" if setting else ' TYPED_RESPONSES["REFUSALS"] = "document" adds them everywhere.'
    return f"Add {written} to responses={{...}} of @extend_schema.{also}"


def _listed(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
