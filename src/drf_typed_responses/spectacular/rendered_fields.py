"""The fields of a DRF serializer that it always renders or requires, for a public document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from drf_spectacular.settings import spectacular_settings
from rest_framework.fields import Field, FileField, empty
from rest_framework.serializers import Serializer as DRFSerializer

from ..exceptions import TranslationError
from ..openapi.versions import dialect_of_version
from .model_sources import source_of
from .rendered_null import renders_null
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


def reads_otherwise(serializer: Any) -> bool:
    """Whether the request of a DRF serializer needs a component of its own.

    It does if a field renders other values than it reads, such as null, or if the serializer always
    renders a field that a request may leave out.
    """
    return any(map(_differs, serializer.fields.values()))


def _differs(field: AnyField) -> bool:
    if field.read_only or field.write_only:
        return _is_required_one_way(field) or (field.read_only and _is_represented(field))
    if _is_represented(field) or _is_file(field):
        return True
    null = not field.allow_null and renders_null(field)
    return null or (not field.required and always_rendered(field))


def _is_required_one_way(field: AnyField) -> bool:
    """Whether the schema requires a field that the other direction never has.

    OpenAPI 3.0 limits the `required` of a `readOnly` or `writeOnly` property to its direction.
    JSON Schema, which 3.1 uses, does not. Source: OpenAPI 3.0.3 "Schema Object".
    """
    required = always_rendered(field) if field.read_only else field.required
    return required and dialect_of_version(spectacular_settings.OAS_VERSION) != "3.0"


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


def serializer_around(field: Any) -> Any:
    """The serializer of which a field, or a field around it, is a field; None for one alone."""
    parent = getattr(field, "parent", None)
    return (
        parent if parent is None or isinstance(parent, DRFSerializer) else serializer_around(parent)
    )


def is_of_other_direction(field: Any, direction: str | None) -> bool:
    """Whether a field of a serializer is only rendered or only read, and not in this direction."""
    if not isinstance(field.parent, DRFSerializer):
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
