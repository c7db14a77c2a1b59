"""A response is documented for a status that HTTP has."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "response-status",
    "it documents a response for {status!r}, which is no status",
    'Write one of 100 to 599, a class such as "4XX", or "default".',
)
def response_status(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        for status in operation.no_statuses:
            yield problem(operation, status, status=status)
