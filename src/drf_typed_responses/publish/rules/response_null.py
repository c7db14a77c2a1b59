"""The rule `response-null`: no response body is null."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...openapi.nulls import is_plain_null, states_null
from . import Breach, CheckedDocument, breach, rule


@rule(
    "response-null",
    "its {status} response may be null, for which Django REST framework sends no body",
    "Declare the type without None, and `204: None` beside it where there may be no body; the "
    "annotation `-> Response[Team | None]` says both.",
    by_hand='Write the schema without null, and "204" without "content" beside it where there may '
    "be no body.",
    bad=("@extend_schema(responses=TeamResponse | None)",),
    good=("@extend_schema(responses={200: TeamResponse, 204: None})",),
)
def response_null(document: CheckedDocument) -> Iterator[Breach]:
    """Django REST framework sends no body for None.

    A client that was promised `null` would read an empty text, which is not JSON.
    """
    # rest_framework.renderers.JSONRenderer.render: "if data is None: return b''".
    for operation in document.operations:
        for status, response in operation.successes:
            content = document.resolved(response).get("content", {})
            if any(_allows_null(document, media.get("schema", {})) for media in content.values()):
                yield breach(operation, status, status=status)


def _allows_null(document: CheckedDocument, schema: Any, depth: int = 0) -> bool:
    """Whether a schema explicitly allows null; a schema for any value does not."""
    says = document.resolved(schema)
    if not isinstance(says, dict) or depth > 5:  # arms may refer to themselves
        return False
    if states_null(says) or is_plain_null(says):
        return True
    arms = [*says.get("anyOf", ()), *says.get("oneOf", ())]
    return any(_allows_null(document, arm, depth + 1) for arm in arms)
