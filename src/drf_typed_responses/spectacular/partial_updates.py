"""Partial updates: the request requires nothing, and the response lacks what a default renders."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.fields import Field, empty
from rest_framework.serializers import Serializer as DRFSerializer

from .declared_types import has_type
from .model_sources import source_of
from .polymorphic import arms_by_model
from .representations import is_represented
from .shared_fields import SharedFields
from .split_components import lists_fields, serializers_inside
from .upstream import Override, Schema, in_context, override

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema


def as_read(serializer: Any, is_reached: bool, direction: str) -> Any:
    """A serializer with the `partial` that REST framework applies to it in a direction.

    `rest_framework.fields.Field.validate_empty_values` asks the outermost serializer alone, so its
    `partial` reaches those inside (`is_reached`), and their own has no effect. A serializer that
    `@extend_schema_field` names is not inside. A response has `required` of its own.
    """
    if direction == "request" and getattr(serializer, "parent", None) is None:
        return serializer
    partial = direction == "request" and is_reached and not _is_only_rendered(serializer)
    if getattr(serializer, "partial", False) == partial:
        return serializer
    read = copy.copy(serializer)
    read.partial = partial
    return read


def _is_only_rendered(field: Any) -> bool:
    """Whether a field, or a list or mapping around it, is read-only."""
    around = field.parent
    inside = around is not None and not isinstance(around, DRFSerializer)
    return field.read_only or (inside and _is_only_rendered(around))


def admit_several(serializer: object, schema: Schema) -> None:
    """Let a body fit several of the serializers, which require nothing that tells them apart."""
    one_of_several = isinstance(serializer, PolymorphicProxySerializer) or arms_by_model(serializer)
    if one_of_several and "oneOf" in schema:
        rest = {**schema}
        schema.clear()
        schema.update({"anyOf": rest.pop("oneOf"), **rest})


def require_less(serializer: object, auto_schema: AutoSchema, shared: SharedFields) -> None:
    """Let the components of a response, which is that of a partial update, lack what DRF skips.

    A component is that of all operations, so the responses of others may lack it too.
    """
    for each, names in _left_out(in_context(auto_schema, serializer), auto_schema, shared):
        component = auto_schema.resolve_serializer(each, "response")
        schema: Schema = component.schema or {}  # of a serializer that renders no field
        required = [name for name in schema.pop("required", ()) if name not in names]
        if required:
            schema["required"] = required


def _left_out(
    serializer: Any,
    auto_schema: AutoSchema,
    shared: SharedFields,
    around: frozenset[type] = frozenset(),
) -> Iterator[tuple[Any, frozenset[str]]]:
    """The DRF serializers of a response, with the fields that a partial update may leave out.

    `rest_framework.fields.Field.get_default` skips a field if the outermost serializer is partial.
    `around` are the classes of the serializers that contain this one.
    """
    if has_type(serializer) or is_represented(serializer):
        return  # an annotation says what is rendered
    if lists_fields(serializer):
        around |= {type(serializer)}
        shared.give(serializer)
        yield serializer, _by_default(serializer)
    hidden = override(serializer, Override.EXCLUDED_FIELDS, [])
    for given in serializers_inside(serializer, public=True):
        inner = in_context(auto_schema, given)
        if not isinstance(inner, Field):
            continue  # a type, which is an alternative
        is_shown = not inner.write_only and inner.field_name not in hidden
        if is_shown and type(inner) not in around:
            yield from _left_out(inner, auto_schema, shared, around)


def _by_default(serializer: Any) -> frozenset[str]:
    """The fields that may have their value from a default."""
    return frozenset(
        name
        for name, field in serializer.fields.items()
        if field.default is not empty and field.source_attrs and not source_of(field).always
    )
