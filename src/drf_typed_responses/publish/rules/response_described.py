"""The rule `response-described`: an error response has a description."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.upstream_texts import Text
from . import Breach, CheckedDocument, breach, rule

# The descriptions that drf-spectacular writes if the project gives none.
_DEFAULTS = {"", Text.NO_BODY, Text.UNSPECIFIED_BODY}


@rule(
    "response-described",
    "its {status} response has no description",
    "Use a RESPONSE_... constant, or OpenApiResponse(..., description=...).",
    preset="publishing",
    by_hand='Write the "description" of the response.',
    bad=("@extend_schema(responses={200: TeamResponse, 404: OpenApiResponse()})",),
    good=(
        "@extend_schema(responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND})",
        '@extend_schema(responses={200: TeamResponse, 404: OpenApiResponse(description="None.")})',
    ),
)
def response_described(document: CheckedDocument) -> Iterator[Breach]:
    """The status alone does not say when an error is sent.

    A `RESPONSE_...` constant has a description and the body that DRF really sends.
    """
    for operation in document.operations:
        for status, response in operation.spec.get("responses", {}).items():
            text = str(document.resolved(response).get("description") or "").strip()
            is_error = str(status)[:1] not in "123" and status not in operation.invalid_statuses
            if is_error and text in _DEFAULTS:
                yield breach(operation, str(status), status=status)
