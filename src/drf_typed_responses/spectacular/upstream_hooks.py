"""The classes that drf-spectacular calls: each hook stands for one of its private methods.

Together with `upstream.py` and `upstream_texts.py`, the only module that names what drf-spectacular
does not document.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from django.urls import Resolver404, get_resolver
from drf_spectacular.plumbing import ComponentRegistry, detype_patterns
from drf_spectacular.serializers import PolymorphicProxySerializerExtension
from rest_framework.exceptions import NotFound

from .instance_attributes import set_on
from .upstream import Schema, know_missing_gis
from .upstream_texts import look_lines_up_late

if TYPE_CHECKING:
    from drf_spectacular.generators import EndpointEnumerator as _Enumerator
    from drf_spectacular.generators import SchemaGenerator as _Generator
    from drf_spectacular.openapi import AutoSchema as _AutoSchema
    from drf_spectacular.utils import Direction
    from rest_framework.pagination import BasePagination
else:
    # Mixins: this module is imported while `drf_spectacular.openapi` is still being imported.
    _AutoSchema = _Enumerator = _Generator = object


class AutoSchemaHooks(_AutoSchema):
    """A mixin for drf-spectacular's AutoSchema: each hook stands for one of its private methods.

    A subclass overrides the hook, and calls `super()` for drf-spectacular's own result.
    `given` and `named` are arguments that drf-spectacular itself leaves out of some calls. They are
    passed on as they were given, because an override in a project's own AutoSchema may not have
    the parameters.
    """

    def _get_serializer(self) -> Any:
        return self.guess_serializer()

    def guess_serializer(self) -> Any:
        """The serializer of the view; None, and a message, without one."""
        return super()._get_serializer()

    def _map_serializer_field(
        self, field: object, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        return self.map_field(field, direction, *given, **named)

    def map_field(
        self, field: object, direction: Direction, *given: Any, **named: Any
    ) -> Schema | None:
        """The schema of a serializer field; None for a field without one in this direction."""
        return super()._map_serializer_field(field, direction, *given, **named)

    def _map_basic_serializer(self, serializer: Any, direction: Direction) -> Schema:
        return self.map_fields(serializer, direction)

    def map_fields(self, serializer: Any, direction: Direction) -> Schema:
        """The schema of a DRF serializer by its fields."""
        return super()._map_basic_serializer(serializer, direction)

    def _insert_field_validators(self, field: Any, schema: Schema) -> None:
        self.insert_limits(field, schema)

    def insert_limits(self, field: Any, schema: Schema) -> None:
        """Add the limits that a field's validators set to the field's schema."""
        super()._insert_field_validators(field, schema)

    def _map_response_type_hint(self, method: object) -> Schema:
        return self.map_return_hint(method)

    def map_return_hint(self, method: object) -> Schema:
        """The schema of the return annotation of a method or property."""
        schema: Any = super()._map_response_type_hint(method)
        return schema

    def _get_serializer_name(
        self, serializer: object, direction: Direction, *given: Any, **named: Any
    ) -> str:
        return self.make_component_name(serializer, direction, *given, **named)

    def make_component_name(
        self, serializer: object, direction: Direction, *given: Any, **named: Any
    ) -> str:
        """The name of a serializer's component."""
        return super()._get_serializer_name(serializer, direction, *given, **named)

    def _get_request_for_media_type(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, serializer: object, direction: Direction = "request"
    ) -> tuple[Schema, bool]:
        return self.make_request(serializer, direction)

    def make_request(self, serializer: object, direction: Direction) -> tuple[Schema, bool]:
        """`(schema, required)` of the request body that is declared for a media type."""
        request: Any = super()._get_request_for_media_type(serializer, direction)
        return request

    def _get_response_bodies(self, *given: Any, **named: Any) -> Schema:
        return self.make_responses(*given, **named)

    def make_responses(self, *given: Any, **named: Any) -> Schema:
        """The response objects of the operation, by status."""
        return super()._get_response_bodies(*given, **named)

    def _get_response_for_code(
        self, serializer: object, status_code: str, *given: Any, **named: Any
    ) -> Schema:
        return self.make_response(serializer, status_code, *given, **named)

    def make_response(
        self, serializer: object, status_code: str, *given: Any, **named: Any
    ) -> Schema:
        """The response object of one status; `serializer` is a value of `responses=`."""
        return super()._get_response_for_code(serializer, status_code, *given, **named)

    def _get_examples(
        self,
        serializer: object,
        direction: Direction,
        media_type: str,
        status_code: str | None = None,
        *given: Any,
        **named: Any,
    ) -> Schema:
        return self.make_examples(serializer, direction, media_type, status_code, *given, **named)

    def make_examples(
        self,
        serializer: object,
        direction: Direction,
        media_type: str,
        status_code: str | None,
        *given: Any,
        **named: Any,
    ) -> Schema:
        """The examples of one media type of a request, or of the response of a status."""
        return super()._get_examples(
            serializer, direction, media_type, status_code, *given, **named
        )

    def _is_list_view(self, *given: Any, **named: Any) -> bool:
        return self.returns_list(*given, **named)

    def returns_list(self, *given: Any, **named: Any) -> bool:
        """Whether the view returns a list; the argument is the serializer of its response."""
        return super()._is_list_view(*given, **named)

    def _is_create_operation(self) -> bool:
        return self.creates()

    def creates(self) -> bool:
        """Whether the operation returns 201."""
        return super()._is_create_operation()

    # A decorator overrides `get_override_parameters` in a subclass, so only the instance can
    # replace it by what `make_parameters` makes of its result.

    def _process_override_parameters(self, *given: Any, **named: Any) -> Any:
        declared = self.get_override_parameters()
        with set_on(self, get_override_parameters=lambda: self.make_parameters(declared)):
            return super()._process_override_parameters(*given, **named)

    def _get_response_headers_for_code(self, *given: Any, **named: Any) -> Schema:
        declared = self.get_override_parameters()
        headers = [each for each in declared if getattr(each, "response", None)]
        with set_on(self, get_override_parameters=lambda: self.make_parameters(headers)):
            return super()._get_response_headers_for_code(*given, **named)

    def make_parameters(self, given: list[Any]) -> list[Any]:
        """The parameters and response headers that a decorator declares."""
        return list(given)

    def _get_filter_parameters(self) -> list[Schema]:
        return self.make_filter_parameters()

    def make_filter_parameters(self) -> list[Schema]:
        """The query parameters of the view's filters."""
        know_missing_gis()
        return super()._get_filter_parameters()

    def _get_format_parameters(self) -> list[Schema]:
        return self.make_format_parameters()

    def make_format_parameters(self) -> list[Schema]:
        """The query parameter that chooses one of several renderers."""
        return super()._get_format_parameters()

    def _get_paginator(self) -> BasePagination | None:
        return self.make_paginator()

    def make_paginator(self) -> BasePagination | None:
        """The paginator of the view, None without one."""
        return super()._get_paginator()


