"""The types of serializer fields, of their methods and of model properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from drf_spectacular import openapi
from drf_spectacular.drainage import get_override, has_override
from drf_spectacular.plumbing import append_meta, get_doc

if TYPE_CHECKING:
    from .bridge import Bridge

Schema = dict[str, Any]


class TypedFields(openapi.AutoSchema):
    """drf-spectacular's AutoSchema, to which a field may have a type of ours."""

    # This module is imported at production start, by every `@extend_schema`, and the translator
    # only when a schema is asked for: hence the imports inside the properties.

    @property
    def _bridge(self) -> Bridge:
        from .bridge import Bridge

        return Bridge.of(self.registry)

    @property
    def _hints(self) -> Any:
        from . import typehints

        return typehints

    # Whether the schema of the field at hand is ours; drf-spectacular copies it on its way here.
    _is_own = False

    def _map_serializer_field(self, field: Any, direction: Any, bypass_extensions: bool = False):  # type: ignore[no-untyped-def]
        from .nulls import with_meta
        from .registered import sheltered

        override = get_override(field, "field") if has_override(field, "field") else None
        schema = self._own_schema(override, field) if override is not None else None
        if schema is not None:
            meta = self._get_serializer_field_meta(field, direction)
            return sheltered(with_meta(schema, meta, self._bridge.translator.builder))
        self._is_own = False
        schema = super()._map_serializer_field(field, direction, bypass_extensions)
        own, self._is_own = self._is_own, False  # the field around this one is another
        return self._admitting_null(schema, own) if schema else schema

    def _admitting_null(self, schema: Schema, own: bool) -> Schema:
        """A field's schema with a sound null, where the schema or the document is ours."""
        from .nulls import admitting_null, refers_to_ours
        from .registered import sheltered

        if own or self._bridge.public or refers_to_ours(schema):
            schema = admitting_null(schema, self._bridge.translator.builder)
        return sheltered(schema) if own else schema

    def _map_response_type_hint(self, method: Any) -> Any:
        override = get_override(method, "field")
        schema = self._own_schema(override, method) if override else self._own_return(method)
        self._is_own = schema is not None
        if schema is None:
            return super()._map_response_type_hint(method)
        description = get_doc(getattr(method, "func", method))
        return append_meta(schema, {"description": description}) if description else schema

    def _own_schema(self, hint: Any, owner: Any) -> Schema | None:
        """The schema of the type in `@extend_schema_field(T)`; None to leave it alone."""
        return self._hints.schema_of_override(hint, owner, self._bridge)  # type: ignore[no-any-return]

    def _own_return(self, method: Any) -> Schema | None:
        """The schema of an annotated method or property; None to leave it alone."""
        return self._hints.schema_of_return(method, self._bridge)  # type: ignore[no-any-return]
