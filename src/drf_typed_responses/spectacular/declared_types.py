"""The types that serializers declare."""

from __future__ import annotations

import inspect
from functools import lru_cache
from typing import Any, ClassVar

from rest_framework.serializers import BaseSerializer

from ..conf import current_settings, serializer_bases
from ..exceptions import MissingAnnotationError, TranslationError
from ..serializers import Serializer, TypedResponse
from ..translate.module_source import class_line
from ..translate.scopes import Scope
from .method_annotations import DeclaredType, bare_name, function_line, return_annotation
from .representations import named_representation, only_representation
from .upstream import ANNOTATION, Override


class StandIn(BaseSerializer):  # type: ignore[type-arg]  # it has no arguments at run time
    """A serializer that stands for a type or a `Serializer`, for the AutoSchema of a project.

    An override may put it into another serializer, read the name of its class, or instantiate the
    class. `body` is the whole body, a TypedResponse or a `Serializer`; `part` the body of one
    element where drf-spectacular itself makes the list. An instance from `whole` is documented as
    the whole body; its copies, such as the field of another serializer, as the part.
    """

    body: ClassVar[Any]
    part: ClassVar[Any]
    is_whole = False
    is_paginated = False

    def whole(self, is_paginated: bool) -> StandIn:
        """An instance for the whole body, which the paginator of the view wraps or not."""
        made = type(self)()
        made.is_whole, made.is_paginated = True, is_paginated
        # drf-spectacular reads this: a list view makes no list of it.
        setattr(made, ANNOTATION, {Override.MANY.value: False})
        return made


def is_of_rest_framework(given: object) -> bool:
    """Whether a class or instance is a serializer of REST framework that stands for no type."""
    cls = given if isinstance(given, type) else type(given)
    return issubclass(cls, BaseSerializer) and not issubclass(cls, StandIn)


def has_type(target: object) -> bool:
    """Whether a serializer class or instance, or a TypedResponse, declares a type of ours."""
    if isinstance(target, (TypedResponse, StandIn)):
        return True
    cls = target if isinstance(target, type) else type(target)
    return _class_has_type(cls, serializer_bases())


@lru_cache(maxsize=4096)
def _class_has_type(cls: type, bases: tuple[str, ...]) -> bool:
    if issubclass(cls, (Serializer, StandIn, *_imported(bases))):
        return True
    return issubclass(cls, BaseSerializer) and named_representation(cls) is not None


@lru_cache(maxsize=16)
def _imported(bases: tuple[str, ...]) -> tuple[type, ...]:
    return current_settings().imported_bases()


def keeps_its_fields(target: object, direction: str) -> bool:
    """Whether the fields of a target describe it: in requests those of a DRF serializer do."""
    cls = target if isinstance(target, type) else type(target)
    if issubclass(cls, StandIn):
        return False
    return direction == "request" and issubclass(cls, BaseSerializer)


def is_foreign(given: object) -> bool:
    """Whether a class or instance declares a type and is no serializer of REST framework.

    One instantiated with `many=True` is a list, and is not meant here.
    """
    cls = given if isinstance(given, type) else type(given)
    return not issubclass(cls, BaseSerializer) and has_type(given) and not is_many(given)


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
    represented = named_representation(cls)
    if represented is not None:
        return represented
    return _serialized(cls) if has_type(cls) else only_representation(cls)


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
    return DeclaredType(*found, None, bare_name(cls), *place)


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