class ExtensionHooks:
    """A mixin for an extension of drf-spectacular that chooses its targets itself."""

    @classmethod
    def _matches(cls, target: object) -> bool:
        return cls.matches(target)

    @classmethod
    def matches(cls, target: object) -> bool:
        """Whether the extension is for a class or instance; a subclass overrides this."""
        raise NotImplementedError


class ProxyHooks(PolymorphicProxySerializerExtension):
    """A mixin for drf-spectacular's extension for PolymorphicProxySerializer."""

    def _prep_serializer(self, serializer: Any) -> Any:
        return self.prepared(serializer)

    def prepared(self, serializer: Any) -> Any:
        """An alternative in the form of a serializer, with the attribute `partial`."""
        return super()._prep_serializer(serializer)


class EnumeratorHooks(_Enumerator):
    """A mixin for drf-spectacular's EndpointEnumerator."""

    if TYPE_CHECKING:
        patterns: Any

    def namespaced_version(self, path: str, versioning: Any) -> str:
        """The version that a NamespaceVersioning takes from the namespaces of a path.

        "" without one. Source: `plumbing.modify_for_versioning`, which knows it only for a view.
        """
        urlconf = cast(Any, detype_patterns(tuple(self.patterns)))
        resolver = get_resolver(urlconf)
        try:
            request = SimpleNamespace(resolver_match=resolver.resolve(path))
            return str(versioning().determine_version(request) or "")
        except (Resolver404, NotFound):
            return ""

    def _get_api_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        return self.list_endpoints(patterns, prefix)

    def list_endpoints(self, patterns: Any, prefix: str) -> list[Any]:
        """`(path, regex, method, callback)` of each endpoint of some patterns of a URLconf.

        Called again, with a prefix, for patterns that these include.
        """
        return super()._get_api_endpoints(patterns, prefix)


class GeneratorHooks(_Generator):
    """A mixin for drf-spectacular's SchemaGenerator, whose attributes it declares."""

    if TYPE_CHECKING:
        endpoint_inspector_cls: Any
        endpoints: Any
        registry: ComponentRegistry
        api_version: str | None
        inspector: Any

    def _get_paths_and_endpoints(self) -> list[Any]:
        return self.list_views()

    def list_views(self) -> list[Any]:
        """`(path, regex, method, view)` of `self.endpoints`, each view made for its method."""
        return super()._get_paths_and_endpoints()


# Every AutoSchema of ours imports this module before it generates a document.
look_lines_up_late()
