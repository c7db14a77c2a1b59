"""An error response says when it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.upstream import Text
from ..rule import Draft, Problem, problem, rule

# What drf-spectacular writes where nothing was said.
NOTHING_SAID = {"", Text.NO_BODY, Text.UNSPECIFIED_BODY}


@rule(
    "response-described",
    "its {status} response has no description",
    "Use a RESPONSE_... constant, or OpenApiResponse(..., description=...).",
)
def response_described(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        for status, response in operation.spec.get("responses", {}).items():
            text = str(draft.resolved(response).get("description") or "").strip()
            is_error = str(status)[:1] not in "123" and status not in operation.no_statuses
            if is_error and text in NOTHING_SAID:
                yield problem(operation, str(status), status=status)
