"""The rule `pagination`: a list that its view paginates has an envelope or headers."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.view_methods import member
from . import Breach, CheckedDocument, breach, rule


@rule(
    "pagination",
    "its view paginates, but its {status} response is a bare list without headers",
    "Document the envelope as a generic TypedDict, or the headers with "
    "OpenApiParameter(..., location=OpenApiParameter.HEADER, response=True); "
    "where it does not paginate, write pagination_class = None on the view or in @action.",
    preset="recommended",
    bad=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    pagination_class = CursorPagination

    @extend_schema(
        responses=list[TeamResponse],
        parameters=[SLUG],
        examples=[
            OpenApiExample(
                "Teams",
                value=[{"id": "1", "slug": "owls", "lead": None}],
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request, slug):
        """Return the teams of a lead."""
''',
    ),
    good=(
        '''\
class TeamEndpoint(APIView):
    public = {"GET"}
    pagination_class = CursorPagination

    @extend_schema(
        responses=list[TeamResponse],
        parameters=[
            SLUG,
            OpenApiParameter(
                "Link",
                description="The address of the next page.",
                location=OpenApiParameter.HEADER,
                response=True,
            ),
        ],
        examples=[
            OpenApiExample(
                "Teams",
                value=[{"id": "1", "slug": "owls", "lead": None}],
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request, slug):
        """Return the teams of a lead."""
''',
    ),
)
def pagination(document: CheckedDocument) -> Iterator[Breach]:
    """Clients must know how to get the next page: from headers, as here, or from an envelope that
    is a generic TypedDict.
    """
    for operation in document.operations:
        view = operation.source.facts.view if operation.source else None
        if operation.method != "GET" or not member(view, "pagination_class"):
            continue
        for status, response in operation.successes:
            found = document.resolved(response)
            schemas = [media.get("schema", {}) for media in found.get("content", {}).values()]
            is_list = any(document.resolved(schema).get("type") == "array" for schema in schemas)
            if is_list and not found.get("headers"):
                yield breach(operation, status, status=status)
