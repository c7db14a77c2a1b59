"""DRF serializers that need a component for what they take and another for what they return."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework.serializers import BaseSerializer, Serializer

from .sources import has_type, keeps_its_fields
from .upstream import force_instance


def returns_otherwise(serializer: Any, around: frozenset[type] = frozenset()) -> bool:
    """Whether something inside a DRF serializer returns a type of ours, and takes its fields.

    `around` are the classes of the serializers it stands in: one may hold itself.
    """
    around |= {type(serializer)}
    return any(
        (has_type(inner) and keeps_its_fields(inner, "request"))
        or (type(inner) not in around and returns_otherwise(inner, around))
        for inner in map(force_instance, _inside(serializer))
    )


def _inside(serializer: Any) -> Iterable[Any]:
    if isinstance(serializer, PolymorphicProxySerializer):
        every: Any = serializer.serializers
        return every.values() if isinstance(every, dict) else every
    if hasattr(serializer, "child"):
        return (serializer.child,)
    # Another's extension says itself what is in a serializer.
    if not isinstance(serializer, Serializer) or OpenApiSerializerExtension.get_match(serializer):
        return ()
    return (
        field
        for field in serializer.fields.values()
        if (isinstance(field, BaseSerializer) or hasattr(field, "child")) and not field.write_only
    )
