"""The rule `response-status`: a response is documented for an HTTP status."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "response-status",
    "it documents a response for {status!r}, which is not an HTTP status",
    "{remedy}",
    bad=('@extend_schema(responses={200: TeamResponse, "4O4": RESPONSE_NOT_FOUND})',),
    good=('@extend_schema(responses={200: TeamResponse, "4XX": RESPONSE_NOT_FOUND})',),
)
def response_status(document: CheckedDocument) -> Iterator[Breach]:
    """A typo would be published as a status that no client can receive."""
    for operation in document.operations:
        invalid = operation.invalid_statuses
        is_body = len(invalid) == len(operation.spec["responses"]) if invalid else False
        for status in invalid:
            yield breach(operation, status, status=status, remedy=_OF_BODY if is_body else _REMEDY)


_REMEDY = 'Write one of 100 to 599, a class such as "4XX", or "default".'
_OF_BODY = (
    "Write a dict from statuses to types: responses={200: TeamResponse}. If it is a body, "
    "declare its keys in a TypedDict."
)
