"""Arguments of `@extend_schema` that are not of the kind that drf-spectacular takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import Any, get_origin

from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework.serializers import BaseSerializer

from ..remedies import name_base
from ..translate.type_names import spelled
from .declared_types import has_type
from .upstream import scopes_of

# ------------------------------------------------------------ lists


def misdeclared(schema: Any) -> Iterator[tuple[str, str]]:
    """`(message, hint)` for each argument of another kind, by which an operation failed.

    `schema` is the AutoSchema of the view. drf-spectacular adds the lists of several decorators.
    """
    yield from ((message, hint) for _, message, hint in misdeclared_scopes(schema))
    for name, example, read in (
        ("examples", "OpenApiExample(...)", schema.get_examples),
        ("parameters", "OpenApiParameter(...)", schema.get_override_parameters),
        ("callbacks", "OpenApiCallback(...)", schema.get_callbacks),
    ):
        if not _is_list(read):
            yield f"its {name} are not a list", f"Write {name}=[{example}], also for one."
    if not isinstance(schema.get_extensions(), dict):
        yield "its extensions are not a dict", 'Write extensions={"x-...": ...}.'
    if not all(_are_examples(given) for given in _examples(schema)):
        message = "its examples are not a list of OpenApiExample"
        yield message, "Write examples=[OpenApiExample(...)], also for one."


def misdeclared_scopes(schema: Any) -> Iterator[tuple[str, str, str]]:
    """`(name, message, hint)` for each `versions` and `methods` that is not a list of texts.

    drf-spectacular looks for a version inside of a text, and finds "1" in "10"; of the methods
    "GET" it makes "G", "E" and "T".
    """
    for given in scopes_of(schema):
        versions, methods = given.get("versions"), given.get("methods")
        if versions is not None and not _are_texts(versions):
            example = versions if isinstance(versions, str) else "v1"
            hint = f"Write versions=[{json.dumps(example)}]."
            yield "versions", f"its versions are {versions!r}, not a list of versions", hint
        if methods and all(len(method) == 1 for method in methods):
            text = "".join(methods)
            hint = f"Write methods=[{json.dumps(text)}]."
            yield "methods", f"its methods are {text!r}, not a list of methods", hint


def _are_texts(given: object) -> bool:
    if isinstance(given, str) or not isinstance(given, Collection):
        return False
    return all(isinstance(each, str) for each in given)


def _is_list(read: Callable[[], object]) -> bool:
    try:
        return isinstance(read(), list)
    except TypeError:  # a list of an outer decorator and something else
        return False


def _examples(schema: Any) -> Iterator[object]:
    with suppress(TypeError):
        yield schema.get_examples()
    for body in bodies(schema.get_response_serializers()):
        if isinstance(body, OpenApiResponse):
            yield body.examples


def _are_examples(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(each, OpenApiExample) for each in given)


# ------------------------------------------------------------ bodies


def bodies(declared: object) -> list[Any]:
    """The bodies of `responses=` or `request=`, by status or by media type, or only one."""
    return list(declared.values()) if isinstance(declared, dict) else [declared]


def remedy(*declared: object) -> str:
    """How to write the bodies of `responses=` or `request=` that drf-spectacular does not
    understand; "" if nothing is known about them.
    """
    return next(filter(None, (_remedy(body) for each in declared for body in bodies(each))), "")


def _remedy(body: object) -> str:
    body = _inside_response(body)
    if isinstance(body, str):
        return "Write the type itself; a text is the description of an OpenApiResponse(...)."
    if isinstance(body, (int, set, frozenset)):
        return "Write a dict from statuses to types: responses={200: TeamResponse}."
    if isinstance(body, (list, tuple)) and len(body) == 1:
        item = _inside_response(body[0])
        written = f"Write {_list_of(item)}; a list that holds a type is not a type."
        return _unknown_base(item) or written
    return _of_http_response(body) or _unknown_base(body)


def _inside_response(body: object) -> object:
    return body.response if isinstance(body, OpenApiResponse) else body


def _of_http_response(body: object) -> str:
    """The remedy for a class of responses, which has a `serialize` too."""
    if not isinstance(body, type) or not issubclass(body, HttpResponseBase):
        return ""
    return f"Write the type of the body: TeamResponse; a {body.__name__} is not one."


def _unknown_base(body: object) -> str:
    """The remedy for a class, or an instance, with a `serialize` whose base is not known."""
    cls = body if isinstance(body, type) else type(body)
    return "" if has_type(cls) else name_base(cls)


def _list_of(item: object) -> str:
    """How to write the type of a list, given its only element."""
    item = getattr(item, "child", item)  # of `many=True`
    cls = item if isinstance(item, type) else type(item)
    if issubclass(cls, BaseSerializer) or has_type(cls):
        return f"{cls.__name__}(many=True)"
    return f"list[{spelled(item) if get_origin(item) else cls.__name__}]"
