"""The types that serializers and methods declare, and where they are declared."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from drf_spectacular.extensions import (
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
)
from rest_framework.serializers import BaseSerializer, ListSerializer
from rest_framework.serializers import Serializer as DRFSerializer

from ..conf import current_settings, serializer_bases
from ..exceptions import MissingAnnotationError, TranslationError
from ..serializers import Serializer, TypedResponse
from ..translate import declarations, hints
from ..translate.module_source import class_line
from ..translate.named_forms import is_composite
from ..translate.scopes import NO_BINDINGS, Scope
from .upstream import Override, override

# The packages of views, serializers and fields that a project cannot annotate.
FRAMEWORKS = ("rest_framework.", "adrf.")

# The types that type variables are bound to.
Bindings = Mapping[object, object]


class DeclaredType(NamedTuple):
    """A type, where it is written, and the name of the component that it requests, if any.

    `fallback_name` is the component's name if the type itself has none.
    """

    hint: object
    scope: Scope
    name: str | None = None
    fallback_name: str = ""
    file: str = ""
    line: int | None = None


class StandIn(BaseSerializer):  # type: ignore[type-arg]  # it has no arguments at run time
    """A serializer that stands for a body given as a type, for the AutoSchema of a project.

    An override may put it into another serializer, read the name of its class, or instantiate the
    class. `body` is the whole body; `part` the body of one element where drf-spectacular itself
    makes the list.
    """

    body: ClassVar[TypedResponse]
    part: ClassVar[TypedResponse]


def has_type(target: object) -> bool:
    """Whether a serializer class or instance, or a TypedResponse, declares a type of ours."""
    if isinstance(target, TypedResponse):
        return True
    cls = target if isinstance(target, type) else type(target)
    return _class_has_type(cls, serializer_bases())


@lru_cache(maxsize=4096)
def _class_has_type(cls: type, bases: tuple[str, ...]) -> bool:
    if issubclass(cls, (Serializer, StandIn, *_imported(bases))):
        return True
    return issubclass(cls, BaseSerializer) and _represented(cls) is not None


@lru_cache(maxsize=16)
def _imported(bases: tuple[str, ...]) -> tuple[type, ...]:
    return current_settings().imported_bases()


def keeps_its_fields(target: object, direction: str) -> bool:
    """Whether the fields of a target describe it: in requests those of a DRF serializer do."""
    cls = target if isinstance(target, type) else type(target)
    if issubclass(cls, StandIn):
        return False
    return direction == "request" and issubclass(cls, BaseSerializer)


def is_many(given: object) -> bool:
    """Whether a serializer of ours was instantiated with `many=True`."""
    if isinstance(given, (type, BaseSerializer)):
        return False
    return getattr(given, "many", False) is True and has_type(given)


def declared_type(target: object) -> DeclaredType:
    """The type of a target for which `has_type` or `is_represented` holds.

    Raises MissingAnnotationError for a method without a usable return annotation.
    """
    if isinstance(target, TypedResponse):
        scope = Scope(target.module or "")
        return DeclaredType(target.hint, scope, target.name, "", target.file or "", target.line)
    cls = target if isinstance(target, type) else type(target)
    if issubclass(cls, StandIn):
        return declared_type(cls.part)
    if not issubclass(cls, BaseSerializer):
        return _serialized(cls)
    represented = _represented(cls)
    if represented is not None:
        return represented
    return _serialized(cls) if has_type(cls) else _only_represented(cls)


def _serialized(cls: type) -> DeclaredType:
    """The return annotation of `serialize`. Raises MissingAnnotationError without a usable one."""
    function = _serialize_of(cls)
    place = function_line(function)
    try:
        found = return_annotation(cls, "serialize", function)
    except TranslationError as error:  # in the arguments of the class's generic base
        raise error.at(*place) from None
    where = f"{cls.__name__}.serialize"
    way_out = "Declare its keys in a TypedDict, and annotate that: `-> TeamResponse`."
    if found is None or function is Serializer.serialize:
        raise MissingAnnotationError("no annotation says what it returns", way_out, where, *place)
    return DeclaredType(*found, None, _bare_name(cls), *place)


def _bare_name(cls: type) -> str:
    return cls.__name__.removesuffix("Serializer") or cls.__name__


def _serialize_of(cls: type) -> Any:
    method = getattr(cls, "serialize", None)
    if method is None:
        raise MissingAnnotationError(
            "it has no method serialize",
            "Write one that says what it returns: "
            "`def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse`.",
            cls.__name__,
            *class_line(cls),
        )
    return inspect.unwrap(method)


def _represented(cls: type) -> DeclaredType | None:
    """The return annotation of a DRF serializer's `to_representation`, where it names a type.

    `-> dict[str, Any]`, which projects write for their type checker, says less than the fields.
    """
    try:
        declared = _representation(cls)
        named = declared and names_a_type(declared.hint, declared.scope)
    except TranslationError:
        return None
    return declared if named else None


def _representation(cls: Any) -> DeclaredType | None:
    """The return annotation of a project's `to_representation`; None without one."""
    function = inspect.unwrap(cls.to_representation)
    if function.__module__.startswith(FRAMEWORKS):
        return None
    found = return_annotation(cls, "to_representation", function)
    if found is None:
        return None
    return DeclaredType(*found, None, _bare_name(cls), *function_line(function))


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
        declared = _representation(cls)
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
    return hints.decode(bare)


