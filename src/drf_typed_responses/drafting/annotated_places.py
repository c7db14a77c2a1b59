"""Finds the functions of a project that return a part of an operation's response.

A serializer renders by `serialize` or `to_representation`, by the methods of its method fields, and
by the properties and methods of its model. This package reads their return annotations, so a draft
annotates those that have none, and its types follow the code's own structure.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, Final

from drf_spectacular.utils import OpenApiResponse
from rest_framework import serializers
from rest_framework.serializers import BaseSerializer, ListSerializer, SerializerMethodField

from ..project_files import is_of_project
from ..spectacular.declared_types import has_type
from ..spectacular.extensions import is_extended
from ..spectacular.method_annotations import bare_name, function_line
from ..spectacular.model_sources import source_of
from ..spectacular.operation_facts import OperationFacts, path_to_list
from ..spectacular.representations import is_described, is_represented
from ..spectacular.upstream import Override, force_instance, override
from .code_types import Kinds, types_in
from .returned_values import ITEM, Path, annotation_in, definition_of, is_generator, texts_in

# The fields that render the value of a property as it is, but for its text form.
_PLAIN: Final = (
    serializers.BooleanField, serializers.CharField, serializers.ChoiceField, serializers.DateField,
    serializers.DateTimeField, serializers.FloatField, serializers.IntegerField,
    serializers.JSONField, serializers.ReadOnlyField, serializers.UUIDField,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnnotatedPlace:
    """A function of the project that returns a part of a body.

    `file`, `module` and `qualname` say where it is written, such as "Team.label". `path` leads to
    the part in the body: keys, and "[]" for each element of a list. `annotation` is its return
    annotation as written, None without one. `name` is the name for a type of objects there, "" for
    that of the key. `texts` are the places below `path` where its code makes a text, `types`
    those where its code tells the type. `returns_null`
    says that a null there may come from the function; no serializer is called to render None.
    `overrides` says that it overrides `Serializer.to_representation`, which is `dict[str, Any]` for
    a type checker.
    """

    file: str
    module: str
    qualname: str
    path: Path
    annotation: str | None
    name: str = ""
    texts: frozenset[Path] = field(default=frozenset(), compare=False)
    types: Mapping[Path, Kinds] = field(default_factory=dict, compare=False)
    returns_null: bool = False
    overrides: bool = False

    @property
    def function(self) -> tuple[str, str]:
        """The function, in whatever body it is."""
        return self.file, self.qualname


def annotated_places(facts: OperationFacts, status: int) -> tuple[AnnotatedPlace, ...]:
    """The functions that return the body of a status, or a part of it, the outer ones first."""
    return tuple(_of_serializer(*_rendered(facts, status)))


def unsaid_places(facts: OperationFacts, status: int) -> tuple[AnnotatedPlace, ...]:
    """Those of them that have no return annotation."""
    return tuple(each for each in annotated_places(facts, status) if each.annotation is None)


def is_of_body(place: AnnotatedPlace, facts: OperationFacts, status: int) -> bool:
    """Whether a place is that of a whole body, or of each element of a list or page."""
    return place.path == _rendered(facts, status)[1]


def declared_class(facts: OperationFacts, status: int) -> type:
    """The class of the serializer that a view declares, or that drf-spectacular guesses."""
    declared = _rendered(facts, status)[0]
    return declared if isinstance(declared, type) else type(declared)


def places_of(target: Any, path: Path) -> Iterator[AnnotatedPlace]:
    """The functions that return the parts of what a serializer or a function makes at a path."""
    if isinstance(target, FunctionType):
        yield from _place(target, path)
    else:
        yield from _of_serializer(target, path)


def keys_of(target: Any) -> frozenset[str] | None:
    """The keys of what a serializer or a function makes; None if its own code chooses them."""
    if isinstance(target, FunctionType):
        return None
    if getattr(target, "to_representation", None) is not serializers.Serializer.to_representation:
        return None
    return frozenset(str(each.field_name) for each in _fields(target)) or None


def _rendered(facts: OperationFacts, status: int) -> tuple[Any, Path]:
    """The serializer of a status, and where it renders: a list, or a page, has its elements."""
    declared = _declared(facts.declared, status)
    path: Path = ()
    if isinstance(declared, ListSerializer):
        declared, path = declared.child, (ITEM,)
    if str(status) in facts.lists:
        keys = path_to_list(facts.lists[str(status)])
        path = (*(keys or ()), ITEM)
    return declared, path


def _declared(declared: object, status: int) -> Any:
    if isinstance(declared, dict):
        declared = next((body for key, body in declared.items() if str(key) == str(status)), None)
    return declared.response if isinstance(declared, OpenApiResponse) else declared


def _of_serializer(target: Any, path: Path) -> Iterator[AnnotatedPlace]:
    cls = target if isinstance(target, type) else type(target)
    if not issubclass(cls, BaseSerializer):
        if has_type(target) and hasattr(cls, "serialize"):
            yield from _place(cls.serialize, path, _name(cls))
        return
    if is_extended(cls):
        return
    is_dict = issubclass(cls, serializers.Serializer)
    own = list(_place(cls.to_representation, path, _name(cls), overrides=is_dict))
    yield from own
    if own and own[0].annotation is not None and (has_type(cls) or is_represented(cls)):
        return
    is_unsaid = bool(own) and own[0].annotation is None
    for each in _fields(target):
        # The type of an own `to_representation` replaces what the fields say, but for its parts
        # that serializers inside return.
        if not is_unsaid or isinstance(each, BaseSerializer):
            yield from _of_field(each, (*path, str(each.field_name)))


def _name(cls: type) -> str:
    return f"{bare_name(cls)}Response"


def _fields(target: Any) -> list[Any]:
    """The fields that a serializer renders; none if its code fails without a request."""
    try:
        every = getattr(force_instance(target), "fields", {})  # type: ignore[no-untyped-call]
        return [each for each in every.values() if not each.write_only]
    except Exception:  # code of the project
        return []


def _of_field(each: Any, path: Path) -> Iterator[AnnotatedPlace]:
    if is_described(each):
        return
    child = getattr(each, "child", None)
    if isinstance(each, BaseSerializer) and not isinstance(each, ListSerializer):
        yield from _of_serializer(each, path)
    elif isinstance(each, SerializerMethodField):
        method = getattr(each.parent, each.method_name, None)
        if method is not None and override(method, Override.FIELD) is None:
            yield from _place(method, path, returns_null=True)
    elif own := list(_place(type(each).to_representation, path)):
        yield from own
    elif isinstance(each, (ListSerializer, serializers.ListField)):
        yield from _of_field(child, (*path, ITEM))
    elif isinstance(each, _PLAIN):
        function = source_of(each).unannotated
        yield from _place(function, path, returns_null=True) if function else ()


def _place(function: Any, path: Path, name: str = "", **facts: bool) -> Iterator[AnnotatedPlace]:
    """The place of a function that `def` defines in a file of the project.

    The type of what a generator yields is not that of what it returns.
    """
    written = inspect.unwrap(getattr(function, "__func__", function))
    file, _ = function_line(written)
    node = definition_of(written) if is_of_project(file) else None
    if node is None or "<locals>" in written.__qualname__ or is_generator(node):
        return
    yield AnnotatedPlace(
        file,
        written.__module__,
        written.__qualname__,
        path,
        annotation_in(node),
        name,
        frozenset(texts_in(node)),
        types_in(written, node),
        **facts,
    )
