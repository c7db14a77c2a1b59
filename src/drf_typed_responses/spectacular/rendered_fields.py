"""The fields of a DRF serializer as it renders and requires them, for a public document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models
from rest_framework.fields import Field, empty
from rest_framework.serializers import (
    FileField,
    ManyRelatedField,
    ModelField,
    ModelSerializer,
    ReadOnlyField,
    SlugRelatedField,
)
from rest_framework.serializers import Serializer as DRFSerializer

from ..exceptions import TranslationError
from .method_annotations import FRAMEWORKS
from .model_sources import Source, model_field, related_model, source_in
from .representations import field_representation
from .upstream import Schema

if TYPE_CHECKING:
    AnyField: TypeAlias = Field[Any, Any, Any, Any]


def always_rendered(field: AnyField) -> bool:
    """Whether a serializer renders the field of every instance, or fails.

    `rest_framework.fields.Field.get_attribute` skips a field whose value it does not find, unless
    the field is required, has a default or may be null.
    """
    found = field.required or field.default is not empty or field.allow_null
    return found or not field.source_attrs or source_of(field).always


def source_of(field: Any) -> Source:
    """What the model of a field's serializer says of the field's source; nothing without one."""
    model = _model(field)
    return source_in(model, field.source_attrs) if model and field.source_attrs else Source()


def _model(field: Any) -> Any:
    is_of_model = isinstance(field.parent, ModelSerializer)
    return getattr(getattr(field.parent, "Meta", None), "model", None) if is_of_model else None


def renders_null(field: Any) -> bool:
    """Whether a field without `allow_null` may be rendered as null.

    `rest_framework.serializers.Serializer.to_representation` renders None for a value None, whatever
    the field is. It is as the model says; without the model's word, as the field says.
    """
    if isinstance(field.parent, ManyRelatedField):
        return _has_null_slug(field)
    if not is_of_serializer(field) or not field.source_attrs:
        return False
    if isinstance(field, ModelField):
        return bool(field.model_field.null)
    if not type(field).get_attribute.__module__.startswith(FRAMEWORKS):
        return False
    found = source_of(field)
    default = field.default is None and not found.always
    return default or bool(found.null) or _has_null_slug(field) or _may_have_no_file(field)


def unsaid_null(field: Any) -> Callable[..., Any] | None:
    """The method or getter of the model that alone knows whether a field renders null.

    None if the field or an annotation says it.
    """
    told = isinstance(field, ReadOnlyField) or field.allow_null or "allow_null" in field._kwargs
    return None if told or field.write_only else source_of(field).unannotated


def _has_null_slug(field: Any) -> bool:
    """Whether the attribute that stands for a related instance may be null."""
    if not isinstance(field, SlugRelatedField):
        return False
    model = _slug_model(field)
    slug = field.slug_field.split("__")
    # A missing relation is no null here: DRF reads a slug without its `get_attribute`.
    for name in slug[:-1]:
        model = model and related_model(model, name)
    return model is not None and bool(source_in(model, slug[-1:]).null)


def _slug_model(field: Any) -> Any:
    if field.queryset is not None:
        return field.queryset.model
    within = field.parent if isinstance(field.parent, ManyRelatedField) else field
    model = _model(within)
    for name in within.source_attrs:
        model = model and related_model(model, name)
    return model


def _may_have_no_file(field: Any) -> bool:
    """Whether a field renders a file, which is null if there is none."""
    if not isinstance(field, FileField):
        return False
    column = column_of(field)
    known = isinstance(column, models.FileField)
    return bool(column.blank or column.null) if known else not field.required


def column_of(field: Any) -> Any:
    """The model's field that a field of a serializer reads, if any."""
    model = _model(field)
    if model is None or not field.source_attrs:
        return None
    *through, last = field.source_attrs
    for name in through:
        model = model and related_model(model, name)
    return model and model_field(model, last)


def reads_otherwise(serializer: Any) -> bool:
    """Whether the request of a DRF serializer needs a component of its own.

    It does if a field renders other values than it reads, such as null, or if the serializer always
    renders a field that a request may leave out.
    """
    return any(_differs(field) for field in serializer.fields.values() if not field.write_only)


def _differs(field: AnyField) -> bool:
    if _is_represented(field) or (_is_file(field) and not field.read_only):
        return True
    null = not field.allow_null and renders_null(field)
    return not field.read_only and (null or (not field.required and always_rendered(field)))


def _is_file(field: Any) -> bool:
    """Whether a field, or the one inside it, reads a file and renders its URL."""
    return _is_file(field.child) if hasattr(field, "child") else isinstance(field, FileField)


def _is_represented(field: Any) -> bool:
    """Whether the annotation of a method says what a field, or the one inside it, renders."""
    try:
        declared = field_representation(field)
    except TranslationError:
        return True
    inner = getattr(field, "child", None) or getattr(field, "child_relation", None)
    return declared is not None or (inner is not None and _is_represented(inner))


def is_of_serializer(field: Any) -> bool:
    """Whether a field stands in a serializer, not in another field or alone."""
    return isinstance(getattr(field, "parent", None), DRFSerializer)


def serializer_around(field: Any) -> Any:
    """The serializer of which a field, or a field around it, is a field; None for one alone."""
    parent = getattr(field, "parent", None)
    return parent if parent is None or is_of_serializer(field) else serializer_around(parent)


def is_of_other_direction(field: Any, direction: str | None) -> bool:
    """Whether a field of a serializer is only rendered or only read, and not in this direction."""
    if not is_of_serializer(field):
        return False
    return bool(field.read_only if direction == "request" else field.write_only)


def as_required(schema: Schema, fields: Mapping[str, AnyField], one_way: str | None) -> Schema:
    """The schema of a serializer's fields with the `required` of its direction.

    `one_way` is the direction of a component that has only one, "request" or "response".
    """
    names = [name for name in schema.get("properties", {}) if _required(fields[name], one_way)]
    rest = {key: value for key, value in schema.items() if key != "required"}
    return {**rest, "required": sorted(names)} if names else rest


def _required(field: AnyField, one_way: str | None) -> bool:
    """Whether each value of a direction has the field; without one, in both directions."""
    if field.read_only or one_way == "response":
        return always_rendered(field)
    return field.required
