"""What kind of thing was given where drf-spectacular takes a serializer, and which type it has."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from rest_framework.serializers import BaseSerializer

from ..conf import current_settings, serializer_bases
from ..exceptions import MissingAnnotationError, TranslationError
from ..serializers import Serializer, TypedResponse
from ..translate import hints
from ..translate.module_source import class_line
from ..translate.named_forms import is_composite, named_form
from ..translate.scopes import Scope
from .generics import return_annotation


class Source(NamedTuple):
    """A type, where it is written, and the component name it asks for, if any."""

    hint: Any
    scope: Scope
    name: str | None = None
    fallback_name: str = ""
    file: str = ""
    line: int | None = None


def has_type(target: Any) -> bool:
    """Whether a target (a class or an instance) is described by a type of ours."""
    if isinstance(target, TypedResponse):
        return True
    cls = target if isinstance(target, type) else type(target)
    return _class_has_type(cls, serializer_bases())


@lru_cache(maxsize=4096)
def _class_has_type(cls: type, bases: tuple[str, ...]) -> bool:
    if issubclass(cls, (Serializer, *_imported(bases))):
        return True
    return issubclass(cls, BaseSerializer) and _represented(cls) is not None


@lru_cache(maxsize=16)
def _imported(bases: tuple[str, ...]) -> tuple[type, ...]:
    return current_settings().imported_bases()


def keeps_its_fields(target: Any, direction: str) -> bool:
    """A DRF serializer reads a request by its fields, whatever it returns."""
    cls = target if isinstance(target, type) else type(target)
    return direction == "request" and issubclass(cls, BaseSerializer)


def is_many(given: Any) -> bool:
    """Whether a serializer of ours is given as `TeamSerializer(many=True)`."""
    if isinstance(given, (type, BaseSerializer)):
        return False
    return getattr(given, "many", False) is True and has_type(given)


def source_of(target: Any) -> Source:
    """The type of a target for which `has_type` holds.

    Raises MissingAnnotationError for a `serialize` that does not say what it returns.
    """
    if isinstance(target, TypedResponse):
        scope = Scope(target.module or "")
        return Source(target.hint, scope, target.name, "", target.file or "", target.line)
    cls = target if isinstance(target, type) else type(target)
    represented = _represented(cls) if issubclass(cls, BaseSerializer) else None
    if represented is not None:
        return represented
    return _serialized(cls)


def _serialized(cls: type) -> Source:
    """The annotated `serialize` of a class. Raises MissingAnnotationError for one without."""
    function = _serialize_of(cls)
    place = function_line(function)
    try:
        found = return_annotation(cls, "serialize", function)
    except TranslationError as problem:  # in what the class gives its generic base
        raise problem.at(*place) from None
    where = f"{cls.__name__}.serialize"
    way_out = "Declare its keys in a TypedDict, and annotate that: `-> TeamResponse`."
    if found is None or function is Serializer.serialize:
        raise MissingAnnotationError("no annotation says what it returns", way_out, where, *place)
    hint, scope = found
    if _is_loose(_resolved(hint, scope)):
        raise MissingAnnotationError(
            "it returns a mapping of anything, which documents nothing",
            way_out,
            where,
            *place,
        )
    return Source(hint, scope, None, _bare_name(cls), *place)


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


def _represented(cls: type) -> Source | None:
    """The annotated `to_representation` of a DRF serializer, where it names more than a mapping.

    Projects annotate `-> dict[str, Any]` for their type checker; that says nothing new.
    """
    function = inspect.unwrap(cls.to_representation)  # type: ignore[attr-defined]
    if function.__module__.startswith("rest_framework."):
        return None
    try:
        found = return_annotation(cls, "to_representation", function)
        if found is None or not names_a_type(*found):
            return None
    except TranslationError:
        return None
    hint, scope = found
    return Source(hint, scope, None, _bare_name(cls), *function_line(function))


def names_a_type(hint: Any, scope: Scope) -> bool:
    """Whether a hint names a TypedDict, NamedTuple or `type` alias anywhere in it."""
    bare, _, _ = hints.unwrap(hint, scope)
    origin, args = hints.decode(bare)
    if is_composite(origin):
        return True
    return any(names_a_type(arg, scope) for arg in args if _may_name(arg))


def _may_name(arg: Any) -> bool:
    return not isinstance(arg, (str, bytes, int)) and arg is not Ellipsis


def _resolved(hint: Any, scope: Scope) -> Any:
    try:
        return hints.unwrap(hint, scope)[0]
    except TranslationError:
        return hint  # the translation itself will say so, with the place


def _is_loose(hint: Any) -> bool:
    origin, args = hints.decode(hint)
    if origin is Any or origin is object:
        return True
    mapping = isinstance(origin, type) and issubclass(origin, Mapping)
    return mapping and not named_form(origin) and (not args or args[-1] in (Any, object))


def function_line(function: Any) -> tuple[str, int | None]:
    """`(file, line)` of a function; `("", None)` for one without code."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("", None)
