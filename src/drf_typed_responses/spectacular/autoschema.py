"""The AutoSchema that documents types in requests, responses and fields.

Outside a public document, hints that drf-spectacular understands keep its schemas: a project's
document changes only where an annotation is added that drf-spectacular does not understand.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiResponse
from rest_framework.serializers import BaseSerializer

from ..openapi.statuses import is_success
from ..serializers import TypedResponse
from . import upstream
from .declared_bodies import DeclaredBodies
from .instance_attributes import set_on
from .upstream import Override, Schema, build_array_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from drf_spectacular.utils import Direction
    from rest_framework.pagination import BasePagination

    from .declared_types import StandIn


def _with_body(response: Any, change: Callable[[Any], object]) -> object:
    """A value of `responses=` with another body."""
    if not isinstance(response, OpenApiResponse):
        return change(response)
    body = change(response.response)
    if body is response.response:
        return response
    return OpenApiResponse(body, response.description, response.examples)


class AutoSchema(DeclaredBodies):
    """drf-spectacular's AutoSchema with support for types; for `DEFAULT_SCHEMA_CLASS`."""

    # For the imports inside functions see `TypedFields`.

    def make_responses(self, *given: Any, **named: Any) -> Schema:
        """The responses that the decorator or the method's own annotation declares."""
        from drf_typed_responses.spectacular.annotated_responses import AnnotatedResponse

        declared = self.get_response_serializers()
        typed = None if isinstance(declared, dict) else self._as_typed(declared)
        self._declared = typed or declared
        if isinstance(typed, AnnotatedResponse):
            self._declared = self._successes(typed)
            # drf-spectacular gives a DELETE no body, and documents one success only.
            if self.method == "DELETE" or typed.or_nothing or typed.stated:
                declared = self._declared
        if isinstance(declared, dict):
            declared = self._with_success(declared)
        answer = self._with_serializers(self._with_stated(declared))
        # drf-spectacular asks again: an override would be applied to its own result.
        with set_on(self, get_response_serializers=lambda: answer):
            return super().make_responses(*given, **named)

    def _with_serializers(self, declared: Any) -> Any:
        """What is declared, with a serializer for each type: overrides may expect serializers."""
        if not isinstance(declared, dict):
            return _with_body(declared, self._as_serializer)
        every = declared.items()
        return {status: _with_body(given, self._as_serializer) for status, given in every}

    def _as_serializer(self, given: Any) -> Any:
        """A body with a serializer of REST framework in place of a type, or of a `Serializer`."""
        if given is None or isinstance(given, BaseSerializer):
            return given
        typed = self._as_typed(given)
        if typed is not None:
            return self._stand_ins.stand_in(typed, upstream.is_list_view(self, typed))
        return self._stand_ins.stand_in_of(given)

    def _with_success(self, declared: Schema) -> Schema:
        """The responses, with the annotated success if the decorator declares only errors."""
        from drf_typed_responses.spectacular.agreement import is_success_key, without_errors

        annotated = self._annotated
        if annotated is None or any(map(is_success_key, declared)):
            return declared
        return {**self._successes(without_errors(annotated, declared)), **declared}

    def make_response(
        self, serializer: object, status_code: str, *given: Any, **named: Any
    ) -> Schema:
        """The response object of one status, whose body may be given as a type."""
        serializer = _with_body(serializer, lambda body: self._body(body, status_code))
        response = super().make_response(serializer, status_code, *given, **named)
        body = getattr(serializer, "response", serializer)
        partial = self.method == "PATCH" or getattr(body, "partial", False)
        if self._types.public and partial and is_success(status_code):
            from drf_typed_responses.spectacular.partial_updates import require_less

            require_less(body, self, self._types.shared_fields)
        return response

    def _body(self, given: object, status_code: str) -> object:
        """The body of a status in the form that drf-spectacular wraps correctly."""
        typed = None if given is None else self._as_typed(given)
        if typed is not None:
            if typed.hint is None or status_code == "204":
                return None
            return self._as_serializer(given).whole(self._is_paginated(typed, status_code))
        given = self._in_context(given)
        is_many = self._is_wrapped(given, status_code)
        rendered = self._rendered_body(given, is_many) if self._types.public else None
        if rendered is not None:
            return self._as_serializer(rendered).whole(is_many)
        return self._stand_ins.stand_in_of(self._one_of_many(given) if is_many else given)

    def _rendered_body(self, given: object, is_many: bool) -> TypedResponse | None:
        """The type that the serializer of a public body is annotated to render as a whole."""
        from drf_typed_responses.spectacular.rendered_bodies import rendered_body

        return rendered_body(given, is_many, self._types)

    def _as_typed(self, given: object) -> TypedResponse | None:
        from drf_typed_responses.spectacular.declared_types import is_of_rest_framework

        if given is None or is_of_rest_framework(given):  # most bodies of a project without types
            return None
        if isinstance(given, TypedResponse):  # it has a module of its own
            return given
        return self._hints.as_typed(given, self._module, self._types.public)  # type: ignore[no-any-return]

    def _in_context(self, given: Any) -> Any:
        """A body; in a public document a class that chooses its fields may ask for the request."""
        from drf_typed_responses.spectacular.chosen_fields import chooses

        chosen = self._types.public and isinstance(given, type) and chooses(given)
        return upstream.in_context(self, given) if chosen else given

    def _one_of_many(self, given: Any) -> object:
        """A serializer without its `many=True`: drf-spectacular itself makes the list."""
        from drf_typed_responses.spectacular.declared_types import is_many

        if is_many(given):
            given = copy.copy(given)
            given.many = False
        return given

    def _is_wrapped(self, given: object, status_code: str) -> bool:
        """Whether drf-spectacular takes the body for the elements of a list view."""
        everywhere = spectacular_settings.ENABLE_LIST_MECHANICS_ON_NON_2XX
        return (everywhere or is_success(status_code)) and upstream.is_list_view(self, given)

    def _is_paginated(self, typed: TypedResponse, status_code: str) -> bool:
        """Whether `list[T]` is declared for a list view whose paginator wraps the list."""
        return (
            self._is_wrapped(typed, status_code)
            and self._stand_ins.is_list(typed)
            and bool(upstream.paginator_of(self))
        )

    def make_parameters(self, given: list[Any]) -> list[Any]:
        """The declared parameters; in a public document, with the schemas of their types.

        drf-spectacular leaves out a parameter whose type it does not know.
        """
        if not given or not self._types.public:
            return list(given)
        from drf_typed_responses.spectacular.parameter_types import with_schemas
        from drf_typed_responses.spectacular.view_methods import view_method

        return with_schemas(list(given), view_method(self.view, self.method), self._types)

    def make_filter_parameters(self) -> list[Schema]:
        """The query parameters of filters; in a public document without withheld choices."""
        from drf_typed_responses.spectacular.withheld_choices import public_choices

        made = super().make_filter_parameters()
        return list(map(public_choices, made)) if self._types.public else made

    def make_format_parameters(self) -> list[Schema]:
        """The query parameter for the renderer; in a public document, with a description.

        It is declared in no code of the project, which could not describe it.
        """
        made = super().make_format_parameters()
        described = {"description": "The format of the response."}
        return [{**described, **each} for each in made] if self._types.public else made

    def make_examples(
        self,
        serializer: object,
        direction: Direction,
        media_type: str,
        status_code: str | None,
        *given: Any,
        **named: Any,
    ) -> Schema:
        """The samples of a media type; keeps the statuses whose samples get a list around them."""
        if self._types.public and direction == "response" and status_code:
            # The condition under which drf-spectacular puts a list around each sample.
            many = upstream.override(serializer, Override.MANY) is not False
            if many and self._is_wrapped(serializer, status_code):
                self._lists = {**self._lists, status_code: upstream.paginator_of(self)}
        return super().make_examples(
            serializer, direction, media_type, status_code, *given, **named
        )

    def make_paginator(self) -> BasePagination | None:
        """The paginator of the view; in a public document its envelope is in our dialect."""
        from drf_typed_responses.spectacular.nullability import with_envelope

        paginator = super().make_paginator()
        public = self._types.public
        return with_envelope(paginator, self._types.translator.builder) if public else paginator

    def make_request(self, serializer: object, direction: Direction) -> tuple[Schema, bool]:
        """`(schema, required)` of a media type's request body, which may be given as a type."""
        self._requested = (*self._requested, serializer)
        if self._as_typed(serializer) is not None:
            return super().make_request(self._as_serializer(serializer).whole(False), direction)
        # drf-spectacular itself sets `partial` of a serializer, but not of a list of them.
        partial = self.method == "PATCH" or getattr(serializer, "partial", False)
        with set_on(self, _is_partial=self._types.public and partial):
            return super().make_request(self._in_context(serializer), direction)

    def resolve_serializer(self, serializer: Any, direction: Any, *given: Any, **named: Any):  # type: ignore[no-untyped-def]  # noqa: ANN201
        """The component of a serializer; an inline schema for a list or page of a type of ours."""
        from drf_typed_responses.spectacular.declared_types import StandIn, keeps_its_fields
        from drf_typed_responses.spectacular.registry_components import InlineComponent

        asked: object = serializer
        if isinstance(asked, StandIn) and asked.is_whole:
            return self._whole(asked)
        ours = self._types.has_type(serializer) and not keeps_its_fields(serializer, direction)
        if any((*given, *named.values())) or not ours:  # `bypass_extensions` is the only other one
            cls = serializer if isinstance(serializer, type) else type(serializer)
            if self._types.public:
                from drf_typed_responses.spectacular.partial_updates import as_read

                serializer = as_read(serializer, self._is_partial, direction)
            with self._types.in_serializer((cls, direction)):
                component = super().resolve_serializer(serializer, direction, *given, **named)
            if self._types.public and component:
                self._types.note_fields(serializer, component, self)
                self._types.tag_arms(serializer, component)
                upstream.publish_tag(component.schema or {})
                if upstream.is_patched_serializer(serializer, direction):
                    from drf_typed_responses.spectacular.partial_updates import admit_several

                    admit_several(serializer, component.schema or {})
            return component
        component = self._types.component(serializer)
        if getattr(serializer, "many", False):
            return InlineComponent(build_array_type(component.ref))
        return component

    def _whole(self, serializer: StandIn) -> Any:
        """The component of a whole body; an inline schema for a page of a list."""
        from drf_typed_responses.spectacular.registry_components import InlineComponent

        component = self._types.component(serializer.body)
        paginator = upstream.paginator_of(self) if serializer.is_paginated else None
        if paginator is None:
            return component
        return InlineComponent(paginator.get_paginated_response_schema(component.ref))

    def get_serializer_identity(self, serializer: Any, direction: Direction) -> Any:
        """What tells one component from another; drf-spectacular asks again after our question."""
        if self._identity[:2] != (id(serializer), direction):
            found = super().get_serializer_identity(serializer, direction)
            self._identity = id(serializer), direction, serializer, found
        return self._identity[-1]

    def make_component_name(
        self, serializer: object, direction: Direction, *given: Any, **named: Any
    ) -> str:
        """The name of a serializer's component; a request gets its own if its shape differs.

        In a public document names are provisional until all components are known.
        """
        name = super().make_component_name(serializer, direction, *given, **named)
        every = spectacular_settings.COMPONENT_SPLIT_REQUEST
        own = direction == "request" and not every and self._types.is_split(serializer, self)
        if not self._types.public:
            return f"{name}Request" if own else name
        identity = self.get_serializer_identity(serializer, direction)
        return self._types.component_name(name, identity, serializer, direction, own)
