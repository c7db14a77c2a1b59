"""A sample names statuses that the operation documents."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, rule


@rule(
    "sample-status",
    'the sample "{name}" is for the status {status}, which is not documented',
    "Use one of {documented}, or document the response.",
)
def sample_status(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        documented = ", ".join(map(str, operation.spec.get("responses", {})))
        for example, status in operation.undocumented_statuses:
            words = {"name": example.name, "status": status, "documented": documented}
            yield Problem(operation, status, words=words)
