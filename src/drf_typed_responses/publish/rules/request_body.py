"""The rule `request-body`: an operation that may take a body declares it, or declares none."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.vocabulary import METHODS_WITH_BODY
from ...spectacular.misdeclared import remedy
from ..published_operations import PublishedOperation
from ..request_reading import reads_body
from . import Breach, CheckedDocument, breach, rule
from .free_form import says_nothing


@rule(
    "request-body",
    "it does not declare its request body",
    "{remedy}",
    preset="recommended",
    by_hand='Write the "schema" of its "requestBody".',
    bad=(
        '''\
@extend_schema(request=dict)
def put(self, request, slug):
    """Give a team another short name."""
''',
    ),
    good=(
        '''\
@extend_schema(request=TeamRequestSerializer)
def put(self, request, slug):
    """Give a team another short name."""
''',
        '''\
@extend_schema(request=None)
def put(self, request, slug):
    """Archive a team."""
''',
    ),
)
def request_body(document: CheckedDocument) -> Iterator[Breach]:
    """A client cannot guess a request body.

    A POST, PUT or PATCH may omit `request`, unless its view reads a body: by a serializer, by
    parsers of its own, or as `request.data` in the method or in one that it calls. It then declares
    the body, or `request=None`. A body of any object (`request=dict`) tells the client nothing.
    """
    for operation in document.operations:
        if operation.method not in METHODS_WITH_BODY:
            continue
        content = document.resolved(operation.spec.get("requestBody", {})).get("content", {})
        schemas = [document.resolved(media.get("schema", {})) for media in content.values()]
        if _is_unsaid(operation) or any(map(says_nothing, schemas)):
            yield breach(operation, remedy=_remedy(operation))


def _remedy(operation: PublishedOperation) -> str:
    requested = operation.source.facts.requested if operation.source else ()
    return remedy(*requested) or (
        "Write request=TeamRequestSerializer, an inline_serializer(...), or request=None for no "
        "body."
    )


def _is_unsaid(operation: PublishedOperation) -> bool:
    """Whether the view reads a body that neither it nor a decorator declares."""
    if "requestBody" in operation.spec or operation.says("request") or operation.source is None:
        return False
    return reads_body(operation.source)
