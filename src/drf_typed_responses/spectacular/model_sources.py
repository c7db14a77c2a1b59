"""What a model says of the value that a serializer's field reads: whether it is there, or null."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import FileField
from django.db.models.fields.related_descriptors import (
    ReverseManyToOneDescriptor,
    ReverseOneToOneDescriptor,
)
from django.utils.functional import cached_property
from rest_framework.serializers import ModelSerializer

from ..exceptions import TranslationError
from ..translate.declarations import leaves
from .method_annotations import return_annotation


class Source(NamedTuple):
    """The value of an attribute, reached through the attributes before it.

    `always` is whether every instance has a value, null included. `null` is whether the value may
    be null, None if the model does not say. `unannotated` is then the project's method, or the
    getter of its property, that lacks a return annotation.
    """

    always: bool = False
    null: bool | None = None
    unannotated: Callable[..., Any] | None = None


def source_of(field: Any) -> Source:
    """What the model of a field's serializer says of the field's source; nothing without one."""
    model = model_of(field)
    return source_in(model, *field.source_attrs) if model and field.source_attrs else Source()


def model_of(field: Any) -> Any:
    """The model of the ModelSerializer that a field stands in, if any."""
    is_of_model = isinstance(field.parent, ModelSerializer)
    return getattr(getattr(field.parent, "Meta", None), "model", None) if is_of_model else None


@lru_cache(maxsize=4096)  # each component of a serializer asks several times
def source_in(model: Any, *path: str) -> Source:
    """What a model says of the value at the end of a path of attributes, as DRF reads it.

    `rest_framework.fields.get_attribute` returns None where a relation raises ObjectDoesNotExist.
    Null before the end of the path has no attributes, so there is no value.
    """
    *through, last = path
    always, missing = True, False
    for name in through:
        field, target = model_field(model, name), related_model(model, name)
        if target is None or _is_of_many(model, name):
            return Source(null=missing or None)
        always = always and not getattr(field, "null", False)
        missing = missing or _may_be_missing(model, name)
        model = target
    found = _attribute(model, last)
    return found._replace(always=always and found.always, null=missing or found.null)


def model_field(model: Any, name: str) -> Any:
    """The field that an attribute of a model is of, also an attribute like `owner_id`; else None.

    A relation that another model declares is no field of this one.
    """
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return None if field.auto_created and not field.concrete else field


def column_of(field: Any) -> Any:
    """The model's field that a field of a serializer reads, if any."""
    model = model_of(field)
    if model is None or not field.source_attrs:
        return None
    *through, last = field.source_attrs
    for name in through:
        model = model and related_model(model, name)
    return model and model_field(model, last)


def related_model(model: Any, name: str) -> Any:
    """The model of the instances that an attribute of a model leads to, if it is a relation."""
    descriptor = inspect.getattr_static(model, name, None)
    if isinstance(descriptor, ReverseOneToOneDescriptor):
        return descriptor.related.related_model
    if isinstance(descriptor, ReverseManyToOneDescriptor):
        rel: Any = descriptor.rel
        return rel.related_model if getattr(descriptor, "reverse", True) else rel.model
    return getattr(model_field(model, name), "related_model", None)


def _is_of_many(model: Any, name: str) -> bool:
    return isinstance(inspect.getattr_static(model, name, None), ReverseManyToOneDescriptor)


def _may_be_missing(model: Any, name: str) -> bool:
    """Whether a relation to one instance raises ObjectDoesNotExist if there is none."""
    if isinstance(inspect.getattr_static(model, name, None), ReverseOneToOneDescriptor):
        return True
    field = model_field(model, name)
    return field is not None and field.name == name and not getattr(field, "db_constraint", True)


def _attribute(model: Any, name: str) -> Source:
    nothing: Any = object()
    attribute = inspect.getattr_static(model, name, nothing)
    if attribute is nothing:
        return Source()  # the query, or whoever made the instance, may add it
    if isinstance(attribute, ReverseManyToOneDescriptor) or name == "pk":
        return Source(True, False)
    if isinstance(attribute, functools.partialmethod):  # such as get_status_display
        return Source(True, getattr(attribute.keywords.get("field"), "null", None))
    function = _function(attribute)
    if function is not None:
        return _returned(model, name, function)
    return Source(True, _may_be_missing(model, name) or _null_in_column(model_field(model, name)))


def _null_in_column(field: Any) -> bool | None:
    if field is None or isinstance(field, FileField):
        return None if field is None else False  # an instance always has a FieldFile
    generic = field.is_relation and field.related_model is None
    return bool(field.null or generic)  # a generic relation without its target is None


def _function(attribute: Any) -> Callable[..., Any] | None:
    if isinstance(attribute, property):
        return attribute.fget
    if isinstance(attribute, (cached_property, functools.cached_property)):
        return attribute.func
    return attribute if inspect.isfunction(attribute) else None


def _returned(model: Any, name: str, function: Callable[..., Any]) -> Source:
    try:
        found = return_annotation(model, name, function)
        arms = [arm for arm, _ in leaves(*found)] if found else []
    except TranslationError:
        return Source(True)
    if not arms:
        return Source(True, None, None if function.__module__.startswith("django.") else function)
    unsaid = Any in arms or object in arms
    return Source(True, None if unsaid else None in arms or type(None) in arms)
