"""An operation that may take a body says which, or that it takes none."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "request-body",
    "it does not say what body it takes",
    "Write request=TeamRequestSerializer, an inline_serializer(...), or request=None for no body.",
)
def request_body(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        may_have_one = operation.method in ("POST", "PUT", "PATCH")
        if may_have_one and "requestBody" not in operation.spec and not operation.says("request"):
            yield problem(operation)
