"""Schemas of serializer fields, of their methods and of model properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular import openapi

from . import upstream
from .upstream import AutoSchemaHooks, Override, Schema, append_meta, get_doc

if TYPE_CHECKING:
    from types import ModuleType

    from drf_spectacular.utils import Direction

    from .document_types import DocumentTypes


class TypedFields(AutoSchemaHooks, openapi.AutoSchema):  # pyright: ignore[reportIncompatibleMethodOverride]
    """drf-spectacular's AutoSchema for fields, methods and properties with types of ours."""

    # Every `@extend_schema` imports this module at production start. The imports inside functions
    # keep the translator from being loaded before a schema is generated.

    @property
    def _types(self) -> DocumentTypes:
        from .document_types import DocumentTypes

        return DocumentTypes.of(self.registry)

    @property
    def _hints(self) -> ModuleType:
        from . import typehints

        return typehints

    # Whether the schema of the current field is ours. A flag, because drf-spectacular copies the
    # schema between `map_return_hint` and `map_field`.
    _is_own = False

    def map_field(self, field: object, direction: Direction, bypass_extensions: bool) -> Schema:
        """The schema of a field, made by us if its type is ours, with a corrected `nullable`."""
        from .nullability import with_meta
        from .registry_components import hidden_from_enum_hook

        override = upstream.override(field, Override.FIELD)
        schema = self._own_schema(override, field) if override is not None else None
        if schema is not None:
            meta = upstream.field_meta(self, field, direction)
            return hidden_from_enum_hook(with_meta(schema, meta, self._types.translator))
        self._is_own = False
        schema = super().map_field(field, direction, bypass_extensions)
        own, self._is_own = self._is_own, False  # the schema of the outer field may be another one
        return self._admitting_null(schema, own) if schema else schema

    def _admitting_null(self, schema: Schema, own: bool) -> Schema:
        """A field's schema, with a corrected `nullable` if the schema or the document is ours."""
        from .nullability import admitting_null, refers_to_ours
        from .registry_components import hidden_from_enum_hook

        if own or self._types.public or refers_to_ours(schema):
            schema = admitting_null(schema, self._types.translator)
        return hidden_from_enum_hook(schema) if own else schema

    def map_return_hint(self, method: object) -> Schema:
        """The schema of an annotated method or property, made by us if its type is ours."""
        override = upstream.override(method, Override.FIELD)
        schema = self._own_schema(override, method) if override else self._own_return(method)
        self._is_own = schema is not None
        if schema is None:
            return super().map_return_hint(method)
        description = get_doc(getattr(method, "func", method))
        return append_meta(schema, {"description": description}) if description else schema

    def _own_schema(self, hint: object, owner: object) -> Schema | None:
        """The schema of T in `@extend_schema_field(T)`; None to leave it to drf-spectacular."""
        return self._hints.schema_of_override(hint, owner, self._types)  # type: ignore[no-any-return]

    def _own_return(self, method: object) -> Schema | None:
        """The schema of a return annotation; None to leave it to drf-spectacular."""
        return self._hints.schema_of_return(method, self._types)  # type: ignore[no-any-return]
