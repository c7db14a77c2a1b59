"""Records what the view of each public operation declares, for the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drf_spectacular import openapi
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from . import upstream
from .field_schemas import TypedFields
from .upstream import ComponentRegistry, Schema

if TYPE_CHECKING:
    from rest_framework.pagination import BasePagination

    from .annotated_responses import AnnotatedResponse
    from .document_types import DocumentTypes
    from .operation_facts import OperationFacts

# The guesses of drf-spectacular for parts that no decorator writes.
_GUESSES: Mapping[str, Callable[[openapi.AutoSchema], object]] = {
    "tags": openapi.AutoSchema.get_tags,
    "description": openapi.AutoSchema.get_description,
}


def _nothing(schema: openapi.AutoSchema) -> None:
    """The guess of the other parts, which nobody compares."""


class RecordedOperations(TypedFields):
    """drf-spectacular's AutoSchema that keeps the `OperationFacts` of each public operation."""

    # For the imports inside functions see `TypedFields`.

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        """The operation object of one path and method; None if it is excluded.

        Arguments as in drf-spectacular's AutoSchema.
        """
        self.registry = registry
        # A view without decorators shares this object with other views.
        self._unsaid, self._declared, self._requested, self._lists = frozenset(), None, (), {}
        self._found, self._identity = {}, (0, "", None, None)
        types = self._types
        with types.in_operation(method, path, self.view):
            operation = super().get_operation(path, path_regex, path_prefix, method, registry)
            if types.public and not types.in_callback:
                return self._with_facts(operation, types)
            return operation

    def _with_facts(self, operation: Schema | None, types: DocumentTypes) -> Schema | None:
        """The same operation; its facts are kept for the rules of a public document."""
        from drf_typed_responses.spectacular.annotated_responses import unread_annotation
        from drf_typed_responses.spectacular.deprecations import add_message, deprecation
        from drf_typed_responses.spectacular.operation_facts import with_name

        if operation is None:
            if self.is_excluded():
                overriding = upstream.overriding(self, "is_excluded")
                also = f" or {overriding.__name__}.is_excluded" if overriding else ""
                types.report_excluded(self.view, f"@extend_schema(exclude=True){also}")
            return None
        add_message(operation, deprecation(self.view, self.method))
        types.report_scopes(self.view)
        if "responses" in self._unsaid and (error := unread_annotation(self.view, self.method)):
            types.report(error)
        facts = self._facts(operation, types)
        types.facts[types.operation] = facts
        self._add_refusals(operation, types.refusals(facts, operation))
        return with_name(operation, types.operation)

    def _facts(self, operation: Schema, types: DocumentTypes) -> OperationFacts:
        """What the view declares of the operation, and what drf-spectacular guesses."""
        from drf_typed_responses.spectacular.operation_facts import OperationFacts
        from drf_typed_responses.spectacular.view_methods import view_method

        return OperationFacts(
            operation=types.operation,
            route=self.path_regex,
            view=self.view,
            function=view_method(self.view, self.method),
            written_id=operation.get("operationId", ""),
            declared=self._declared,
            requested=self._requested,
            annotated=self._annotated,
            examples=tuple(self.get_examples() or ()),
            declared_parameters=self._declared_parameters(),
            guessed=self._guessed(),
            lists=self._lists,
            chosen_fields=types.chosen_fields.differences[types.operation],
        )

    def _add_refusals(self, operation: Schema, refusals: Mapping[int, OpenApiResponse]) -> None:
        """Add the responses that REST framework itself sends, where the project wants them."""
        if not refusals:
            return
        made = {str(key): self.make_response(each, str(key)) for key, each in refusals.items()}
        operation["responses"] = dict(sorted({**operation["responses"], **made}.items()))

    def _guessed(self) -> Schema:
        """The guesses of drf-spectacular for the parts that no decorator writes."""
        from drf_typed_responses.spectacular.deprecations import add_message, deprecation

        guesses = {**_GUESSES, "security": lambda schema: self._security}
        guessed: Schema = {
            part: self._found[part] if part in self._found else guesses.get(part, _nothing)(self)
            for part in self._unsaid
        }
        if "description" in guessed:
            add_message(guessed, deprecation(self.view, self.method))
        return guessed

    # Cached while the operation is made: a second call of the view would repeat its messages.
    _declared: object = None
    _requested: tuple[object, ...] = ()
    _lists: Mapping[str, BasePagination | None] = MappingProxyType({})
    _unsaid: frozenset[str] = frozenset()
    _identity: tuple[int, str, object, Any] = (0, "", None, None)
    # What drf-spectacular has guessed for `_GUESSES`, unless the project overrides the guess.
    _found: Mapping[str, object] = MappingProxyType({})
    _security: list[Schema] = []  # noqa: RUF012 -- replaced, never changed

    def _declared_parameters(self) -> frozenset[str]:
        """The names of the path parameters that a decorator declares."""
        return frozenset(
            parameter.name
            for parameter in self.get_override_parameters()
            if isinstance(parameter, OpenApiParameter) and parameter.location == "path"
        )

    def get_auth(self) -> list[Schema]:
        """The security requirements of the view; called only without `auth=` in a decorator."""
        self._unsaid |= {"security"}
        found, types = super().get_auth(), self._types
        self._security = types.scoped(found, self.view, self.method) if types.public else found
        return self._security

    def get_description(self) -> str:  # type: ignore[override]
        """The docstring; called only without `description=` in a decorator."""
        self._unsaid |= {"description"}
        said = super().get_description()
        if upstream.overriding(self, "get_description") is None:  # its docstrings take time to find
            self._found = {"description": said}
        return said

    def get_operation_id(self) -> str:
        """An id made from the path; called only without `operation_id=` in a decorator."""
        self._unsaid |= {"operation_id"}
        return super().get_operation_id()

    def get_tags(self) -> list[str]:
        """The first part of the path; called only without `tags=` in a decorator."""
        self._unsaid |= {"tags"}
        return super().get_tags()

    def is_deprecated(self) -> bool:
        """Whether a decorator, or in a public document PEP 702, says so."""
        from drf_typed_responses.spectacular.deprecations import deprecation

        marked = self._types.public and deprecation(self.view, self.method) is not None
        return marked or super().is_deprecated()

    @property
    def _annotated(self) -> AnnotatedResponse | None:
        """The response that the view method is annotated to return."""
        from drf_typed_responses.spectacular.annotated_responses import annotated_response

        return annotated_response(self.view, self.method)
