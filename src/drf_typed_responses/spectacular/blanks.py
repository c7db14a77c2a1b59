"""Text fields that render "" although their format, pattern or least length does not admit it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from rest_framework.serializers import CharField

from ..translate import Translator
from .nullability import admitting_null
from .upstream import Schema

_REFUSING = ("format", "pattern", "minLength")
_ANNOTATIONS = ("readOnly", "writeOnly", "nullable", "deprecated", "description", "title")
_BLANK = {"type": "string", "maxLength": 0}


def admit_blank(field: object, schema: Schema, translator: Translator) -> None:
    """Let the schema of a text field admit "", if the field may render it; changed in place.

    drf-spectacular does so since 0.30, for a field with `allow_blank`. A field that is only read
    has none, and renders what the model's field may hold.
    """
    if "oneOf" not in schema and _may_be_blank(field) and any(key in schema for key in _REFUSING):
        inner = {key: schema.pop(key) for key in [*schema] if key not in _ANNOTATIONS}
        schema["oneOf"] = [inner, dict(_BLANK)]
    if _BLANK in schema.get("oneOf", ()):
        admitted = {**admitting_null(schema, translator)}
        schema.clear()
        schema.update(admitted)


def _may_be_blank(field: Any) -> bool:
    if not isinstance(field, CharField):
        return False
    return field.allow_blank or (field.read_only and _is_blank_in_model(field))


def _is_blank_in_model(field: Any) -> bool:
    model: Any = getattr(getattr(field.parent, "Meta", None), "model", None)
    try:
        return model is not None and bool(model._meta.get_field(field.source).blank)
    except FieldDoesNotExist:
        return False
