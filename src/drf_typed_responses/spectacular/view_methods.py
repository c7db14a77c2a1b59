"""The methods of a view: their functions, and the responses that they are annotated to return."""

from __future__ import annotations

import ast
import inspect
import linecache
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from tokenize import TokenError
from types import CodeType
from typing import Any, Union

from django.http.response import HttpResponseBase
from rest_framework.generics import GenericAPIView
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from ..exceptions import TranslationError
from ..responses import Response, T_co
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.scopes import Scope
from ..translate.source_order import is_union, union_of
from .method_annotations import (
    FRAMEWORKS,
    bound_in,
    function_line,
    is_of_framework,
    return_annotation,
)


def member(view: APIView | None, name: str) -> Any:
    """A member of a view; None if it has none, or if the project's code that makes it fails.

    The failure is a finding where drf-spectacular needs the member.
    """
    try:
        return getattr(view, name, None)
    except Exception:  # a property of the project
        return None


def view_method(view: APIView, method: str) -> Any:
    """The function that handles an operation of a view instance; see `written_function`."""
    return written_function(view, method_name(view, method))


def method_name(view: APIView, method: str) -> str:
    """The name of the function that handles a method: the action, else the method."""
    return getattr(view, "action", None) or method.lower()


def written_function(owner: object, name: str) -> Any:
    """The function of that name in a view or its class; for `@api_view` the decorated function."""
    function: Any = getattr(owner, name, None)
    function = getattr(function, "__func__", function)
    if is_api_view(owner, name):
        closure = inspect.getclosurevars(function).nonlocals
        return closure.get("func", function)
    return function


_DECORATORS = ("rest_framework.decorators", "adrf.decorators")


def is_api_view(owner: object, name: str) -> bool:
    """Whether `@api_view` made the method of that name."""
    return getattr(getattr(owner, name, None), "__module__", "") in _DECORATORS


# No source, a part of an expression, or a file that has changed since it was imported.
_UNREADABLE = (OSError, TypeError, SyntaxError, TokenError, ValueError, RecursionError)


def syntax_of(function: Any) -> ast.AST | None:
    """The syntax tree of a function, or of its code, with its decorators.

    None without readable source.
    """
    try:
        source = _code_source(function) if isinstance(function, CodeType) else ""
        source = source or inspect.getsource(function)
        # A method is indented, and its docstring may be indented less.
        return ast.parse(f"if True:\n{source}" if source[:1].isspace() else source)
    except _UNREADABLE:
        return None


def _code_source(code: CodeType) -> str:
    """The source of code in a file, as `inspect.getsource` finds it, which is slow.

    That looks for the module of the code among all that are imported.
    """
    linecache.checkcache(code.co_filename)
    lines = linecache.getlines(code.co_filename)
    return "".join(inspect.getblock(lines[code.co_firstlineno - 1 :])) if lines else ""


def declaring_class(cls: type, name: str) -> type:
    """The class from which a view class has a method, whatever wraps the method on its way."""
    written = inspect.unwrap(getattr(cls, name))
    homes = [base for base in cls.__mro__ if name in vars(base)]
    return next((h for h in reversed(homes) if inspect.unwrap(vars(h)[name]) is written), cls)


def is_own(cls: type, function: Any) -> bool:
    """Whether a view class itself has a function of the project; `@api_view` makes its class."""
    name = getattr(function, "__name__", "")
    if is_of_framework(function):
        return False
    return not hasattr(cls, name) or declaring_class(cls, name) is cls


def is_action(cls: type, name: str) -> bool:
    """Whether a method handles an `@action` of a viewset."""
    return name in _actions(cls)


@lru_cache(maxsize=4096)  # REST framework looks at every member of the class
def _actions(cls: type) -> frozenset[str]:
    actions: Any = cls.get_extra_actions() if issubclass(cls, ViewSetMixin) else ()
    return frozenset(name for action in actions for name in action.mapping.values())


def declaring_module(view: APIView, method: str) -> str:
    """The module of the class that a decorator of an operation is written in."""
    cls, name = type(view), method_name(view, method)
    # `extend_schema` leaves an AutoSchema on the method, else on the class.
    decorated = "schema" in getattr(getattr(view, name, None), "kwargs", {})
    key = name if decorated else "schema"
    homes = [base.__module__ for base in cls.__mro__ if key in vars(base)]
    own = (home for home in homes if not home.startswith(FRAMEWORKS))
    return next(own, cls.__module__)


def has_serializer(view: APIView) -> bool:
    """Whether drf-spectacular can find the serializer of a view's requests."""
    if isinstance(view, GenericAPIView) and not _chooses_serializer(type(view)):
        return view.serializer_class is not None
    names = ("get_serializer", "get_serializer_class", "serializer_class")
    return any(getattr(view, name, None) is not None for name in names)


def _chooses_serializer(cls: type) -> bool:
    names = ("get_serializer", "get_serializer_class")
    return any(getattr(cls, name) is not getattr(GenericAPIView, name) for name in names)


@dataclass(frozen=True)
class AnnotatedResponse(TypedResponse):
    """The body of the success response that a view method is annotated to return.

    `hint` is None if the response never has a body; `or_nothing` is True if it may have none.
    `Response[None]` means no body: REST framework's JSONRenderer writes nothing for None.
    """

    or_nothing: bool = False


def annotated_response(view: APIView, method: str) -> AnnotatedResponse | None:
    """The response in a view method's return annotation; None if it declares no type.

    For `-> Response[A] | Response[B] | HttpResponse` the body is `A | B`: the annotation does not
    describe the body of another class of response.
    """
    function = view_method(view, method)
    try:
        found = return_annotation(type(view), method_name(view, method), function)
        if found is None:
            return None
        hint, scope = found
        bodies = list(_bodies(hint, scope))
    except TranslationError:
        # The annotation may use names that exist only for the type checker.
        return None
    if not bodies or Any in bodies:
        return None
    arms = [arm for body in bodies for arm in (body.__args__ if is_union(body) else (body,))]
    some = [arm for arm in arms if arm is not type(None)]
    hint = union_of(some) if some else None
    file, line = function_line(function)
    or_nothing = len(some) < len(arms)
    return AnnotatedResponse(hint, None, scope.module, file, line, or_nothing)


def _bodies(hint: object, scope: Scope) -> Iterator[Any]:
    """The body of every `Response[T]` in an annotation, evaluated."""
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hint_kinds.decode(bare)
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
