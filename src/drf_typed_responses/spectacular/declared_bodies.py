"""What a view declares as its request and responses: the answers to drf-spectacular."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..openapi.statuses import is_success
from . import upstream
from .instance_attributes import set_on
from .operation_recording import RecordedOperations
from .upstream import Schema

if TYPE_CHECKING:
    from .annotated_responses import AnnotatedResponse


class DeclaredBodies(RecordedOperations):
    """The part of the AutoSchema that answers which serializers and statuses a view declares."""

    # For the imports inside functions see `TypedFields`.

    # A project's own AutoSchema may override the two methods below and stand before or behind this
    # class. So neither answers itself: `guess_serializer` does, which drf-spectacular's own methods
    # call last.
    _question: Literal["request", "response", ""] = ""

    def get_request_serializer(self) -> Any:
        """The serializer of the view; None if only the type of the response is declared.

        Called only without `request=` in a decorator.
        """
        with set_on(self, _question="request"):
            return super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        """The view method's own `-> Response[T]`, else the serializer that drf-spectacular guesses.

        Called only without `responses=` in a decorator.
        """
        self._unsaid |= {"responses"}
        with set_on(self, _question="response"):
            return super().get_response_serializers()

    def guess_serializer(self) -> Any:
        """The serializer of the view, or what stands for it in the current question."""
        if self._question == "request":
            return self._guess_request()
        annotated = self._annotated if self._question == "response" else None
        if annotated is None or not annotated.declares_success:
            return super().guess_serializer()
        if annotated.hint is None:
            return self._successes(annotated)
        return self._stand_ins.stand_in(annotated, upstream.is_list_view(self, annotated))

    def _guess_request(self) -> Any:
        from drf_typed_responses.spectacular.declared_types import has_type, keeps_its_fields
        from drf_typed_responses.spectacular.view_methods import has_serializer

        self._unsaid |= {"request"}
        if not has_serializer(self.view) and self._declares_response():
            return None
        guessed = super().guess_serializer()
        # A `serializer_class` of ours declares only the response, not the request.
        return None if has_type(guessed) and not keeps_its_fields(guessed, "request") else guessed

    def _declares_response(self) -> bool:
        """Whether an annotation or a decorator of a view without serializer declares a response.

        In a public document any `responses=` counts, elsewhere only one with a type of ours.
        """
        annotated = self._annotated
        if annotated is not None and annotated.declares_success:
            return True
        guesses: list[None] = []
        # As drf-spectacular guesses for such a view, without its message.
        with set_on(self, guess_serializer=lambda: guesses.append(None)):
            declared = self.get_response_serializers()
        if guesses:
            return False
        return self._types.public or self._hints.any_typed(declared, self._module)

    def _successes(self, annotated: AnnotatedResponse) -> Schema:
        """The bodies of the successes of an annotation, by status."""
        from drf_typed_responses.spectacular.annotated_responses import with_either

        bodies: Schema = {} if annotated.hint is None else {self._success_code(): annotated}
        if annotated.or_nothing:
            bodies["204"] = None
        for status, body in annotated.stated:
            if is_success(status):
                bodies[status] = with_either(bodies.get(status), body)
        return bodies

    def _with_stated(self, declared: Any) -> Any:
        """What is declared, with the statuses of the annotation that the decorator leaves out."""
        from drf_typed_responses.spectacular.annotated_responses import with_stated

        annotated = self._annotated
        if annotated is None or not annotated.stated:
            return declared
        if not isinstance(declared, dict):
            # As drf-spectacular documents it: a DELETE has no body.
            is_delete = self.method == "DELETE"
            declared = {"204": None} if is_delete else {self._success_code(): declared}
        return with_stated(declared, annotated.stated)

    def returns_list(self, *given: Any, **named: Any) -> bool:
        """Whether the view returns a list; in a public document also the `alist` of adrf."""
        from drf_typed_responses.spectacular.async_views import acting

        if not acting(self.view, "alist") or not self._types.public:
            return super().returns_list(*given, **named)
        # The view has its own action while it is asked for its serializer.
        asked = next(iter((*given, *named.values())), None)
        serializer = asked or self.get_response_serializers()
        with set_on(self.view, action="list"):
            return super().returns_list(serializer)

    def creates(self) -> bool:
        """Whether the operation returns 201; in a public document also the `acreate` of adrf."""
        from drf_typed_responses.spectacular.async_views import creates

        return super().creates() or (self._types.public and creates(self.view, self.method))

    def _success_code(self) -> str:
        return "201" if upstream.is_create_operation(self) else "200"

    @property
    def _module(self) -> str:
        """The module whose names the hints of a decorator may quote."""
        from drf_typed_responses.spectacular.view_methods import declaring_module

        return declaring_module(self.view, self.method)
