"""A deprecated operation says until when it may be called."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import PublishedOperation
from ..rule import Draft, Problem, problem, rule


@rule(
    "deprecated-sunset",
    "it is deprecated and does not say until when it may be called",
    'Write extensions={{"x-sunset": "2027-01-31"}} in @extend_schema, '
    "or name the sunset in the description.",
)
def deprecated_sunset(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        if operation.spec.get("deprecated") and not _says_until(draft, operation):
            yield problem(operation)


def _says_until(draft: Draft, operation: PublishedOperation) -> bool:
    """Whether in words, by the extension, or by a `Sunset` header. Source: RFC 8594."""
    spoken = "sunset" in str(operation.spec.get("description") or "").lower()
    responses = map(draft.resolved, operation.spec.get("responses", {}).values())
    headers = {name.lower() for response in responses for name in response.get("headers", {})}
    return spoken or bool(operation.spec.get("x-sunset")) or "sunset" in headers
