"""What the decorator documents is what the method says it returns."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.agreement import disagreement
from ..rule import Draft, Problem, problem, rule


@rule(
    "response-agrees",
    "its method returns Response[{annotated}], and its decorator documents {documented}",
    "Let both name the same type, or leave the response out of the decorator.",
)
def response_agrees(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        found = disagreement(operation.source.facts) if operation.source else None
        if found is not None:
            annotated, documented = found
            yield problem(operation, annotated=annotated, documented=documented)
