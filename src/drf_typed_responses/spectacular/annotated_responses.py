"""The responses that the method of a view is annotated to return: their bodies and statuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiResponse
from rest_framework.views import APIView

from ..exceptions import TranslationError
from ..openapi.statuses import is_success, phrase
from ..responses import Response, Status_co, T_co
from ..serializers import TypedResponse
from ..translate import declarations, hint_kinds, hints
from ..translate.scopes import Scope
from ..translate.source_order import is_union, union_of
from .method_annotations import bound_in, function_line, return_annotation
from .view_methods import method_name, view_method


@dataclass(frozen=True)
class AnnotatedResponse(TypedResponse):
    """The responses that a view method is annotated to return.

    `hint` is the body of the success without a stated status, None if there is none or it never has
    a body; `or_nothing` is True if it may have none. `Response[None]` means no body: REST
    framework's JSONRenderer writes nothing for None. `stated` has the body of each status that the
    annotation states, None for no body; `unstated` the bodies of the other responses, one by one.
    `is_whole` is True if every response of the annotation states its status.
    """

    or_nothing: bool = False
    stated: tuple[tuple[str, TypedResponse | None], ...] = ()
    unstated: tuple[object, ...] = ()
    is_whole: bool = False

    @property
    def declares_success(self) -> bool:
        """Whether any of the responses is a success."""
        stated = any(is_success(status) for status, _ in self.stated)
        return stated or self.hint is not None or self.or_nothing


def annotated_response(view: APIView, method: str) -> AnnotatedResponse | None:
    """The responses in a view method's return annotation; None if it declares no type.

    For `-> Response[A] | Response[B] | HttpResponse` the body is `A | B`: the annotation does not
    describe the body of another class of response. An annotation that cannot be evaluated declares
    none: it may use names that exist only for the type checker.
    """
    try:
        return _read(view, method)
    except TranslationError:
        return None


def unread_annotation(view: APIView, method: str) -> TranslationError | None:
    """The error of a view method's return annotation that cannot be evaluated, else None."""
    try:
        _read(view, method)
    except TranslationError as error:
        return error.at(*function_line(view_method(view, method)))
    return None


def _read(view: APIView, method: str) -> AnnotatedResponse | None:
    function = view_method(view, method)
    found = return_annotation(type(view), method_name(view, method), function)
    if found is None:
        return None
    hint, scope = found
    responses = list(_responses(hint, scope))
    typed = [each for each in responses if each is not None]
    if not typed or any(each.body is Any for each in typed):
        return None
    source = (None, scope.module, *function_line(function))
    unstated = [body for body, statuses in typed if not statuses]
    body, or_nothing = _joined(unstated)
    return AnnotatedResponse(
        body,
        *source,
        or_nothing,
        tuple(
            (status, None if body is None else TypedResponse(body, *source))
            for status, body in _by_status(typed)
        ),
        tuple(body for body in unstated if body is not type(None)),
        is_whole=not unstated and None not in responses,
    )


def _by_status(responses: list[_Response]) -> Iterator[tuple[str, Any]]:
    """Each status that is stated, and the body of the responses that state it."""
    stated: defaultdict[str, list[object]] = defaultdict(list)
    for body, statuses in responses:
        for status in statuses:
            stated[status].append(body)
    for status in sorted(stated):
        yield status, _joined(stated[status])[0]


def _joined(bodies: list[object]) -> tuple[Any, bool]:
    """The union of bodies without None, or None; and whether None was among them."""
    arms = [arm for body in bodies for arm in (body.__args__ if is_union(body) else (body,))]  # type: ignore[attr-defined]
    some = [arm for arm in arms if arm is not type(None)]
    return (union_of(some) if some else None), len(some) < len(arms)


def with_either(one: TypedResponse | None, other: TypedResponse | None) -> TypedResponse | None:
    """The body of two responses with one status."""
    if one is None or other is None:
        return one or other
    return replace(one, hint=union_of([one.hint, other.hint]))


def with_stated(
    declared: Mapping[Any, Any], stated: Iterable[tuple[str, TypedResponse | None]]
) -> dict[Any, Any]:
    """The `responses=` of a decorator, and those that the annotation states besides.

    The decorator wins. Where it only describes a response, the body is that of the annotation. An
    error that it does not document is described by the phrase of its status.
    """
    merged = dict(declared)
    keys = {documented_status(key): key for key in declared}
    for status, body in stated:
        key = keys.get(status, keys.get(f"{status[0]}XX"))
        if key is None:
            said = OpenApiResponse(body, description=phrase(status))
            merged[status] = body if is_success(status) else said
        elif is_only_described(merged[key]) and key in (status, int(status)):
            said = merged[key]
            merged[key] = OpenApiResponse(body, said.description, said.examples)
    return merged


def documented_status(key: object) -> str:
    """The status of a key of `responses=`, which may be `(status, media type)`."""
    return str(int(key) if isinstance(key, int) else key[0] if isinstance(key, tuple) else key)


def is_only_described(response: object) -> bool:
    """Whether a value of `responses=` has a description and no body."""
    return isinstance(response, OpenApiResponse) and response.response is None


class _Response(NamedTuple):
    """A `Response[T]` or `Response[T, Literal[...]]`, whose statuses are then not empty."""

    body: Any
    statuses: tuple[str, ...]


def _responses(hint: object, scope: Scope) -> Iterator[_Response | None]:
    """Every `Response[T]` in an annotation, evaluated; None for a response without a type."""
    for arm, place in declarations.leaves(hint, scope):
        origin, args = hint_kinds.decode(arm)
        if isinstance(origin, type) and issubclass(origin, Response):
            given = hints.bindings(origin, args, place) if args else {}
            bound = bound_in(origin, Response, given)
            body = bound.get(T_co, Any)
            is_typed = body is not Any or args
            yield _Response(body, _statuses(bound.get(Status_co), place)) if is_typed else None
        elif isinstance(origin, type) and issubclass(origin, HttpResponseBase):
            yield None
        else:
            yield _Response(Any, ())


def _statuses(hint: object, scope: Scope) -> tuple[str, ...]:
    """The statuses of a `Literal`, or of a union of some; () for another type."""
    stated: list[str] = []
    for arm, _ in declarations.leaves(hint, scope):
        origin, args = hint_kinds.decode(arm)
        if origin is not Literal or not all(isinstance(each, int) for each in args):
            return ()
        stated.extend(str(int(each)) for each in args)
    return tuple(stated)
