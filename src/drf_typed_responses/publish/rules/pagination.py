"""The rule `pagination`: a list that its view paginates has an envelope or headers."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from ...spectacular.view_methods import is_action, member, method_name
from ..published_operations import OperationSource
from ..running_code import all_running, functions
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

    An `@action` inherits the paginator of its viewset, and paginates only if its code does.
    """
    for operation in document.operations:
        if operation.method != "GET" or not operation.source or not _paginates(operation.source):
            continue
        for status, response in operation.successes:
            found = document.resolved(response)
            schemas = [media.get("schema", {}) for media in found.get("content", {}).values()]
            is_list = any(document.resolved(schema).get("type") == "array" for schema in schemas)
            if is_list and not found.get("headers"):
                yield breach(operation, status, status=status)


def _paginates(source: OperationSource) -> bool:
    view = source.facts.view
    if not member(view, "pagination_class"):
        return False
    if not is_action(type(view), method_name(view, source.method)):
        return True
    first = functions(source.function, type(view), generic=True)
    running = all_running(first, attrgetter("used"))
    return any("paginat" in name for each in running for name in each.source.mentioned)
