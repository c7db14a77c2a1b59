"""The rule `annotated-status`: each response of an annotation has a status of its own."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.agreement import untold
from . import Breach, CheckedDocument, breach, rule


@rule(
    "annotated-status",
    "its method returns {responses}, and nothing says which of them is sent with which status",
    "State the status of an error: `Response[{last}, Literal[400]]`. If all of them are sent with "
    "one status, write `Response[{joined}]`.",
    bad=(
        '''\
@extend_schema(responses={404: RESPONSE_NOT_FOUND})
def get(self, request, slug) -> Response[TeamResponse] | Response[ValidationErrorResponse]:
    """Return a team."""
''',
    ),
    good=(
        '''\
@extend_schema(responses={404: RESPONSE_NOT_FOUND})
def get(
    self, request, slug
) -> Response[TeamResponse] | Response[ValidationErrorResponse, Literal[400]]:
    """Return a team."""
''',
        '''\
@extend_schema(responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND})
def get(self, request, slug) -> Response[TeamResponse] | Response[ErrorResponse]:
    """Return a team."""
''',
    ),
)
def annotated_status(document: CheckedDocument) -> Iterator[Breach]:
    """A response without a status is documented as a success, also if it is an error.

    A client would then look for the error in a success that never has it.
    """
    for operation in document.operations:
        bodies = untold(operation.source.facts) if operation.source else []
        if bodies:
            responses = " | ".join(f"Response[{body}]" for body in bodies)
            joined = " | ".join(bodies)
            yield breach(operation, responses=responses, last=bodies[-1], joined=joined)
