"""The types of whole bodies that serializers render: by `data`, or as a list of many.

REST framework's `ListSerializer.data` makes a list of what `to_representation` returns. The
asynchronous views of adrf return `adata` of its serializers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework.serializers import BaseSerializer, ListSerializer

from ..exceptions import MissingAnnotationError, TranslationError, UnsupportedTypeError
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.declarations import leaves
from .extensions import TypedResponseExtension
from .method_annotations import (
    FRAMEWORKS,
    DeclaredType,
    function_line,
    property_function,
    return_annotation,
)
from .operation_findings import OperationFindings
from .representations import agreed, representation, says_nothing

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
    own = list(_own_properties(cls))
    if not own:
        return by_method and _listed(cls, by_method)
    found = [(return_annotation(cls, name, function), function) for name, function in own]
    declared = [DeclaredType(*r, None, "", *function_line(f)) for r, f in found if r is not None]
    if declared:
        return agreed(cls, declared, f"properties {' and '.join(_PROPERTIES)}")
    if by_method is None:
        return None
    name, function = own[0]
    raise MissingAnnotationError(
        "no annotation says what it returns, and REST framework renders it",
        "Annotate it too, as `to_representation` is.",
        f"{cls.__name__}.{name}",
        *function_line(function),
    )


# The second is that of adrf.
_PROPERTIES: Final = ("data", "adata")


def _own_properties(cls: type) -> Iterator[tuple[str, Any]]:
    """The functions of those properties that a project has written, by their names."""
    for name in _PROPERTIES:
        function = property_function(cls, name)
        if function is not None and not function.__module__.startswith((*FRAMEWORKS, _OWN)):
            yield name, function


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
