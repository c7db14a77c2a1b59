"""The types that serializers and fields render by their annotated `to_representation`."""

from __future__ import annotations

import inspect
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from drf_spectacular.extensions import (
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from rest_framework.serializers import BaseSerializer, ListSerializer
from rest_framework.serializers import Serializer as DRFSerializer

from ..exceptions import MissingAnnotationError, TranslationError, UnsupportedTypeError
from ..remedies import name_base
from ..translate import hint_kinds, hints
from ..translate.module_source import class_line
from ..translate.named_forms import is_composite
from ..translate.scopes import Scope, identity
from .method_annotations import (
    DeclaredType,
    bare_name,
    function_line,
    is_of_framework,
    return_annotation,
)
from .upstream import Override, override


def named_representation(cls: type) -> DeclaredType | None:
    """The return annotation of a DRF serializer's `to_representation`, where it names a type.

    `-> dict[str, Any]`, which projects write for their type checker, says less than the fields.
    """
    try:
        declared = representation(cls)
        named = declared and names_a_type(declared.hint, declared.scope)
    except TranslationError:
        return None
    return declared if named else None


def representation(cls: Any) -> DeclaredType | None:
    """The return annotation of a project's `to_representation`; None without one.

    In a serializer of adrf also that of `ato_representation`, which its asynchronous views call.
    Raises UnsupportedTypeError if the two return different types.
    """
    every = (_annotated(cls, name, function) for name, function in _own_methods(cls))
    return agreed(cls, [each for each in every if each], f"methods {' and '.join(_METHODS)}")


def agreed(cls: type, declared: Sequence[DeclaredType], members: str) -> DeclaredType | None:
    """The one type that members of a serializer are annotated with; None without an annotation.

    Raises UnsupportedTypeError if they differ.
    """
    if len(declared) > 1 and len(set(map(_meaning, declared))) > 1:
        raise UnsupportedTypeError(
            f"the {members} of {cls.__name__} return different types",
            hint="Let both return the same type, or write a serializer for each.",
        ).at(declared[0].file, declared[0].line)
    return declared[0] if declared else None


# The second is that of adrf.
_METHODS: Final = ("to_representation", "ato_representation")


def _own_methods(cls: Any) -> Iterator[tuple[str, Any]]:
    """The methods with which a class of a project renders, by their names."""
    for name in _METHODS:
        function = inspect.unwrap(getattr(cls, name, BaseSerializer.to_representation))
        if not is_of_framework(function):
            yield name, function


def _annotated(cls: type, name: str, function: Any) -> DeclaredType | None:
    found = return_annotation(cls, name, function)
    if found is None:
        return None
    return DeclaredType(*found, None, bare_name(cls), *function_line(function))


def _meaning(declared: DeclaredType) -> Hashable:
    return identity(hints.canonical(declared.hint, declared.scope))


def is_represented(target: object) -> bool:
    """Whether the `to_representation` of a DRF serializer alone is its public response.

    Every annotation is, unless it says less than the fields; so is the method of a serializer
    without fields. An extension of another package takes precedence.
    """
    cls = target if isinstance(target, type) else type(target)
    return _class_is_represented(cls) and OpenApiSerializerExtension.get_match(target) is None


@lru_cache(maxsize=4096)
def _class_is_represented(cls: type) -> bool:
    if not issubclass(cls, BaseSerializer) or issubclass(cls, ListSerializer):
        return False
    if not issubclass(cls, DRFSerializer):
        return True
    try:
        declared = representation(cls)
        return declared is not None and not _is_loose(declared)
    except TranslationError:
        return True


def _is_loose(declared: DeclaredType) -> bool:
    """Whether a type is a mapping of anything, or anything."""
    origin, args = _read(declared)
    if origin is Any or origin is object:
        return True
    mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    return mapping and not is_composite(origin) and (not args or args[-1] in (Any, object))


def _read(declared: DeclaredType) -> tuple[Any, tuple[Any, ...]]:
    """The origin and the arguments of a declared type."""
    try:
        bare, _, _ = hints.unwrap(declared.hint, declared.scope)
    except TranslationError as error:
        raise error.at(declared.file, declared.line) from None
    return hint_kinds.decode(bare)


def only_representation(cls: type) -> DeclaredType:
    """The type of a serializer for which `is_represented` holds."""
    declared = representation(cls)
    if declared is not None:
        return declared
    own = next(_own_methods(cls), None)
    place = function_line(own[1]) if own else class_line(cls)
    name = own[0] if own else _METHODS[0]
    start = "def" if name == _METHODS[0] else "async def"
    raise MissingAnnotationError(
        "no annotation says what it returns",
        name_base(cls) or f"Write one: `{start} {name}(self, instance) -> TeamResponse`.",
        f"{cls.__name__}.{name}",
        *place,
    )


def field_representation(field: object) -> DeclaredType | None:
    """The type that a field of a project renders, by its annotated `to_representation`.

    None if the annotation says nothing, or if a decorator or an extension describes the field.
    Raises TranslationError for an annotation that cannot be read.
    """
    if isinstance(field, BaseSerializer) and not isinstance(field, ListSerializer):
        return None
    cls: type = type(field)
    declared = _field_representation(cls)
    return None if declared is None or is_described(field) else declared


def is_described(field: object) -> bool:
    """Whether a decorator or an extension describes a field."""
    by_decorator = override(field, Override.FIELD) is not None
    return by_decorator or OpenApiSerializerFieldExtension.get_match(field) is not None


@lru_cache(maxsize=4096)
def _field_representation(cls: type) -> DeclaredType | None:
    declared = representation(cls)
    if declared is None or says_nothing(declared, issubclass(cls, ListSerializer)):
        return None
    return declared._replace(fallback_name="")


def says_nothing(declared: DeclaredType, is_list: bool) -> bool:
    """Whether a type is anything, or, for a list serializer, a list of anything."""
    origin, args = _read(declared)
    if is_list and isinstance(origin, type) and issubclass(origin, list):
        return not args or _is_loose(declared._replace(hint=args[0]))
    return origin in (Any, object)


def names_a_type(hint: object, scope: Scope) -> bool:
    """Whether a TypedDict, NamedTuple or alias occurs anywhere in a hint."""
    try:
        return _names_a_type(hint, scope)
    except RecursionError:
        return True  # a hint without end, which the translation reports


def _names_a_type(hint: object, scope: Scope) -> bool:
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hint_kinds.decode(bare)
    if is_composite(origin):
        return True
    return any(_names_a_type(arg, scope) for arg in args if _may_name(arg))


def _may_name(arg: object) -> bool:
    return not isinstance(arg, (str, bytes, int)) and arg is not Ellipsis
