"""A body of None is no body: Django REST framework sends nothing for it, and not null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..rule import Draft, Problem, problem, rule


@rule(
    "response-null",
    "its {status} response may be null, for which Django REST framework sends no body",
    "Declare the type without None, and `204: None` beside it where there may be no body; the "
    "annotation `-> Response[Team | None]` says both.",
)
def response_null(draft: Draft) -> Iterator[Problem]:
    # rest_framework.renderers.JSONRenderer.render: "if data is None: return b''".
    for operation in draft.operations:
        for status, response in operation.successes:
            content = draft.resolved(response).get("content", {})
            if any(_says_null(draft, media.get("schema", {})) for media in content.values()):
                yield problem(operation, status, status=status)


def _says_null(draft: Draft, schema: Any, depth: int = 0) -> bool:
    """Whether a schema names null among its values; one that admits anything names none."""
    says = draft.resolved(schema)
    if not isinstance(says, dict) or depth > 5:  # arms may lead back to themselves
        return False
    kinds = says.get("type")
    if says.get("nullable") is True or "null" in (kinds if isinstance(kinds, list) else [kinds]):
        return "enum" not in says or None in says["enum"]
    arms = [*says.get("anyOf", ()), *says.get("oneOf", ())]
    return any(_says_null(draft, arm, depth + 1) for arm in arms)
