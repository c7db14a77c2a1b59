"""Decides which DRF serializers are one component as a request and another as a response."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer
from rest_framework.serializers import Serializer as DRFSerializer

from .declared_types import has_type, keeps_its_fields
from .polymorphic import arms_by_model
from .rendered_fields import reads_otherwise
from .representations import is_represented
from .upstream import force_instance, give_context

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema


def responds_with_other_shape(
    serializer: object,
    auto_schema: AutoSchema,
    public: bool,
    around: frozenset[type] = frozenset(),
) -> bool:
    """Whether a DRF serializer is one component as a request and another as a response.

    It is if a serializer inside reads its fields and returns a type of ours; in a public document
    also if it or one inside renders other values than it reads, or always renders a field that a
    request may leave out. `around` are the classes of the serializers that contain this one, which
    may contain itself.
    """
    if lists_fields(serializer):
        around |= {type(serializer)}
        give_context(auto_schema, serializer)
    if public and (
        is_represented(serializer) or (lists_fields(serializer) and reads_otherwise(serializer))
    ):
        return True
    return any(
        (has_type(inner) and keeps_its_fields(inner, "request"))
        or (
            type(inner) not in around
            and responds_with_other_shape(inner, auto_schema, public, around)
        )
        for inner in map(force_instance, serializers_inside(serializer, public))
    )


def serializers_inside(serializer: Any, public: bool) -> Iterable[object]:
    """The serializers, and the fields with a child, directly inside one of these."""
    if isinstance(serializer, PolymorphicProxySerializer):
        every: Any = serializer.serializers
        return every.values() if isinstance(every, dict) else every
    if public and (arms := arms_by_model(serializer)):
        return arms.values()
    if hasattr(serializer, "child"):
        return (serializer.child,)
    if not lists_fields(serializer):
        return ()
    return (
        field
        for field in serializer.fields.values()
        if (isinstance(field, BaseSerializer) or hasattr(field, "child"))
        and (public or not field.write_only)
    )


def lists_fields(serializer: object) -> bool:
    """Whether the fields of a serializer make its schema, not another package's extension."""
    is_of_drf = isinstance(serializer, DRFSerializer)
    return is_of_drf and OpenApiSerializerExtension.get_match(serializer) is None
