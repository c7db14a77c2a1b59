"""The errors for forms that are in no table, each with its way out."""

from __future__ import annotations

import collections
import re
import typing
from collections import abc
from typing import Final, Self

import typing_extensions

from ..exceptions import UnsupportedTypeError
from ..remedies import page
from . import hint_kinds
from .scalar_types import ADDRESSES
from .scopes import Arguments, Hint
from .type_names import spelled

# It differs in every run.
_ADDRESS: Final = re.compile(r" at 0x[0-9a-fA-F]+")
_MODULES: Final = (typing, typing_extensions)
_WITH_ARGUMENTS: Final = ("Optional", "Union", "Literal", "Annotated", "ClassVar", "Final")
_QUALIFIERS: Final = ("Required", "NotRequired", "ReadOnly")
_BASES: Final = ("TypedDict", "NamedTuple")
_WAY_OUT: Final = (
    f"Return a TypedDict or a type of {page('type-forms')}, or teach the form with "
    'TYPED_RESPONSES["TYPE_HOOKS"].'
)


def unknown_form(hint: Hint) -> UnsupportedTypeError:
    """The error for a form that is in no table, with the way out for the usual ones."""
    origin, args = hint_kinds.decode(hint)
    fact, way_out = (
        _of_value(origin)
        or _of_bare_form(origin)
        or _of_response(origin, args)
        or _of_class(origin, _ADDRESS.sub("", spelled(hint)))
    )
    return UnsupportedTypeError(fact, hint=way_out)


def require_arguments(hint: Hint, args: Arguments) -> None:
    """Raises UnsupportedTypeError for a form that means nothing without arguments."""
    if not args:
        raise unknown_form(hint)


def _of_value(origin: Hint) -> tuple[str, str] | None:
    """What is said of a value that stands where a type is expected."""
    if origin is any:
        return "any is a function, not a type", "Write Any, from typing."
    if isinstance(origin, dict):
        return "a dict is a value, not a type", "Declare its keys in a TypedDict, and name that."
    if isinstance(origin, (list, tuple, set, frozenset)):
        items = [spelled(each) for each in origin]
        if len(items) == 1:
            return f"[{items[0]}] is a value, not a type", f"Write list[{items[0]}]."
        way_out = "Write list[...] of one type, or A | B if it may be one of several types."
        return f"a {type(origin).__name__} is a value, not a type", way_out
    if isinstance(origin, (bool, int, bytes)):
        return f"{origin!r} is a value, not a type", f"Write Literal[{origin!r}]."
    return None


def _of_bare_form(origin: Hint) -> tuple[str, str] | None:
    for name in (*_WITH_ARGUMENTS, *_QUALIFIERS):
        if _is_of_typing(origin, name):
            return f"{name} says nothing without arguments", f"Write {name}[...]."
    for name in _BASES:
        if _is_of_typing(origin, name):
            way_out = f"Name a class that derives from it: class TeamResponse({name})."
            return f"{name} alone is not a type", way_out
    return None


def _is_of_typing(origin: Hint, name: str) -> bool:
    return any(name in vars(module) and origin is vars(module)[name] for module in _MODULES)


def _of_response(origin: Hint, args: Arguments) -> tuple[str, str] | None:
    """What is said of Django's responses, which have a `serialize` too."""
    if not hasattr(origin, "serialize_headers"):
        return None
    types = ", ".join(map(spelled, args)) or "TeamResponse"
    return f"{spelled(origin)} is not the type of a body", f"Name the type itself: {types}."


def _of_class(origin: Hint, name: str) -> tuple[str, str]:
    if hasattr(origin, "__dataclass_fields__"):
        way_out = "Return a TypedDict with the same fields, or teach the class with TYPE_HOOKS."
        return f"DRF cannot render the dataclass {name}", way_out
    if isinstance(origin, type) and origin in ADDRESSES:
        way_out = "Return its str(), or upgrade djangorestframework."
        return f"Django REST framework before 3.17 cannot render {name}", way_out
    if origin is collections.deque:
        return "DRF cannot render a deque", "Return a list."
    if origin is Self:
        return "Self is not translated", "Name the class instead; in quotes inside of it."
    if origin in (abc.Callable, type):
        return f"{name} is code, not data", "Return the value it gives, or its name."
    if hasattr(origin, "serialize") or hasattr(origin, "to_representation"):
        return _of_serializer(origin if isinstance(origin, type) else type(origin), name)
    return f"no schema is known for {name}", _WAY_OUT


def _of_serializer(cls: type, name: str) -> tuple[str, str]:
    if not hasattr(cls, "serialize") and not hasattr(cls, "many_init"):
        fact = f"{name} is a field of serializers, but a type is expected"
        return fact, "Name the type that it renders, such as str."
    way_out = (
        "Name the type it returns, as in list[TeamResponse], or use the serializer alone: "
        f"{cls.__name__}(many=True) for a list."
    )
    return f"{name} is a serializer, but a type is expected", way_out
