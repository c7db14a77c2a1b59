"""The rule `typed`: the code of an operation says what it reads and returns."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.media_types import essence, is_json
from ...spectacular.agreement import is_bound_to_code
from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "typed",
    "{what}",
    "{remedy}",
    level=None,
    by_hand="Say in its schema what it holds, or let a view document it.",
    bad=("@extend_schema(responses=TeamResponse)",),
    good=(
        '''\
@extend_schema(responses=TeamResponse)
def get(self, request, slug) -> Response[TeamResponse]:
    """Return a team."""
    return Response({"id": "1", "slug": slug, "lead": None, "nickname": "Hoots"})
''',
        '''\
class TeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": str(obj.pk), "slug": obj.slug, "lead": None, "nickname": obj.nickname}


class TeamEndpoint(APIView):
    public = {"GET"}

    @extend_schema(responses=TeamSerializer)
    def get(self, request, slug):
        """Return a team."""
''',
    ),
)
def typed(document: CheckedDocument) -> Iterator[Breach]:
    """A type that only a decorator names is not compared with the code until a test runs.

    A type checker compares `-> Response[TeamResponse]` with what the method returns, and a
    serializer renders what it documents. An operation that keeps this rule is typed in
    `apidocs report` too: each of its bodies says what it holds.
    """
    # It imports rules of this folder, which cannot be imported while this module is.
    from ..typed_bodies import TypedBodies

    bodies = TypedBodies.of(document)
    for operation in document.operations:
        if bodies.response(operation) in ("untyped", "partly"):
            yield breach(operation, what="its response may hold anything", remedy=_SAY)
        elif bodies.request(operation) == "untyped":
            yield breach(operation, what="its request may hold anything", remedy=_SAY)
        elif not _is_bound(document, operation):
            yield breach(operation, what="only its decorator says what it returns", remedy=_BIND)


_SAY = "Say what it holds: in a TypedDict or a serializer."
_BIND = "Annotate the method, -> Response[...], or document the serializer that it uses."


def _is_bound(document: CheckedDocument, operation: PublishedOperation) -> bool:
    if operation.source is None or is_bound_to_code(operation.source.facts):
        return True
    contents = (document.resolved(each).get("content", {}) for _, each in operation.successes)
    return not any(is_json(essence(name)) for content in contents for name in content)
