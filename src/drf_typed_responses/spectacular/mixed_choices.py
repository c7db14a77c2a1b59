"""Fields whose choices have values of several JSON types, on which drf-spectacular fails.

It sorts the values to name the enum, and Python does not compare `1` and `"all"`. The schema is
that of `Literal[1, "all"]`: one `enum` for each type.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.settings import spectacular_settings
from rest_framework.fields import ChoiceField, MultipleChoiceField

from ..exceptions import TranslationError, UnsupportedTypeError
from ..translate.module_source import class_line
from ..translate.schema_builder import any_of, by_json_type
from .document_types import DocumentTypes
from .rendered_fields import serializer_around
from .upstream import Schema

_JSON = (str, int, float)


def mixed_choices(field: object, types: DocumentTypes) -> Schema | None:
    """The schema of such a field, or of a list of its values; None for any other field.

    Choices that JSON cannot write are reported, and hold anything.
    """
    if not isinstance(field, ChoiceField) or field.parent is None or _is_sortable(field):
        return None  # without parent it is that of a filter, whose type is all that is read
    values = [*field.choices, *([""] if field.allow_blank else [])]
    if not all(isinstance(value, _JSON) for value in values if value is not None):
        types.report(_error(field))
        return {}
    schema = any_of(by_json_type(value for value in values if value is not None))
    if None in values:
        schema = types.translator.nullable(schema)
    return {"type": "array", "items": schema} if isinstance(field, MultipleChoiceField) else schema


def with_labels(schema: Schema, field: Any) -> Schema:
    """The schema with the labels of the choices in its description, as drf-spectacular has them."""
    if not spectacular_settings.ENUM_GENERATE_CHOICE_DESCRIPTION:
        return schema
    # Source: drf_spectacular.plumbing.build_choice_description_list.
    labels = "\n".join(f"* `{value}` - {label}" for value, label in field.choices.items())
    said = [text for text in (schema.get("description"), labels) if text]
    return {**schema, "description": "\n\n".join(said)}


def _is_sortable(field: Any) -> bool:
    # The condition of drf_spectacular.plumbing.build_choice_field.
    try:
        sorted(value for value in field.choices if value not in ("", None))
    except TypeError:
        return False
    return True


def _error(field: Any) -> TranslationError:
    cls = type(serializer_around(field) or field)
    kinds = sorted({type(value).__name__ for value in field.choices})
    return UnsupportedTypeError(
        f"the choices of {field.field_name} have values of the types {', '.join(kinds)}, of which "
        "not all are written in JSON",
        hint="Give the choices values of str, int, float or bool, or describe the field with "
        "@extend_schema_field(...).",
    ).at(*class_line(cls))
