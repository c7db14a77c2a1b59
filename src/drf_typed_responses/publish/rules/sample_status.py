"""A sample names statuses that the operation documents."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "sample-status",
    'the sample "{name}" is for the status {status}, which is not documented',
    "Use one of {documented}, or document the response.",
)
def sample_status(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        documented = list(map(str, operation.spec.get("responses", {})))
        for example in operation.response_examples:
            for status in example.status_codes if operation.names_statuses(example) else ():
                if status not in documented:
                    words = {"status": status, "documented": ", ".join(documented)}
                    yield problem(operation, status, name=example.name, **words)
