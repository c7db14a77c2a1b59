"""A list that its view paginates says how: by an envelope or by headers."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "pagination",
    "its view paginates, and its {status} response is a bare list without headers",
    "Document the envelope as a generic TypedDict, or the headers with "
    "OpenApiParameter(..., location=OpenApiParameter.HEADER, response=True); "
    "where it does not paginate, write pagination_class = None on the view or in @action.",
)
def pagination(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        view = operation.source.facts.view if operation.source else None
        if operation.method != "GET" or not getattr(view, "pagination_class", None):
            continue
        for status, response in operation.successes:
            found = draft.resolved(response)
            schemas = [media.get("schema", {}) for media in found.get("content", {}).values()]
            is_list = any(draft.resolved(schema).get("type") == "array" for schema in schemas)
            if is_list and not found.get("headers"):
                yield problem(operation, status, status=status)
