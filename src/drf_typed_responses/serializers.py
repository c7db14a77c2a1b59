"""What serializer authors import: the base class, the registry and the marks beside a type."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar, overload

from django.db.models import QuerySet
from rest_framework.settings import api_settings

from .exceptions import TypedResponsesError
from .translate.metadata import Component, Email, Format, Pattern, Private, Slug, Url

__all__ = [
    "Component",
    "Email",
    "Format",
    "Pattern",
    "Private",
    "Serializer",
    "Slug",
    "TypedResponse",
    "Url",
    "inline_sentry_response_serializer",
    "register",
    "serialize",
]

R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S", bound="Serializer")

MANY = (list, tuple, set, frozenset, QuerySet)


class Serializer:
    """Turns objects into response bodies; what `serialize` is annotated to return is the contract.

    A subclass overrides `serialize` and, to fetch what a whole batch needs in few queries,
    `get_attrs`. Instances hold no state between calls: one registered instance serves every
    request. `many` is for documentation only: `responses=TeamSerializer(many=True)` is a list.
    """

    many: bool = False

    def __init__(self, *, many: bool = False) -> None:
        self.many = many

    def __call__(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        """The body of one object, or None for None; arguments as in `serialize`."""
        return None if obj is None else self.serialize(obj, attrs, user, **kwargs)

    def get_attrs(self, item_list: list[Any], user: Any, **kwargs: Any) -> Mapping[Any, Any]:
        """What `serialize` needs beyond the object itself, fetched once for the whole batch.

        `item_list` holds the objects without None, `user` is who asks, `kwargs` are those given
        to the function `serialize`. Comes back: a mapping from object to its `attrs`; an object
        that is not in it gets `{}`.
        """
        return {}

    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        """The body of `obj`, in the shape the subclass's return annotation promises.

        `attrs` is the object's entry of `get_attrs`, `user` is who asks, `kwargs` are those given
        to the function `serialize`. A subclass that does not override it raises
        NotImplementedError.
        """
        name = type(self).__name__
        raise NotImplementedError(f"{name} has no serialize(self, obj, attrs, user, **kwargs)")


class SerializesTo(Protocol[R_co]):
    """Any object with the methods of `Serializer`; the type checker reads the body's type off it.

    Structural, so that the annotation of a subclass's `serialize` is what counts.
    """

    def __call__(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any: ...

    def get_attrs(self, item_list: list[Any], user: Any, **kwargs: Any) -> Mapping[Any, Any]: ...

    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> R_co: ...


# State of the module, as Django's admin site is and for its reason: decorators say which serializer
# a class has, while modules are imported. It is only read afterwards, and a second serializer of a
# class is refused instead of depending on the order of import.
_registry: dict[type, Serializer] = {}


def register(*model_classes: type) -> Callable[[type[S]], type[S]]:
    """Class decorator: `serialize` uses this serializer for objects of these classes.

    `model_classes` are the classes, subclasses included unless they have their own. Comes back:
    the decorator, which returns the serializer class unchanged. Raises TypedResponsesError for no
    class at all and for a class that another serializer has already.
    """
    if not model_classes:
        raise TypedResponsesError("register() needs a class: write @register(Team)")

    def decorate(serializer_class: type[S]) -> type[S]:
        for model_class in model_classes:
            _refuse_second(model_class, serializer_class)
        _registry.update(dict.fromkeys(model_classes, serializer_class()))
        return serializer_class

    return decorate


def _refuse_second(model_class: type, serializer_class: type[Serializer]) -> None:
    present = _registry.get(model_class)
    # A module that is loaded again brings the same serializer anew.
    if present is not None and _dotted(type(present)) != _dotted(serializer_class):
        raise TypedResponsesError(
            f"{_dotted(model_class)} has the serializer {_dotted(type(present))}, "
            f"so {_dotted(serializer_class)} cannot be registered for it. "
            "Register one of them, and pass the other to serialize(..., serializer=...)"
        )


def _registered_for(obj: Any) -> Serializer:
    # __class__ and not type(): request.user is a lazy object that stands for a user.
    for cls in obj.__class__.__mro__:
        if cls in _registry:
            return _registry[cls]
    name = obj.__class__.__name__
    raise TypedResponsesError(
        f"No serializer is registered for {_dotted(obj.__class__)}. "
        f"Write @register({name}) on its serializer and import that module, "
        "or pass serialize(..., serializer=...)"
    )


def _dotted(cls: type) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"


@overload
def serialize(
    objects: None, user: Any = None, serializer: SerializesTo[Any] | None = None, **kwargs: Any
) -> None: ...
@overload
def serialize(
    objects: list[Any] | tuple[Any, ...] | set[Any] | frozenset[Any] | QuerySet[Any],
    user: Any,
    serializer: SerializesTo[R_co],
    **kwargs: Any,
) -> list[R_co]: ...
@overload
def serialize(
    objects: list[Any] | tuple[Any, ...] | set[Any] | frozenset[Any] | QuerySet[Any],
    user: Any = None,
    *,
    serializer: SerializesTo[R_co],
    **kwargs: Any,
) -> list[R_co]: ...
@overload
def serialize(
    objects: list[Any] | tuple[Any, ...] | set[Any] | frozenset[Any] | QuerySet[Any],
    user: Any = None,
    serializer: None = None,
    **kwargs: Any,
) -> list[Any]: ...
@overload
def serialize(
    objects: object, user: Any, serializer: SerializesTo[R_co], **kwargs: Any
) -> R_co: ...
@overload
def serialize(
    objects: object, user: Any = None, *, serializer: SerializesTo[R_co], **kwargs: Any
) -> R_co: ...
@overload
def serialize(objects: object, user: Any = None, serializer: None = None, **kwargs: Any) -> Any: ...
def serialize(
    objects: Any,
    user: Any = None,
    serializer: SerializesTo[Any] | None = None,
    **kwargs: Any,
) -> Any:
    """The response body of one object, or the list of bodies of several.

    `objects` is an object, None, or a list, tuple, set or query set (None inside stays None);
    `user` is who asks (left out: DRF's `UNAUTHENTICATED_USER`); `serializer` is an instance,
    or the one registered for each object's class is used; `kwargs` go on to its methods.
    Raises TypedResponsesError for an object whose class has no registered serializer.
    """
    if objects is None:
        return None
    if user is None:
        user = _nobody()
    if isinstance(objects, MANY):
        return _bodies(list(objects), user, serializer, kwargs)
    return _bodies([objects], user, serializer, kwargs)[0]


def _nobody() -> Any:
    # djangorestframework-stubs say str, the settings object imports what the string names.
    user_class: Any = api_settings.UNAUTHENTICATED_USER
    return user_class() if user_class else None


def _bodies(
    objects: list[Any],
    user: Any,
    serializer: SerializesTo[Any] | None,
    kwargs: Mapping[str, Any],
) -> list[Any]:
    pairs = [(obj, None if obj is None else serializer or _registered_for(obj)) for obj in objects]
    attrs = {
        id(chosen): chosen.get_attrs(_items_of(chosen, pairs), user, **kwargs)
        for chosen in {id(chosen): chosen for _, chosen in pairs if chosen}.values()
    }
    return [
        chosen(obj, _attrs_of(obj, attrs[id(chosen)]), user, **kwargs) if chosen else None
        for obj, chosen in pairs
    ]


def _items_of(
    serializer: SerializesTo[Any], pairs: Iterable[tuple[Any, SerializesTo[Any] | None]]
) -> list[Any]:
    return [obj for obj, chosen in pairs if chosen is serializer]


def _attrs_of(obj: Any, attrs: Mapping[Any, Any]) -> Any:
    try:
        return attrs.get(obj, {})
    except TypeError:
        # A model instance without primary key has no hash, so no mapping can hold it.
        return {}


@dataclass(frozen=True)
class TypedResponse:
    """A response body declared by its type: what `responses=` accepts for any Python hint.

    `hint` is the type; `name` the component it becomes (None: as the type itself says); `module`
    is where names in string hints are looked up; `file` and `line` are where it was written.
    Equal when hint, name and module are.
    """

    # Some hints have no hash, such as Annotated[str, []].
    hint: Any = field(hash=False)
    name: str | None = None
    module: str | None = None
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)

    # Read by drf-spectacular: the hint is the whole body, a list view must not wrap it again.
    _spectacular_annotation: ClassVar[Mapping[str, Any]] = {"many": False}


def inline_sentry_response_serializer(name: str, t: Any) -> TypedResponse:
    """A named response body of any type: `inline_sentry_response_serializer("Teams", List[Team])`.

    `name` is the component's name, `t` any type that the translator knows: a TypedDict, a list,
    a union, a dict, a scalar. Comes back: a value for `responses={200: ...}` that knows where it
    was written. Nothing is translated here, so nothing is raised for a type without a schema.
    """
    caller = sys._getframe(1)
    return TypedResponse(
        t,
        name=name,
        module=caller.f_globals.get("__name__"),
        file=caller.f_code.co_filename,
        line=caller.f_lineno,
    )
