"""How a view is written: the function of a method, and whether a serializer is named."""

from __future__ import annotations

import inspect
from typing import Any

from rest_framework.generics import GenericAPIView


def view_method(view: Any, method: str) -> Any:
    """The function a person wrote for an operation, also behind `@api_view`."""
    return written_function(view, method_name(view, method))


def method_name(view: Any, method: str) -> str:
    """The name in the view's class of what answers a method: an action's, or the method's own."""
    return getattr(view, "action", None) or method.lower()


def written_function(owner: Any, name: str) -> Any:
    """The function of that name in a view or its class; of `@api_view` the decorated one."""
    function: Any = getattr(owner, name, None)
    function = getattr(function, "__func__", function)
    if getattr(function, "__module__", "") == "rest_framework.decorators":
        closure = inspect.getclosurevars(function).nonlocals
        return closure.get("func", function)
    return function


def has_serializer(view: Any) -> bool:
    """Whether drf-spectacular can ask a view for the serializer of its requests."""
    if isinstance(view, GenericAPIView) and not _chooses_serializer(type(view)):
        return view.serializer_class is not None
    names = ("get_serializer", "get_serializer_class", "serializer_class")
    return any(getattr(view, name, None) is not None for name in names)


def _chooses_serializer(cls: type) -> bool:
    names = ("get_serializer", "get_serializer_class")
    return any(getattr(cls, name) is not getattr(GenericAPIView, name) for name in names)
