"""The AutoSchema: everywhere drf-spectacular meets a type, it meets ours.

Outside a public document a hint that drf-spectacular understands stays as it spells it, so that a
project's document does not change until something is annotated that it did not understand.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from drf_spectacular.drainage import get_override
from drf_spectacular.plumbing import ComponentRegistry, build_array_type
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from ..serializers import TypedResponse
from .fields import TypedFields

if TYPE_CHECKING:
    from .bridge import Bridge
    from .returned import Returned

Schema = dict[str, Any]


class _Paginated(TypedResponse):
    """A list that the paginator of its view wraps."""

    @classmethod
    def of(cls, typed: TypedResponse) -> _Paginated:
        return cls(typed.hint, typed.name, typed.module, typed.file, typed.line)


class AutoSchema(TypedFields):
    """drf-spectacular's AutoSchema that understands types; for `DEFAULT_SCHEMA_CLASS`."""

    # The imports inside functions have the cause that stands in `TypedFields`.

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Any:
        self.registry = registry
        bridge = self._bridge
        with bridge.operating(method, path, self.view):
            operation = super().get_operation(path, path_regex, path_prefix, method, registry)
            if bridge.public and not bridge.in_callback:
                return self._with_facts(operation, bridge)
            return operation

    def _with_facts(self, operation: Any, bridge: Bridge) -> Any:
        """The same operation; what its view says is kept for the rules of a public document."""
        from .facts import OperationFacts, with_key
        from .views import view_method

        if operation is None:
            bridge.excluded(self.view)
            return None
        bridge.facts[bridge.operation] = OperationFacts(
            operation=bridge.operation,
            route=self.path_regex,
            view=self.view,
            function=view_method(self.view, self.method),
            written_id=self.get_operation_id(),
            declared=self._declared,
            annotated=self._returned,
            examples=tuple(self.get_examples() or ()),
            declared_parameters=self._declared_parameters(),
            says=frozenset({"request", "tags", "description"} - self._unsaid),
            lists=self._lists,
        )
        return with_key(operation, bridge.operation)

    # Noted while the operation is made: asking a view twice would repeat what it says.
    _unsaid: frozenset[str] = frozenset()
    _declared: Any = None
    _lists: Mapping[str, Any] = MappingProxyType({})

    def _declared_parameters(self) -> frozenset[str]:
        """The names of the path parameters that a decorator declares."""
        return frozenset(
            parameter.name
            for parameter in self.get_override_parameters()
            if isinstance(parameter, OpenApiParameter) and parameter.location == "path"
        )

    def get_description(self) -> Any:  # type: ignore[override]
        """A docstring; a decorator's `description=` comes before and does not ask."""
        self._unsaid |= {"description"}
        return super().get_description()

    def get_tags(self) -> Any:
        """The first part of the path; a decorator's `tags=` comes before and does not ask."""
        self._unsaid |= {"tags"}
        return super().get_tags()

    # ------------------------------------------------------------ requests

    def get_request_serializer(self) -> Any:
        """No body where the view says what it returns, and nothing says what it takes.

        A decorator's `request=` comes before and does not ask.
        """
        from .sources import has_type, keeps_its_fields
        from .views import has_serializer

        self._unsaid |= {"request"}
        if not has_serializer(self.view) and self._says_what_it_returns():
            return None
        guessed = super().get_request_serializer()
        # A `serializer_class` of ours says what is returned, and nothing of what is taken.
        return None if has_type(guessed) and not keeps_its_fields(guessed, "request") else guessed

    @property
    def _returned(self) -> Returned | None:
        """What the view method's own annotation says."""
        from .returned import returned

        return returned(self.view, self.method)

    def _says_what_it_returns(self) -> bool:
        """Whether by an annotation of ours, by a type of ours or, in public, by any decorator."""
        if self._returned is not None:
            return True
        self._asked = (self,)  # an answer that no decorator gives
        declared = self.get_response_serializers()
        self._asked = ()
        if declared is self:
            return False
        return self._bridge.public or self._hints.any_typed(declared)

    # ------------------------------------------------------------ responses

    # Asking the view twice would repeat what drf-spectacular says while it guesses.
    _asked: tuple[Any, ...] = ()

    def get_response_serializers(self) -> Any:
        """What the view method's own `-> Response[T]` says, where no decorator says it."""
        if self._asked:
            (answer,), self._asked = self._asked, ()
            return answer
        returned = self._returned
        if returned is None:
            return super().get_response_serializers()
        return self._successes(returned)

    def _successes(self, returned: Returned) -> dict[str, Any]:
        """What an annotation says, by status."""
        bodies = {} if returned.hint is None else {self._success_code(): returned}
        return {**bodies, "204": None} if returned.or_nothing else bodies

    def _success_code(self) -> str:
        return "201" if self._is_create_operation() else "200"

    def _get_response_bodies(self, direction: Any = "response") -> Schema:
        declared = self._declared = self.get_response_serializers()
        typed = None if isinstance(declared, dict) else self._as_typed(declared)
        if typed is not None:
            code = "204" if self.method == "DELETE" else self._success_code()
            return {code: self._get_response_for_code(typed, code, direction=direction)}
        self._asked = (declared,)
        bodies = super()._get_response_bodies(direction)
        self._asked = ()
        return self._with_success(declared, bodies) if isinstance(declared, dict) else bodies

    def _with_success(self, declared: Schema, bodies: Schema) -> Schema:
        """The bodies, with a success response from the annotation where none is declared."""
        returned = self._returned
        if returned is None or any(code.startswith("2") for code in bodies):
            return bodies
        from .agreement import without_errors

        successes = self._successes(without_errors(returned, declared))
        return {
            **{code: self._get_response_for_code(body, code) for code, body in successes.items()},
            **bodies,
        }

    def _get_response_for_code(
        self, serializer: Any, status_code: str, *args: Any, **kwargs: Any
    ) -> Any:
        if not isinstance(serializer, OpenApiResponse):
            serializer = self._body(serializer, status_code)
        elif (body := self._body(serializer.response, status_code)) is not serializer.response:
            serializer = OpenApiResponse(
                response=body,
                description=serializer.description,
                examples=serializer.examples,
            )
        return super()._get_response_for_code(serializer, status_code, *args, **kwargs)

    def _body(self, given: Any, status_code: str) -> Any:
        """What is given for a status, as drf-spectacular is to wrap it."""
        typed = self._as_typed(given)
        if typed is None:
            return self._one_of_many(given, status_code)
        if typed.hint is None or status_code == "204":
            return None
        return _Paginated.of(typed) if self._is_paginated(typed, status_code) else typed

    def _as_typed(self, given: Any) -> TypedResponse | None:
        return self._hints.as_typed(given, self._bridge.public)  # type: ignore[no-any-return]

    def _one_of_many(self, given: Any, status_code: str) -> Any:
        """A list view's `many=True` without the many, where drf-spectacular makes the list."""
        from .sources import is_many

        if is_many(given) and self._is_wrapped(given, status_code):
            given = copy.copy(given)
            given.many = False
        return given

    def _is_wrapped(self, given: Any, status_code: str) -> bool:
        """Whether this is the body of a list view, as drf-spectacular decides it."""
        everywhere = spectacular_settings.ENABLE_LIST_MECHANICS_ON_NON_2XX
        return self._is_list_view(given) and (everywhere or status_code.startswith("2"))

    def _is_paginated(self, typed: TypedResponse, status_code: str) -> bool:
        """Whether `list[T]` is written for a list view whose paginator wraps the list."""
        return (
            self._is_wrapped(typed, status_code)
            and self._hints.is_list(typed)
            and bool(self._get_paginator())
        )

    def _get_examples(
        self,
        serializer: Any,
        direction: Any,
        media_type: Any,
        status_code: Any = None,
        extras: Any = None,
    ) -> Any:
        """The samples; which of them drf-spectacular puts a list around is kept for a draft."""
        if self._bridge.public and direction == "response":
            # Source: `_get_examples` of drf-spectacular, which asks the same for each sample.
            many = get_override(serializer, "many") is not False
            if many and self._is_wrapped(serializer, status_code):
                self._lists = {**self._lists, status_code: self._get_paginator()}
        return super()._get_examples(serializer, direction, media_type, status_code, extras)

    def _get_paginator(self) -> Any:
        """The paginator of the view; in public it speaks the version of the document."""
        from .nulls import with_envelope

        paginator: Any = super()._get_paginator()
        public = self._bridge.public
        return with_envelope(paginator, self._bridge.translator.builder) if public else paginator

    def _get_request_for_media_type(self, serializer: Any, direction: Any = "request") -> Any:
        typed = self._as_typed(serializer)
        if typed is None:
            return super()._get_request_for_media_type(serializer, direction)
        component = self.resolve_serializer(typed, direction)
        return component.ref, "required" in (component.schema or {})

    def resolve_serializer(self, serializer: Any, direction: Any, bypass_extensions: bool = False):  # type: ignore[no-untyped-def]
        from .registered import InlineComponent
        from .sources import has_type, keeps_its_fields

        ours = has_type(serializer) and not keeps_its_fields(serializer, direction)
        if bypass_extensions or not ours:
            cls = serializer if isinstance(serializer, type) else type(serializer)
            with self._bridge.making((cls, direction)):
                return super().resolve_serializer(serializer, direction, bypass_extensions)
        component = self._bridge.component(serializer)
        if isinstance(serializer, _Paginated):
            paginator: Any = self._get_paginator()
            return InlineComponent(paginator.get_paginated_response_schema(component.ref))
        if getattr(serializer, "many", False):
            return InlineComponent(build_array_type(component.ref))
        return component

    def _get_serializer_name(
        self, serializer: Any, direction: Any, bypass_extensions: bool = False
    ) -> Any:
        """A request has a component of its own where what is inside returns another shape."""
        name = super()._get_serializer_name(serializer, direction, bypass_extensions)
        if direction == "request" and not spectacular_settings.COMPONENT_SPLIT_REQUEST:
            return f"{name}Request" if self._bridge.is_split(serializer) else name
        return name
