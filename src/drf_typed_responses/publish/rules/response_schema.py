"""A success response has a schema: without one its attributes may change at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule

# RFC 9110, 15.3.5 and 15.3.6: these have no content.
WITHOUT_BODY = {"204", "205"}


@rule(
    "response-schema",
    "its {status} response has no schema",
    "Declare the response by its type: a serializer with an annotated `serialize`, "
    "inline_sentry_response_serializer(...) or a TypedDict; where there is no body, annotate the "
    "method: `-> Response[None]`.",
    why=(
        "Without a schema the attributes of a response may change at any time, so nothing is "
        "promised."
    ),
    bad=(
        '''\
@extend_schema(responses={202: OpenApiResponse(description="The team is being renamed.")})
def put(self, request, slug):
    """Give a team another short name."""
''',
        "@extend_schema(responses=dict)",
    ),
    good=(
        '''\
@extend_schema(responses={204: RESPONSE_NO_CONTENT})
def put(self, request, slug):
    """Give a team another short name."""
''',
        "@extend_schema(responses=TeamResponse)",
    ),
)
def response_schema(document: CheckedDocument) -> Iterator[Breach]:
    for operation in document.operations:
        for status, response in operation.successes:
            content = document.resolved(response).get("content", {})
            may_be_empty = status in WITHOUT_BODY or _may_return_none(operation)
            schemas = [document.resolved(media.get("schema", {})) for media in content.values()]
            if (not content and not may_be_empty) or any(map(says_nothing, schemas)):
                yield breach(operation, status, status=status)


def _may_return_none(operation: PublishedOperation) -> bool:
    """Whether the method is annotated `-> Response[None]` or `-> Response[Team | None]`."""
    annotated = operation.source.facts.annotated if operation.source else None
    return annotated is not None and annotated.or_nothing


# What a schema may say without saying anything about the body.
SILENT = {"title", "description", "nullable"}


def says_nothing(schema: dict[str, Any]) -> bool:
    """Whether a schema admits any object, or a list of anything."""
    says = {key: value for key, value in schema.items() if key not in SILENT and value != {}}
    if says.get("type") == "array":
        return says_nothing(says.get("items", {}))
    return says in ({}, {"type": "object"}, {"type": "object", "additionalProperties": True})
