"""What views say about their public operations, kept while a document is generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .returned import Returned


class ResponsesKey(str):
    """The key "responses" of one operation: like every other, and aware of whose operation it is.

    So it goes with the operation wherever hooks copy the document or rename paths and ids, and they
    see nothing of it. drf-spectacular makes the values plain at the end, and not the keys.
    """

    __slots__ = ("operation",)
    operation: str


def with_key(operation: dict[str, Any], name: str) -> dict[str, Any]:
    """The same operation, aware of its name."""
    known = ResponsesKey("responses")
    known.operation = name
    return {known if key == known else key: value for key, value in operation.items()}


def taken_key(operation: dict[str, Any]) -> str | None:
    """The name that an operation is aware of, and is no more; None for one that hooks made."""
    name = next((key.operation for key in operation if isinstance(key, ResponsesKey)), None)
    plain = {str(key): value for key, value in operation.items()}
    operation.clear()
    operation.update(plain)
    return name


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """What the view of one operation says, as it says it.

    `operation` is "GET /path/" before any prefix is trimmed; `route` keeps the converters;
    `written_id` is the operation id as written; `declared` is what `@extend_schema` takes as
    responses and `annotated` what the method's `-> Response[T]` says; `says` holds
    "request", "tags" and "description" where a decorator says them, be it `request=None`;
    `lists` are the statuses whose samples show one element, each with what makes pages of them.
    """

    operation: str
    route: str
    view: Any
    function: Any
    written_id: str
    declared: Any
    annotated: Returned | None
    examples: tuple[Any, ...]
    declared_parameters: frozenset[str]
    says: frozenset[str]
    lists: Mapping[str, Any]


def owner_of(cls: type, function: Any = None) -> str:
    """Who owns an operation: `owner = "team-x"` on the function or the view; empty for nobody."""
    for owner in (getattr(function, "owner", None), getattr(cls, "owner", None)):
        name = owner.value if isinstance(owner, Enum) else owner
        if isinstance(name, str):
            return name
    return ""
