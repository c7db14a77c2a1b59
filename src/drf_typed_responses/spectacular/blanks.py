"""Fields that render "" although their format, pattern, least length or choices do not admit it."""

from __future__ import annotations

from typing import Any

from rest_framework.serializers import CharField, ChoiceField

from ..translate import Translator
from .model_sources import column_of
from .nullability import admitting_null
from .upstream import Schema

_REFUSING = ("format", "pattern", "minLength")
_ANNOTATIONS = ("readOnly", "writeOnly", "nullable", "deprecated", "description", "title")
_BLANK = {"type": "string", "maxLength": 0}


def admit_blank(field: object, schema: Schema, translator: Translator) -> None:
    """Let the schema of a text field or choice admit "", if the field may render it; in place.

    drf-spectacular does so for a field with `allow_blank`, for a format since 0.30. A field that is
    only read has none, and renders what the model's field may hold.
    """
    if "enum" in schema and isinstance(field, ChoiceField):
        if "" not in schema["enum"] and _may_be_blank(field):
            schema["enum"] = [*schema["enum"], ""]
        return
    if "oneOf" not in schema and _may_be_blank(field) and any(key in schema for key in _REFUSING):
        inner = {key: schema.pop(key) for key in [*schema] if key not in _ANNOTATIONS}
        schema["oneOf"] = [inner, dict(_BLANK)]
    if _BLANK in schema.get("oneOf", ()):
        # For a reader that takes `format` for an annotation, "" fits both.
        schema["anyOf"] = schema.pop("oneOf")
        admitted = {**admitting_null(schema, translator)}
        schema.clear()
        schema.update(admitted)


def _may_be_blank(field: Any) -> bool:
    if not isinstance(field, (CharField, ChoiceField)):
        return False
    if field.allow_blank or not field.read_only:
        return bool(field.allow_blank)
    column = column_of(field)
    return getattr(column, "blank", False) and bool(column.empty_strings_allowed)
