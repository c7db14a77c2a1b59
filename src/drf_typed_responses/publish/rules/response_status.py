"""The rule `response-status`: a response is documented for an HTTP status."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "response-status",
    "it documents a response for {status!r}, which is not an HTTP status",
    'Write one of 100 to 599, a class such as "4XX", or "default".',
    bad=('@extend_schema(responses={200: TeamResponse, "4O4": RESPONSE_NOT_FOUND})',),
    good=('@extend_schema(responses={200: TeamResponse, "4XX": RESPONSE_NOT_FOUND})',),
)
def response_status(document: CheckedDocument) -> Iterator[Breach]:
    """A typo would be published as a status that no client can receive."""
    for operation in document.operations:
        for status in operation.invalid_statuses:
            yield breach(operation, status, status=status)
