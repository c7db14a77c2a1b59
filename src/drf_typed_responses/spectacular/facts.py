"""What views say about their public operations, kept while a document is generated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..serializers import TypedResponse

# An operation of the document under generation carries its name under this key, whatever hooks and
# prefixes make of its path; the build takes it out again.
MARK = "x-drf-typed-responses"


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """What the view of one operation says, as it says it.

    `operation` is "GET /path/" before any prefix is trimmed; `route` keeps the converters;
    `written_id` is the operation id as written; `declared` is what `@extend_schema` takes as
    responses and `annotated` what the method's `-> Response[T]` says; `says` holds
    "request", "tags" and "description" where a decorator says them, be it `request=None`.
    """

    operation: str
    route: str
    view: Any
    function: Any
    written_id: str
    declared: Any
    annotated: TypedResponse | None
    examples: tuple[Any, ...]
    declared_parameters: frozenset[str]
    says: frozenset[str]
