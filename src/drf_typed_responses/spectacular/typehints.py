"""Decides which of the type hints that drf-spectacular meets are translated by us."""

from __future__ import annotations

import functools
import typing
from collections import abc
from enum import Enum
from typing import Any

from rest_framework.fields import Field
from rest_framework.serializers import BaseSerializer

from ..exceptions import MissingAnnotationError, TranslationError
from ..serializers import TypedResponse
from ..translate import hint_kinds, hints
from ..translate.forms import is_container
from ..translate.metadata import Withhold, withheld_members
from ..translate.module_source import class_line
from ..translate.named_forms import fields_of, is_composite
from ..translate.scalar_types import SCALARS
from ..translate.scopes import Scope
from .declared_types import StandIn, has_type
from .document_types import DocumentTypes
from .method_annotations import DeclaredType, function_line, return_annotation
from .representations import field_representation, names_a_type
from .upstream import (
    Override,
    Schema,
    get_openapi_type_mapping,
    is_basic_type,
    is_higher_order_type_hint,
    override,
    resolve_type_hint,
)

Function = abc.Callable[..., object]


def as_typed(given: object, module: str, public: bool = False) -> TypedResponse | None:
    """A body given as a type, in the form that our extension matches; None for other bodies.

    `module` is where the body is declared. Outside a public document, drf-spectacular keeps the
    hints that it understands and that name no TypedDict, NamedTuple or alias, such as `list[int]`.
    """
    if isinstance(given, StandIn):
        given = given.body
    if isinstance(given, TypedResponse):
        return given
    typed = TypedResponse(given, module=module)
    if isinstance(given, str):  # the name of a type, or an alias that was assigned one
        return typed if _names_a_type(given, module) else None
    if public:
        return typed if is_hint(given) or is_builtin(given) else None
    if not is_hint(given):
        return None
    try:
        ours = names_a_type(given, Scope(module)) or not _understood(given)
    except (TranslationError, RecursionError):
        ours = True  # the translation reports the error
    return typed if ours else None


def _names_a_type(text: str, module: str) -> bool:
    """Whether a module knows what a text names; others are descriptions, as drf-yasg takes them."""
    try:
        hints.resolve(text, Scope(module))
    except (TranslationError, RecursionError):
        return False
    return True


def is_builtin(given: object) -> bool:
    """Whether a body is a scalar, an enum or a container without arguments."""
    kind = given if isinstance(given, type) else typing.get_origin(given)
    # A body of bytes is a file: no JSON renderer writes it.
    if not isinstance(kind, type) or kind is bytes:
        return False
    return kind in SCALARS or is_container(kind) or issubclass(kind, Enum)


def is_hint(given: object) -> bool:
    """Whether something that is given to drf-spectacular is a type hint for us to translate."""
    if given is None or isinstance(given, (dict, str)):
        return False
    if is_composite(given):
        return True
    if isinstance(given, type) and not hasattr(given, "__origin__"):
        return False
    return is_higher_order_type_hint(given) or hint_kinds.is_newtype(given)


def any_typed(declared: object, module: str) -> bool:
    """Whether a value of `responses=` declares a type of ours for any status."""
    every = declared.values() if isinstance(declared, dict) else (declared,)
    return any(_is_typed(getattr(given, "response", given), module) for given in every)


def _is_typed(given: object, module: str) -> bool:
    return has_type(given) or as_typed(given, module) is not None


def schema_of_return(method: Any, types: DocumentTypes) -> Schema | None:
    """The schema of a method's return annotation; None to leave it to drf-spectacular.

    Without an annotation, a public document admits any value, where drf-spectacular says "string".
    """
    function = method.func if isinstance(method, functools.partial) else method
    try:
        found = return_annotation(type(_owner(function)), function.__name__, function)
    except TranslationError:  # in the arguments of the class's generic base
        return None
    if found is None:
        return {} if types.public else None
    file, line = function_line(function)
    hint, scope = found
    return _schema(DeclaredType(hint, scope, file=file, line=line), types, function)


def _owner(function: object) -> object:
    """The instance of a bound method; None for the getter of a model's property."""
    return getattr(function, "__self__", None)


def schema_of_representation(field: object, types: DocumentTypes) -> Schema | None:
    """The schema of what a field's annotated `to_representation` returns; None without one.

    Empty, and a report, for a type that is refused.
    """
    try:
        declared = field_representation(field)
    except TranslationError as error:
        types.report(error)
        return {}
    return types.schema(declared) or {} if declared is not None else None


