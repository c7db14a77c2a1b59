"""The extension that adds our types to views with drf-spectacular's own AutoSchema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import Direction, PolymorphicProxySerializer

from . import upstream, upstream_hooks

if TYPE_CHECKING:
    from drf_spectacular.openapi import AutoSchema


class TypedProxyExtension(upstream_hooks.ExtensionHooks, upstream_hooks.ProxyHooks):
    """Documents a PolymorphicProxySerializer of which some alternatives are types."""

    priority = 0

    @classmethod
    def matches(cls, target: object) -> bool:
        """Whether a target is such a proxy."""
        if not isinstance(target, PolymorphicProxySerializer):
            return False
        from drf_typed_responses.spectacular.typehints import is_hint

        given: Any = target.serializers
        return any(map(is_hint, given.values() if isinstance(given, dict) else given))

    def prepared(self, serializer: Any) -> Any:
        """An alternative in the form of a serializer."""
        from drf_typed_responses.spectacular.alternatives import Alternative
        from drf_typed_responses.spectacular.typehints import is_hint

        return Alternative(serializer) if is_hint(serializer) else super().prepared(serializer)


class TypedResponseExtension(upstream_hooks.ExtensionHooks, OpenApiSerializerExtension):
    """Documents a serializer that declares a type of ours as the component of that type."""

    # An extension of the project for the same serializer takes precedence.
    priority = -1

    # This module is imported at production start. The imports inside functions keep the translator
    # from being loaded before a schema is generated.

    @classmethod
    def matches(cls, target: object) -> bool:
        """Whether a target that is given as a serializer declares a type of ours."""
        from drf_typed_responses.spectacular.declared_types import has_type

        return has_type(target)

    def get_name(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        """The key under which our component is registered; None to let drf-spectacular name it.

        drf-spectacular looks it up before it maps the serializer, and finds our component.
        """
        from drf_typed_responses.spectacular.declared_types import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return None
        return self._component(auto_schema).registry_name

    def get_identity(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        """The identity of our component; None to leave it to drf-spectacular."""
        from drf_typed_responses.spectacular.declared_types import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return None
        return self._component(auto_schema).object

    def map_serializer(self, auto_schema: AutoSchema, direction: Direction) -> Any:
        """The reference to our component, or the schema of a DRF serializer's request."""
        from drf_typed_responses.spectacular.declared_types import keeps_its_fields

        if keeps_its_fields(self.target, direction):
            return upstream.fields_schema(auto_schema, self.target, direction)
        return self._component(auto_schema).ref

    def _component(self, auto_schema: AutoSchema) -> Any:
        from drf_typed_responses.spectacular.document_types import DocumentTypes

        types = DocumentTypes.of(auto_schema.registry)
        # drf-spectacular itself makes the list of a list view.
        many = getattr(self.target, "many", False)
        if many and not upstream.is_list_view(auto_schema, self.target):
            return types.list_component(self.target)
        return types.component(self.target)


def is_extended(cls: type) -> bool:
    """Whether an extension of another package, or of the project, describes a serializer."""
    match = OpenApiSerializerExtension.get_match(cls)
    return match is not None and not isinstance(match, TypedResponseExtension)
