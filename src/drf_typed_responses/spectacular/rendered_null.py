"""Whether a DRF serializer renders null for a field that does not say so, for a public document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from rest_framework.serializers import (
    FileField,
    ManyRelatedField,
    ModelField,
    ReadOnlyField,
    SlugRelatedField,
)
from rest_framework.serializers import Serializer as DRFSerializer

from .method_annotations import FRAMEWORKS
from .model_sources import column_of, model_of, related_model, source_in, source_of


def renders_null(field: Any) -> bool:
    """Whether a field without `allow_null` may be rendered as null.

    `rest_framework.serializers.Serializer.to_representation` renders None for a value None,
    whatever the field is. If the model does not say, the field is taken at its word.
    """
    if isinstance(field.parent, ManyRelatedField):
        return _has_null_slug(field)
    if not isinstance(field.parent, DRFSerializer) or not field.source_attrs:
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
    return model is not None and bool(source_in(model, slug[-1]).null)


def _slug_model(field: Any) -> Any:
    if field.queryset is not None:
        return field.queryset.model
    within = field.parent if isinstance(field.parent, ManyRelatedField) else field
    model = model_of(within)
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
