"""Every documented success response with a body shows a sample of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "sample",
    "its {status} response has no sample body",
    "Give @extend_schema examples=[OpenApiExample(..., value=..., response_only=True, "
    'status_codes=["{status}"])].',
)
def sample(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        shown = {sample.status for sample in draft.samples_of(operation)}
        if any(operation.undocumented_statuses):
            continue  # the sample is there, for another status: one finding is enough
        for status, response in operation.successes:
            media_types = draft.resolved(response).get("content", {})
            if status not in shown and any("json" in name for name in media_types):
                yield problem(operation, status, status=status)
