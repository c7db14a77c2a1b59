"""Schemas of serializer fields, of their methods and of model properties."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from drf_spectacular import openapi

from . import upstream
from .instance_attributes import set_on
from .upstream import ComponentRegistry, Override, Schema, append_meta, get_doc
from .upstream_hooks import AutoSchemaHooks

if TYPE_CHECKING:
    from types import ModuleType

    from drf_spectacular.utils import Direction

    from .document_types import DocumentTypes


class TypedFields(AutoSchemaHooks, openapi.AutoSchema):  # pyright: ignore[reportIncompatibleMethodOverride]
    """drf-spectacular's AutoSchema for fields, methods and properties with types of ours."""

    # Every `@extend_schema` imports this module at production start. The imports inside functions
    # keep the translator from being loaded before a schema is generated. They run for each field,
    # and are absolute because Python resolves a relative one each time, three times as slowly.

    # drf-spectacular sets the registry of each document: a view shares this object with others.
    _given_registry: ComponentRegistry | None = None

    @property
    def registry(self) -> ComponentRegistry:
        """The components of the document; new ones if a project maps a field outside of any."""
        if self._given_registry is None:
            self._given_registry = ComponentRegistry()
        return self._given_registry

    @registry.setter
    def registry(self, registry: ComponentRegistry) -> None:
        self._given_registry = registry
        vars(self).pop("_types", None)

    # Each field asks several times, so the registry does not look for them each time.
    @cached_property
    def _types(self) -> DocumentTypes:
        from drf_typed_responses.spectacular.document_types import DocumentTypes

        return DocumentTypes.of(self.registry)

    @property
    def _hints(self) -> ModuleType:
        from drf_typed_responses.spectacular import typehints

        return typehints

    @property
    def _stand_ins(self) -> ModuleType:
        from drf_typed_responses.spectacular import stand_ins

        return stand_ins

    # Whether the schema of the current field is ours. A flag, because drf-spectacular copies the
    # schema between `map_return_hint` and `map_field`.
    _is_own = False

    def map_field(
        self, field: Any, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        """The schema of a field, made by us if its type is ours, with a corrected `nullable`.

        None for a field that the component of this direction leaves out. A serializer inside that
        has no fields in this direction is an object, if public: DRF renders and asks for one.
        """
        if self._is_left_out(field, direction):
            return None
        override = upstream.override(field, Override.FIELD)
        schema = self._own_schema(override, field) if override is not None else None
        if schema is not None:
            return self._described(schema, field, direction)
        from drf_typed_responses.spectacular.mixed_choices import mixed_choices, with_labels
        from drf_typed_responses.spectacular.withheld_choices import withheld_choice

        chosen = withheld_choice(field, self._types)
        if chosen is not None:
            return chosen.without_default(self._described(chosen.schema, field, direction))
        rendered = self._rendered(field, direction)
        if rendered is not None and rendered not in _LOOSE:
            return self._described_output(rendered, field, direction)
        mixed = mixed_choices(field, self._types)
        if mixed is not None:
            return with_labels(self._described(mixed, field, direction), field)
        return self._of_upstream(field, rendered, direction, *given, **named)

    def _of_upstream(
        self, field: Any, rendered: Schema | None, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        """The schema that drf-spectacular makes of a field, corrected by what it renders."""
        self._is_own = False
        schema = super().map_field(field, direction, *given, **named)
        own, self._is_own = self._is_own, False  # the schema of the outer field may be another one
        if schema is None and self._types.public:
            return self._described(_without_fields(field), field, direction)
        if rendered and schema is not None and not _is_of_kind(rendered, schema):
            return self._described_output(rendered, field, direction)
        if not schema:
            return schema
        from drf_typed_responses.spectacular.withheld_choices import without_withheld

        corrected = self._corrected(schema, field, own, direction)
        return without_withheld(corrected, field, self._types)

    def _is_left_out(self, field: Any, direction: Direction) -> bool:
        from drf_typed_responses.spectacular.rendered_fields import is_of_other_direction

        public = self._types.public
        return (
            public and is_of_other_direction(field, direction) and self._is_of_one_direction(field)
        )

    def _is_of_one_direction(self, field: Any) -> bool:
        """Whether a field is of a serializer whose component is only of the current direction."""
        from drf_typed_responses.spectacular.rendered_fields import serializer_around

        serializer = serializer_around(field)
        return serializer is not None and self._types.has_one_direction(serializer, self)

    def _renders_null(self, field: Any, direction: Direction) -> bool:
        """Whether a field that does not say so may be null in a public response."""
        if not self._types.public or not getattr(field, "parent", None):
            return False
        from drf_typed_responses.spectacular.rendered_null import renders_null

        return (direction == "response" or field.read_only) and renders_null(field)

    def _described(self, schema: Schema, field: object, direction: Direction) -> Schema:
        """A schema of ours with the keywords of a field."""
        from drf_typed_responses.spectacular.registry_components import hidden_from_enum_hook

        allowed = upstream.field_meta(self, field, direction).get("nullable")
        if allowed or self._renders_null(field, direction):
            schema = self._types.translator.nullable(schema)
        described = super().map_field(upstream.with_schema(field, schema), direction)
        return hidden_from_enum_hook(described or {})

    def _rendered(self, field: object, direction: Direction) -> Schema | None:
        """The schema of an annotated `to_representation` in a public response; None without one."""
        if not self._types.public or direction != "response":
            return None
        return self._hints.schema_of_representation(field, self._types)  # type: ignore[no-any-return]

    def _described_output(self, schema: Schema, field: object, direction: Direction) -> Schema:
        """The schema of what a field renders, with the keywords of the field that fit it."""
        from drf_typed_responses.spectacular.registry_components import Rendered

        described = self._described(schema, field, direction)
        return Rendered({k: v for k, v in described.items() if k != "minLength" or k in schema})

    def insert_limits(self, field: object, schema: Schema) -> None:
        """Add the limits of a field's validators to its schema, unless it is of the output only."""
        from drf_typed_responses.spectacular.blanks import admit_blank
        from drf_typed_responses.spectacular.registry_components import Rendered
        from drf_typed_responses.spectacular.rendered_values import (
            make_extensions_free,
            make_numbers,
        )

        public = self._types.public
        if not isinstance(schema, Rendered):
            super().insert_limits(field, schema)
            if public:
                admit_blank(field, schema, self._types.translator)
        if public:
            make_numbers(schema)
            make_extensions_free(field, schema)

    def _corrected(self, schema: Schema, field: object, own: bool, direction: Direction) -> Schema:
        """A field's schema, corrected if it or the document is ours: null and rendered values."""
        from drf_typed_responses.spectacular.nullability import (
            admitting_null,
            refers_to_ours,
            with_null,
        )
        from drf_typed_responses.spectacular.registry_components import hidden_from_enum_hook
        from drf_typed_responses.spectacular.rendered_values import as_rendered, as_upload

        public = self._types.public
        if public:
            schema = as_rendered(field, schema)
        if public and direction == "request" and self._is_of_one_direction(field):
            schema = as_upload(field, schema)
        if own or public or refers_to_ours(schema):
            schema = admitting_null(schema, self._types.translator)
        if self._renders_null(field, direction):
            schema = with_null(schema, self._types.translator)
        return hidden_from_enum_hook(schema) if own else schema

    # Whether the current field is read by a partial update.
    _is_partial = False

    def map_fields(self, serializer: Any, direction: Direction) -> Schema:
        """The schema of a DRF serializer's fields; if public, it requires what DRF does."""
        from drf_typed_responses.spectacular.rendered_fields import as_required

        if not self._types.public:
            return self._ended(super().map_fields(serializer, direction), serializer)
        if not ("fields" in vars(serializer) or hasattr(type(serializer), "fields")):
            self._types.report(self._hints.unknown_request(serializer))
            return {}
        self._types.shared_fields.give(serializer)
        is_patched = upstream.is_patched_serializer(serializer, direction)
        with set_on(self, _is_partial=is_patched and direction == "request"):
            schema = self._ended(super().map_fields(serializer, direction), serializer)
        if is_patched:
            return schema
        self._report_unsaid(serializer.fields[name] for name in schema.get("properties", ()))
        one_way = direction if self._types.has_one_direction(serializer, self) else None
        return as_required(schema, serializer.fields, one_way)

    def _ended(self, schema: Schema, serializer: Any) -> Schema:
        """The schema with the sunsets of fields that `Sunset` above the serializer names."""
        from drf_typed_responses.translate.metadata import sunsets_of

        properties = schema.get("properties", {})
        for name, sunset in sunsets_of(type(serializer)).items():
            if name in properties:
                properties[name] = append_meta(properties[name], sunset.keywords)
        return schema

    def _report_unsaid(self, fields: Iterable[Any]) -> None:
        """Report the fields of which neither they nor the model says whether they may be null."""
        from drf_typed_responses.spectacular.rendered_null import unsaid_null

        for field in fields:
            method = unsaid_null(field)
            if method is not None:
                path = f"{type(field.parent).__name__}.{field.field_name}"
                self._types.report_unsaid(method, path)

    def map_return_hint(self, method: object) -> Schema:
        """The schema of an annotated method or property, made by us if its type is ours."""
        override = upstream.override(method, Override.FIELD)
        schema = self._own_schema(override, method) if override else self._own_return(method)
        self._is_own = schema is not None
        if schema is None:
            return super().map_return_hint(method)
        if schema:  # an empty one, for a refused type, would be taken for none
            schema = super().map_return_hint(upstream.with_schema(method, schema))
        description = get_doc(getattr(method, "func", method))
        return append_meta(schema, {"description": description}) if description else schema

    def _own_schema(self, hint: object, owner: object) -> Schema | None:
        """The schema of T in `@extend_schema_field(T)`; None to leave it to drf-spectacular."""
        return self._hints.schema_of_override(hint, owner, self._types)  # type: ignore[no-any-return]

    def _own_return(self, method: object) -> Schema | None:
        """The schema of a return annotation; None to leave it to drf-spectacular."""
        return self._hints.schema_of_return(method, self._types)  # type: ignore[no-any-return]


# The schemas of `dict` and `list`, which say less than drf-spectacular's schema of such a field.
_LOOSE = ({"type": "object", "additionalProperties": {}}, {"type": "array", "items": {}})


def _without_fields(field: Any) -> Schema:
    """The schema of a serializer without fields, or of a field with one inside."""
    inner = {"type": "object"}
    return {"type": "array", "items": inner} if hasattr(field, "child") else inner


def _is_of_kind(loose: Schema, plain: Schema) -> bool:
    kinds = plain.get("type")
    return loose["type"] in (kinds if isinstance(kinds, list) else [kinds])
