"""A sample names statuses that the operation documents, and with a body."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import statuses_of
from ..rule import Draft, Problem, problem, rule


@rule(
    "sample-status",
    'the sample "{name}" is for the status {status}, which {lacks}',
    "Use one of {documented}, or document the response.",
)
def sample_status(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        responses = {str(s): r for s, r in operation.spec.get("responses", {}).items()}
        for example in operation.response_examples:
            for status in statuses_of(example):
                words = {"name": example.name, "documented": ", ".join(responses)}
                if status not in responses:
                    lacks = "is not documented"
                elif not draft.resolved(responses[status]).get("content"):
                    lacks = "has no body to show"
                else:
                    continue
                yield problem(operation, status, status=status, lacks=lacks, **words)
