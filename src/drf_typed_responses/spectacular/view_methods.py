"""The methods of a view: their functions, and where those are written."""

from __future__ import annotations

import ast
import inspect
import linecache
from functools import lru_cache
from tokenize import TokenError
from types import CodeType
from typing import Any

from rest_framework.generics import GenericAPIView
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSetMixin

from .method_annotations import FRAMEWORKS, is_of_framework


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
