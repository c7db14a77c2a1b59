"""What view methods say they return: `-> Response[TeamResponse]`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Union

from django.http.response import HttpResponseBase

from ..exceptions import TranslationError
from ..responses import Response, T_co
from ..serializers import TypedResponse
from ..translate import hints
from ..translate.scopes import Scope
from ..translate.source_order import is_union, union_of
from .generics import bound_in, return_annotation
from .sources import function_line
from .views import method_name, view_method


@dataclass(frozen=True)
class Returned(TypedResponse):
    """The body of a view method's success response, by its own annotation.

    `hint` is None where there is none; `or_nothing` says that there may be none. A body of None is
    none at all: REST framework's renderer writes nothing for it, and no `null`.
    """

    or_nothing: bool = False


def returned(view: Any, method: str) -> Returned | None:
    """What a view method's annotation says about its body; None where it says nothing.

    Of `Response[A] | Response[B] | HttpResponse` the body is `A | B`: what a response that is none
    of ours holds is not said.
    """
    function = view_method(view, method)
    try:
        found = return_annotation(type(view), method_name(view, method), function)
        if found is None:
            return None
        hint, scope = found
        bodies = list(_bodies(hint, scope))
    except TranslationError:
        # A name of another's annotation that exists for the type checker only.
        return None
    if not bodies or Any in bodies:
        return None
    arms = [arm for body in bodies for arm in (body.__args__ if is_union(body) else (body,))]
    some = [arm for arm in arms if arm is not type(None)]
    place = (None, scope.module, *function_line(function))
    return Returned(union_of(some) if some else None, *place, or_nothing=len(some) < len(arms))


def _bodies(hint: Any, scope: Scope) -> Iterator[Any]:
    """The body of every `Response[T]` in an annotation, evaluated."""
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hints.decode(bare)
    if origin is Union:
        for arm in args:
            yield from _bodies(arm, scope)
    elif isinstance(origin, type) and issubclass(origin, Response):
        given = hints.bindings(origin, args, scope) if args else {}
        body = bound_in(origin, Response, given).get(T_co, Any)
        if body is not Any or args:
            yield body
    elif not (isinstance(origin, type) and issubclass(origin, HttpResponseBase)):
        yield Any
