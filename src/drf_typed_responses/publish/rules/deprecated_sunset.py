"""A deprecated operation says until when it may be called."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "deprecated-sunset",
    "it is deprecated and does not say until when it may be called",
    'Write extensions={{"x-sunset": "2027-01-31"}} in @extend_schema, '
    "or name the sunset in the description.",
)
def deprecated_sunset(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        spoken = "sunset" in operation.spec.get("description", "").lower()
        if operation.spec.get("deprecated") and not (spoken or operation.spec.get("x-sunset")):
            yield problem(operation)
