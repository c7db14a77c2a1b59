"""The fields of a DRF serializer as it renders and requires them, for a public document."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist
from rest_framework.fields import Field, empty
from rest_framework.serializers import ModelSerializer

from .upstream import Schema

if TYPE_CHECKING:
    AnyField: TypeAlias = Field[Any, Any, Any, Any]


def always_rendered(field: AnyField) -> bool:
    """Whether a serializer renders the field of every instance, or fails.

    `rest_framework.fields.Field.get_attribute` skips a field whose value it does not find, unless
    the field is required, has a default or may be null.
    """
    found = field.required or field.default is not empty or field.allow_null
    return found or not field.source_attrs or _is_of_model(field)


def _is_of_model(field: Any) -> bool:
    """Whether the source of a field is an attribute of every instance of its serializer's model."""
    if not isinstance(field.parent, ModelSerializer):
        return False
    *through, last = field.source_attrs
    model: Any = getattr(getattr(field.parent, "Meta", None), "model", None)
    for name in through:
        model = model and _always_related(model, name)
    missing = object()
    return model is not None and inspect.getattr_static(model, last, missing) is not missing


def _always_related(model: Any, name: str) -> Any:
    """The model of a relation that leads to one instance or raises ObjectDoesNotExist, else None.

    For ObjectDoesNotExist a serializer renders null.
    """
    try:
        relation = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    to_one = relation.one_to_one or relation.many_to_one
    return (
        relation.related_model if to_one and (relation.auto_created or not relation.null) else None
    )


def reads_otherwise(serializer: Any) -> bool:
    """Whether a DRF serializer renders a field always that a request may leave out."""
    return any(_differs(field) for field in serializer.fields.values())


def _differs(field: AnyField) -> bool:
    one_way = field.read_only or field.write_only
    return not one_way and always_rendered(field) and not field.required


def as_rendered(
    schema: Schema, fields: Mapping[str, AnyField], one_way: str | None, partial: bool
) -> Schema:
    """The schema of a serializer's fields with the fields and the `required` of its direction.

    `one_way` is the direction of a component that has only one, "request" or "response". A partial
    one requires nothing.
    """
    hides = {"request": "read_only", "response": "write_only"}.get(one_way or "", "")
    properties = {
        name: declared
        for name, declared in schema.get("properties", {}).items()
        if not (hides and getattr(fields[name], hides))
    }
    required = [name for name in properties if not partial and _required(fields[name], one_way)]
    rest = {k: v for k, v in schema.items() if k not in ("properties", "required")}
    return {**rest, **_filled(properties=properties, required=sorted(required))}


def _required(field: AnyField, one_way: str | None) -> bool:
    """Whether each value of a direction has the field; without one, in both directions."""
    if field.read_only or one_way == "response":
        return always_rendered(field)
    return field.required


def _filled(**members: Any) -> Schema:
    return {name: value for name, value in members.items() if value}
