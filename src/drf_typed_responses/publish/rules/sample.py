"""Every documented success response with a body shows a sample of it."""

from __future__ import annotations

from collections.abc import Iterator

from ..operations import Operation
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
        if _is_misdirected(operation):
            continue
        for status, response in operation.successes:
            media_types = draft.resolved(response).get("content", {})
            if status not in shown and any("json" in name for name in media_types):
                yield problem(operation, status, status=status)


def _is_misdirected(operation: Operation) -> bool:
    """Whether a sample is there for a status that is not: one finding is enough."""
    statuses = operation.spec["responses"]
    examples = filter(operation.names_statuses, operation.response_examples)
    return any(code not in statuses for example in examples for code in example.status_codes)
