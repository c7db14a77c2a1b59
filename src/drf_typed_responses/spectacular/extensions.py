"""The extension that works beside drf-spectacular's own AutoSchema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import Direction

from . import upstream

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema


class TypedResponseExtension(upstream.ExtensionHooks, OpenApiSerializerExtension):
    """A serializer whose response has a type of ours is the component of that type."""

    # A project's own extension for a serializer goes first.
    priority = -1

    # This module is imported at production start, the translator only when a schema is asked for:
    # hence the imports inside.

    @classmethod
    def matches(cls, target: Any) -> bool:
        """Whether what is given as a serializer has a type of ours."""
        from .sources import has_type

        return has_type(target)

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        """The key under which the component already stands in the registry.

        drf-spectacular looks the name up before it maps the serializer, and finds our component.
        """
        from .sources import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return None
        return self._component(auto_schema).registry_name

    def get_identity(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        from .sources import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return None
        return self._component(auto_schema).object

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        from .sources import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return upstream.fields_schema(auto_schema, self.target, direction)
        return self._component(auto_schema).ref

    def _component(self, auto_schema: AutoSchema) -> Any:
        from .bridge import Bridge

        bridge = Bridge.of(auto_schema.registry)
        # A list view makes the list itself.
        many = getattr(self.target, "many", False)
        if many and not upstream.is_list_view(auto_schema, self.target):
            return bridge.many(self.target)
        return bridge.component(self.target)
