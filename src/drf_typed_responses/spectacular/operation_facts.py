"""The declarations of views of public operations, kept for the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from drf_spectacular.utils import OpenApiExample
from rest_framework.pagination import BasePagination
from rest_framework.views import APIView

from .annotated_responses import AnnotatedResponse
from .upstream import Schema, build_listed_example_value
from .upstream_texts import quiet


@dataclass(frozen=True, slots=True)
class OperationFacts:
    """The declarations of one operation: those of its view, its method and its decorator.

    `operation` is "GET /path/" before any prefix is trimmed; `route` is the URL pattern with its
    converters; `written_id` is the operation id as written; `declared` is the `responses=` of
    `@extend_schema`, `requested` has the bodies of its `request=`, `annotated` is the method's
    `-> Response[T]`; `guessed` has those of "operation_id", "request", "security", "tags" and
    "description" that nobody writes, with the generated value of the last three; `lists` maps the
    statuses whose samples show one element of a list to the paginator of that list, or None;
    `chosen_fields` maps serializers with other fields than their components to the difference.
    """

    operation: str
    route: str
    view: APIView
    function: Any
    written_id: str
    declared: object
    requested: tuple[object, ...]
    annotated: AnnotatedResponse | None
    examples: tuple[OpenApiExample, ...]
    declared_parameters: frozenset[str]
    guessed: Mapping[str, object]
    lists: Mapping[str, BasePagination | None]
    chosen_fields: Mapping[str, str]

    def completed(self, operation: Schema) -> OperationFacts:
        """The same facts; a part of the operation that is not as guessed was written."""
        guessed = {
            part: guess
            for part, guess in self.guessed.items()
            if (operation.get(part) or None) == (guess or None)
        }
        return replace(self, guessed=guessed)


def owner_of(view: object, function: object = None) -> str:
    """The `owner` of the function, else of the view or view class; empty if neither has one."""
    return owner_name(getattr(function, "owner", None), getattr(view, "owner", None))


def owner_name(*owners: object) -> str:
    """The first name of an owner, or ""; a member of an Enum counts as its value."""
    for owner in owners:
        name = owner.value if isinstance(owner, Enum) else owner
        if isinstance(name, str):
            return name
    return ""


class _ResponsesKey(str):
    """The key "responses" of an operation object, with the operation's original name.

    The name stays with the operation while hooks copy the document or rename paths and ids. At the
    end drf-spectacular turns values, but not keys, into plain strings.
    """

    __slots__ = ("operation",)
    operation: str


def with_name(operation: Schema, name: str) -> Schema:
    """The same operation object, from which `pop_name` reads its name."""
    named = _ResponsesKey("responses")
    named.operation = name
    return {named if key == named else key: value for key, value in operation.items()}


def name_of(operation: Schema) -> str | None:
    """The name that `with_name` put into an operation; None without one."""
    return next((key.operation for key in operation if isinstance(key, _ResponsesKey)), None)


def pop_name(operation: Schema) -> str | None:
    """Remove the name that `with_name` put into an operation, and return it; None without one."""
    name = name_of(operation)
    plain = {str(key): value for key, value in operation.items()}
    operation.clear()
    operation.update(plain)
    return name


def path_to_list(paginator: BasePagination | None) -> tuple[str, ...] | None:
    """The keys that lead to the list in a paginator's envelope; () without a paginator.

    None if drf-spectacular cannot find the list either; it then shows a sample unwrapped.
    """
    element = object()
    with quiet():
        page = build_listed_example_value(element, paginator, "response")
    return _path(page, element)


def _path(node: object, element: object) -> tuple[str, ...] | None:
    if isinstance(node, list):
        return () if node and node[0] is element else None
    if isinstance(node, dict):
        for key, part in node.items():
            below = _path(part, element)
            if below is not None:
                return (key, *below)
    return None
