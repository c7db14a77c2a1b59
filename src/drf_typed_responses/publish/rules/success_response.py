"""An operation documents what a success looks like."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "success-response",
    "it documents no success response",
    "Add one to responses={{...}}, or annotate the method: `-> Response[TeamResponse]`.",
)
def success_response(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        statuses = map(str, operation.spec.get("responses", {}))
        is_there = any(status[:1] in "23" or status == "default" for status in statuses)
        if not is_there and not operation.no_statuses:  # which may have been meant as one
            yield problem(operation)
