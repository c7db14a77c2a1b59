"""A success response has a schema: without one its attributes may change at any time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..operations import Operation
from ..rule import Draft, Problem, problem, rule

# RFC 9110, 15.3.5 and 15.3.6: these have no content.
WITHOUT_BODY = {"204", "205"}


@rule(
    "response-schema",
    "its {status} response has no schema",
    "Declare the response by its type: a serializer with an annotated `serialize`, "
    "inline_sentry_response_serializer(...) or a TypedDict.",
)
def response_schema(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        for status, response in operation.successes:
            if status in WITHOUT_BODY or _says_none(operation):
                continue
            content = draft.resolved(response).get("content", {})
            if not content or any(_says_nothing(media) for media in content.values()):
                yield problem(operation, status, status=status)


def _says_none(operation: Operation) -> bool:
    """Whether the method is annotated `-> Response[None]`."""
    annotated = operation.source.facts.annotated if operation.source else None
    return annotated is not None and annotated.hint is None


def _says_nothing(media: dict[str, Any]) -> bool:
    schema = media.get("schema", {})
    says = {key: value for key, value in schema.items() if key != "description"}
    return says in ({}, {"type": "object"}, {"type": "object", "additionalProperties": {}})
