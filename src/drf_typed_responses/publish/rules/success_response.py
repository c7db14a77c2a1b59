"""The rule `success-response`: an operation documents a success response."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "success-response",
    "it documents no success response",
    "Add one to responses={{...}}, or annotate the method: `-> Response[TeamResponse]`, with the "
    "Response of drf_typed_responses.responses; REST framework's own drops the type.",
    preset="recommended",
    by_hand='Add one to "responses".',
    bad=("@extend_schema(responses={404: RESPONSE_NOT_FOUND}, examples=[])",),
    good=(
        "@extend_schema(responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND})",
        '''\
@extend_schema(responses={404: RESPONSE_NOT_FOUND})
def get(self, request, slug) -> Response[TeamResponse]:
    """Return a team."""
''',
    ),
)
def success_response(document: CheckedDocument) -> Iterator[Breach]:
    """An operation that documents only its errors promises nothing."""
    for operation in document.operations:
        statuses = map(str, operation.spec.get("responses", {}))
        is_there = any(status[:1] in "23" or status == "default" for status in statuses)
        if (
            not is_there and not operation.invalid_statuses
        ):  # an invalid status may be a misspelled success
            yield breach(operation)
