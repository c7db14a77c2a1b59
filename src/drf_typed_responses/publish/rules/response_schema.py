"""The rule `response-schema`: a success response has a schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...spectacular.misdeclared import remedy
from ...spectacular.upstream_texts import Text
from ...spectacular.view_methods import member
from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule

# Responses without content. Source: RFC 9110 sections 15.3.5 and 15.3.6.
_WITHOUT_BODY = {"204", "205"}


@rule(
    "response-schema",
    "its {status} response has no schema",
    "{remedy}",
    preset="recommended",
    by_hand='Write the "schema" of the response. If there is no body, document "204".',
    bad=(
        '''\
@extend_schema(
    request=None,
    responses={202: OpenApiResponse(description="The team is being archived.")},
)
def put(self, request, slug):
    """Archive a team."""
''',
    ),
    good=(
        '''\
@extend_schema(request=None, responses={204: RESPONSE_NO_CONTENT})
def put(self, request, slug):
    """Archive a team."""
''',
        "@extend_schema(responses=TeamResponse)",
    ),
)
def response_schema(document: CheckedDocument) -> Iterator[Breach]:
    """Without a schema nothing is promised: the attributes of a response may change at any time."""
    for operation in document.operations:
        for status, response in operation.successes:
            content = document.resolved(response).get("content", {})
            may_be_empty = status in _WITHOUT_BODY or _may_return_none(operation, status)
            has_none = any(_is_unspecified(document, media) for media in content.values())
            if (not content and not may_be_empty) or has_none:
                yield breach(operation, status, status=status, remedy=_remedy(operation))


def _is_unspecified(document: CheckedDocument, media: dict[str, Any]) -> bool:
    """Whether a body has no schema, or the one that drf-spectacular writes in its place."""
    schema = document.resolved(media.get("schema", {}))
    return "schema" not in media or schema.get("description") == Text.UNSPECIFIED_BODY


def _remedy(operation: PublishedOperation) -> str:
    facts = operation.source.facts if operation.source else None
    of_view = member(facts.view, "serializer_class") if facts else None
    return (
        (facts and remedy(facts.declared))
        or remedy(of_view)
        or (
            "Declare the response by its type: a serializer with an annotated `serialize`, "
            "inline_sentry_response_serializer(...) or a TypedDict. If there is no body, "
            "annotate the method: `-> Response[None]`."
        )
    )


def _may_return_none(operation: PublishedOperation, status: str) -> bool:
    """Whether the method is annotated `-> Response[None]` or `-> Response[Team | None]`."""
    annotated = operation.source.facts.annotated if operation.source else None
    return annotated is not None and (annotated.or_nothing or (status, None) in annotated.stated)
