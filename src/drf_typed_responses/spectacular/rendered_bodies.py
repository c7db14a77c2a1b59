"""The types of whole bodies that serializers render: by `data`, or as a list of many.

REST framework's `ListSerializer.data` makes a list of what `to_representation` returns.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework.serializers import BaseSerializer, ListSerializer

from ..exceptions import MissingAnnotationError, TranslationError, UnsupportedTypeError
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.declarations import leaves
from .extensions import TypedResponseExtension
from .method_annotations import FRAMEWORKS, DeclaredType, function_line, return_annotation
from .operation_findings import OperationFindings
from .representations import representation, says_nothing

_OWN = __name__.partition(".")[0] + "."


def rendered_body(
    given: object, is_many: bool, findings: OperationFindings
) -> TypedResponse | None:
    """The type that the serializer of a body is annotated to render; None if it says nothing.

    `is_many` says that the view makes a list of what is given. An annotation that cannot be read,
    or that is not what REST framework renders, is reported and says nothing.
    """
    try:
        return _rendered_body(given, is_many)
    except TranslationError as error:
        findings.report(error)
        return None


def _rendered_body(given: object, is_many: bool) -> TypedResponse | None:
    cls: Any = given if isinstance(given, type) else type(given)
    if is_many and not issubclass(cls, ListSerializer):
        cls = getattr(getattr(cls, "Meta", None), "list_serializer_class", object)
    if not issubclass(cls, BaseSerializer):
        return None
    declared = _rendered(cls)
    if declared is None or says_nothing(declared, issubclass(cls, ListSerializer)):
        return None
    hint = hints.canonical(declared.hint, declared.scope)
    return TypedResponse(hint, None, declared.scope.module, declared.file, declared.line)


@lru_cache(maxsize=4096)
def _rendered(cls: type) -> DeclaredType | None:
    match = OpenApiSerializerExtension.get_match(cls)
    if match is not None and not isinstance(match, TypedResponseExtension):
        return None
    by_method = representation(cls) if issubclass(cls, ListSerializer) else None
    data = _data(cls)
    if data is None:
        return by_method and _listed(cls, by_method)
    found = return_annotation(cls, "data", data)
    if found is not None:
        return DeclaredType(*found, None, "", *function_line(data))
    if by_method is None:
        return None
    raise MissingAnnotationError(
        "no annotation says what it returns, and REST framework renders it",
        "Annotate it too, as `to_representation` is.",
        f"{cls.__name__}.data",
        *function_line(data),
    )


def _data(cls: type) -> Any:
    """The function of the property `data` that a project has written; None for another one."""
    getter = getattr(inspect.getattr_static(cls, "data"), "fget", None)
    function = inspect.unwrap(getter) if getter is not None else None
    is_own = function is not None and not function.__module__.startswith((*FRAMEWORKS, _OWN))
    return function if is_own else None


def _listed(cls: type, declared: DeclaredType) -> DeclaredType:
    """The same type, of which REST framework makes a list. Raises TranslationError."""
    try:
        kinds = [hint_kinds.decode(leaf)[0] for leaf, _ in leaves(declared.hint, declared.scope)]
    except TranslationError as error:
        raise error.at(declared.file, declared.line) from None
    if all(map(_makes_list, kinds)):
        return declared
    raise UnsupportedTypeError(
        "it is not annotated as a list, and ListSerializer.data makes a list of what it returns",
        "Override the property `data` too, and annotate it with the type of the response.",
        f"{cls.__name__}.to_representation",
        declared.file,
        declared.line,
    )


def _makes_list(kind: Any) -> bool:
    if kind in (Any, object):
        return True
    is_class = isinstance(kind, type)
    return is_class and issubclass(kind, Iterable) and not issubclass(kind, (Mapping, str, bytes))