def _only_represented(cls: type) -> DeclaredType:
    """The type of a serializer for which `is_represented` holds."""
    declared = _representation(cls)
    if declared is not None:
        return declared
    function: Any = inspect.unwrap(cls.to_representation)  # type: ignore[attr-defined]
    inherited = function.__module__.startswith(FRAMEWORKS)
    place = class_line(cls) if inherited else function_line(function)
    raise MissingAnnotationError(
        "no annotation says what it returns",
        "Write one: `def to_representation(self, instance) -> TeamResponse`.",
        f"{cls.__name__}.to_representation",
        *place,
    )


def field_representation(field: object) -> DeclaredType | None:
    """The type that a field of a project renders, by its annotated `to_representation`.

    None if the annotation says nothing, or if a decorator or an extension describes the field.
    Raises TranslationError for an annotation that cannot be read.
    """
    if isinstance(field, BaseSerializer) or override(field, Override.FIELD) is not None:
        return None
    cls: type = type(field)
    declared = _field_representation(cls)
    if declared is None or OpenApiSerializerFieldExtension.get_match(field) is not None:
        return None
    return declared


@lru_cache(maxsize=4096)
def _field_representation(cls: type) -> DeclaredType | None:
    declared = _representation(cls)
    if declared is None or _read(declared)[0] in (Any, object):
        return None
    return declared._replace(fallback_name="")


def names_a_type(hint: object, scope: Scope) -> bool:
    """Whether a TypedDict, NamedTuple or alias occurs anywhere in a hint."""
    try:
        return _names_a_type(hint, scope)
    except RecursionError:
        return True  # a hint without end, which the translation reports


def _names_a_type(hint: object, scope: Scope) -> bool:
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hints.decode(bare)
    if is_composite(origin):
        return True
    return any(_names_a_type(arg, scope) for arg in args if _may_name(arg))


def _may_name(arg: object) -> bool:
    return not isinstance(arg, (str, bytes, int)) and arg is not Ellipsis


def function_line(function: Callable[..., object]) -> tuple[str, int | None]:
    """`(file, line)` of a function; `("", None)` for one without code."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", None)


# ------------------------------------------------------------ annotations of methods


def return_annotation(
    cls: type, name: str, function: Callable[..., object]
) -> tuple[object, Scope] | None:
    """The return annotation of the method `name` of a class and its scope; None without one.

    Type variables are bound as the class binds them: in
    `class TeamPageSerializer(PageSerializer[Team])` the inherited `-> Page[T]` is `Page[Team]`.
    """
    found = declarations.return_annotation(function)
    if found is None:
        return None
    hint, scope = found
    home = next((base for base in cls.__mro__ if name in vars(base)), cls)
    return hint, scope._replace(bindings=bound_in(cls, home))


def bound_in(cls: type, home: type, bound: Bindings = NO_BINDINGS) -> Bindings:
    """The types that `cls`, which derives from `home`, gives the type variables of `home`.

    `bound` are the types of the variables of `cls` itself. A base without arguments binds no
    variable.
    """
    if cls is home or not hints.parameters(home):
        return bound
    scope = Scope(cls.__module__, cls, bound)
    for base in vars(cls).get("__orig_bases__", cls.__bases__):
        origin, args = hints.decode(base)
        if isinstance(origin, type) and issubclass(origin, home):
            given = hints.bindings(origin, args, scope) if args else NO_BINDINGS
            return bound_in(origin, home, given)
    return NO_BINDINGS
