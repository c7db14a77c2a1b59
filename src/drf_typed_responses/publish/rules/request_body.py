"""An operation that may take a body says which, or that it takes none."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule
from .response_schema import says_nothing


@rule(
    "request-body",
    "it does not say what body it takes",
    "Write request=TeamRequestSerializer, an inline_serializer(...), or request=None for no body.",
)
def request_body(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        if operation.method not in ("POST", "PUT", "PATCH"):
            continue
        content = draft.resolved(operation.spec.get("requestBody", {})).get("content", {})
        schemas = [draft.resolved(media.get("schema", {})) for media in content.values()]
        is_unsaid = "requestBody" not in operation.spec and not operation.says("request")
        if is_unsaid or any(map(says_nothing, schemas)):
            yield problem(operation)
