"""The serializers of a project: base class, registry, and the metadata of `Annotated` types."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, overload

from rest_framework.settings import api_settings

from .exceptions import TypedResponsesError
from .translate.metadata import (
    Component,
    Email,
    Format,
    Pattern,
    Private,
    Reason,
    Slug,
    Sunset,
    Url,
    Withhold,
)

if TYPE_CHECKING:
    from .framework_types import QuerySet  # pyright: ignore[reportMissingModuleSource]
else:
    from django.db.models import QuerySet

__all__ = [
    "Component",
    "Email",
    "Format",
    "Pattern",
    "Private",
    "Reason",
    "Serializer",
    "Slug",
    "Sunset",
    "TypedResponse",
    "Url",
    "Withhold",
    "inline_sentry_response_serializer",
    "register",
    "serialize",
]

R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S", bound="Serializer")

_COLLECTIONS = (list, tuple, set, frozenset, QuerySet)


class Serializer:
    """Turns objects into response bodies; the return annotation of `serialize` is the contract.

    A subclass overrides `serialize`, and `get_attrs` to fetch the data of a whole batch in few
    queries. Instances keep no state between calls: one registered instance serves every request.
    `many` is for documentation only: `responses=TeamSerializer(many=True)` documents a list.
    """

    many: bool = False

    def __init__(self, *, many: bool = False) -> None:
        self.many = many

    def __call__(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        """The body of one object, or None for None; arguments as in the method `serialize`."""
        return None if obj is None else self.serialize(obj, attrs, user, **kwargs)

    def get_attrs(self, item_list: list[Any], user: Any, **kwargs: Any) -> Mapping[Any, Any]:
        """Fetch the data that the method `serialize` needs beside the objects, once for a batch.

        `item_list` holds the objects without None, `user` is the user of the request, `kwargs` are
        those of the function `serialize`. Returns a mapping from object to the `attrs` of its call;
        an object that is missing from it gets `{}`.
        """
        return {}

    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        """The body of `obj`, in the shape of the subclass's return annotation.

        `attrs` is the object's entry in the mapping of `get_attrs`, `user` is the user of the
        request, `kwargs` are those of the function `serialize`. Raises NotImplementedError if the
        subclass does not override it.
        """
        name = type(self).__name__
        raise NotImplementedError(f"{name} has no serialize(self, obj, attrs, user, **kwargs)")


class SerializesTo(Protocol[R_co]):
    """Any object with the methods of `Serializer`, for type checkers.

    It is structural, so that R_co is what the subclass's own `serialize` is annotated to return.
    """

    def __call__(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Any:
        """As `Serializer.__call__`."""

    def get_attrs(self, item_list: list[Any], user: Any, **kwargs: Any) -> Mapping[Any, Any]:
        """As `Serializer.get_attrs`."""
        ...

    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> R_co:
        """As `Serializer.serialize`."""
        ...


# Module state, like Django's admin site: decorators fill it while modules are imported, and later
# it is only read. A second serializer for a class is refused, so that the order of imports does not
# matter.
_registry: dict[type, Serializer] = {}


def register(*model_classes: type) -> Callable[[type[S]], type[S]]:
    """A class decorator: the function `serialize` uses this serializer for these classes.

    Subclasses use it too, unless they have a serializer of their own. The decorator returns the
    serializer class unchanged. Raises TypedResponsesError if no class is given, or if a class
    already has another serializer.
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
    # A reloaded module registers the same serializer once more.
    if present is not None and _dotted(type(present)) != _dotted(serializer_class):
        raise TypedResponsesError(
            f"{_dotted(model_class)} has the serializer {_dotted(type(present))}, "
            f"so {_dotted(serializer_class)} cannot be registered for it. "
            "Register one of them, and pass the other to serialize(..., serializer=...)"
        )


def _registered_for(obj: Any) -> Serializer:
    # Not type(obj): `request.user` is a lazy object whose __class__ is that of the user.
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

    `objects` is an object, None, or a list, tuple, set or query set, in which None stays None.
    `user` is the user of the request, by default DRF's `UNAUTHENTICATED_USER`. `serializer` is an
    instance; if omitted, the serializer registered for the class of each object. `kwargs` are
    passed to its methods. Raises TypedResponsesError for an object whose class has no registered
    serializer.
    """
    if objects is None:
        return None
    if user is None:
        user = _anonymous_user()
    if isinstance(objects, _COLLECTIONS):
        return _bodies(list(objects), user, serializer, kwargs)
    return _bodies([objects], user, serializer, kwargs)[0]


def _anonymous_user() -> Any:
    # The stubs say str, but the settings object has imported the class that it names.
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
    """A response body declared by any type hint; a value for `responses=`.

    `hint` is the type; `name` the name of its component, or None for the type's own name; `module`
    is the module in which names inside string hints are looked up; `file` and `line` are where the
    response is declared. Two are equal if hint, name and module are.
    """

    # Some hints have no hash, such as Annotated[str, []].
    hint: Any = field(hash=False)
    name: str | None = None
    module: str | None = None
    file: str | None = field(default=None, compare=False)
    line: int | None = field(default=None, compare=False)

    # drf-spectacular reads this: a list view must not wrap the hint, which is the whole body.
    _spectacular_annotation: ClassVar[Mapping[str, Any]] = {"many": False}


def inline_sentry_response_serializer(name: str, t: Any) -> TypedResponse:
    """A named response body of any type: `inline_sentry_response_serializer("Teams", List[Team])`.

    `name` is the name of the component, `t` any type that the translator supports: a TypedDict, a
    list, a union, a dict, a scalar. Returns a value for `responses={200: ...}` that knows the line
    of the call. An unsupported type is reported only when the document is generated.
    """
    caller = sys._getframe(1)
    return TypedResponse(
        t,
        name=name,
        module=caller.f_globals.get("__name__"),
        file=caller.f_code.co_filename,
        line=caller.f_lineno,
    )