def unknown_request(serializer: object) -> TranslationError:
    """The error of a serializer without fields that is the type of a request."""
    cls = type(serializer)
    return MissingAnnotationError(
        "it has no fields that say what it reads",
        "Declare the request in @extend_schema(request=...), or make the serializer read-only.",
        cls.__name__,
        *class_line(cls),
    )


def schema_of_override(hint: object, owner: object, types: DocumentTypes) -> Schema | None:
    """The schema of a hint in `@extend_schema_field`; None to leave it to drf-spectacular."""
    ours = is_hint(hint) and not is_basic_type(hint)
    if not ours and not (types.public and is_builtin(hint)):
        return None
    if isinstance(owner, Field):
        name = override(owner, Override.FIELD_COMPONENT_NAME)
        declared = DeclaredType(hint, Scope(type(owner).__module__), name)
        # drf-spectacular treats every other class as a serializer or field.
        known = is_higher_order_type_hint(hint)
        return _schema(declared, types, None) if known else types.schema(declared)
    function: Any = getattr(owner, "__func__", owner)
    file, line = function_line(function)
    scope = Scope(getattr(function, "__module__", ""))
    return _schema(DeclaredType(hint, scope, file=file, line=line), types, None)


def _schema(
    declared: DeclaredType, types: DocumentTypes, function: Function | None
) -> Schema | None:
    if not types.public:
        return _outside_public(declared, types, function)
    try:
        bare = hints.unwrap(declared.hint, declared.scope)[0]
    except TranslationError:
        bare = declared.hint
    if _is_for_spectacular(bare):
        return None
    return types.schema(declared) or {}


def _outside_public(
    declared: DeclaredType, types: DocumentTypes, function: Function | None
) -> Schema | None:
    """The schema of a hint that drf-spectacular does not understand and that we do not refuse.

    Empty, and a report, for a refused hint that would end drf-spectacular.
    """
    ends = False
    try:
        hint = _evaluated(function, declared.hint)
        if _is_for_spectacular(hint) or (_understood(hint) and not _is_marked(declared)):
            return None
    except RecursionError:  # drf-spectacular, and the whole document, would end with it
        ends = True
    try:
        return types.translated(declared)
    except TranslationError as error:
        if not ends:
            return None
        types.report(error.at(declared.file, declared.line))
        return {}


def _evaluated(function: Function | None, hint: object) -> object:
    """The hint as drf-spectacular evaluates it; unchanged where Python cannot evaluate it.

    Raises RecursionError.
    """
    if function is None:
        return hint
    try:
        return typing.get_type_hints(function).get("return")
    except RecursionError:
        raise
    except Exception:  # evaluating a project's annotations can raise anything
        return hint


def _is_for_spectacular(hint: object) -> bool:
    """Whether a return type is a serializer, a field or one of drf-spectacular's own types."""
    if isinstance(hint, dict) or has_type(hint):
        return not isinstance(hint, TypedResponse)
    if isinstance(hint, type) and issubclass(hint, BaseSerializer):
        return True
    return isinstance(hint, abc.Hashable) and hint in get_openapi_type_mapping()


def _understood(hint: object) -> bool:
    """Whether drf-spectacular has a schema for a hint. Raises RecursionError."""
    try:
        resolve_type_hint(hint)
    except RecursionError:
        raise
    except Exception:  # drf-spectacular's own error, or any other that an unusual hint causes
        return False
    return True


def _is_marked(declared: DeclaredType) -> bool:
    """Whether a part of the hint is private, which drf-spectacular would publish."""
    try:
        return _has_private(declared.hint, declared.scope, set())
    except (TranslationError, RecursionError):
        return False


def _has_private(hint: object, scope: Scope, seen: set[object]) -> bool:
    bare, metadata, _ = hints.unwrap(hint, scope)
    origin, args = hint_kinds.decode(bare)
    if any(isinstance(mark, Withhold) for mark in metadata):
        return True
    if hint_kinds.is_enum(origin) and withheld_members(origin):
        return True
    if is_composite(origin) and origin not in seen:
        seen.add(origin)
        fields = fields_of(origin, hints.bindings(origin, args, scope))
        if any(f.private or _has_private(f.hint, f.scope, seen) for f in fields):
            return True
    return any(
        _has_private(arg, scope, seen)
        for arg in args
        if not isinstance(arg, (str, bytes, int)) and arg is not Ellipsis
    )
