"""Overrides that projects write in an AutoSchema of their own, one method of drf-spectacular each.

Each row is the body of a class. The signatures are drf-spectacular's or narrower ones, which it
calls just as well.
"""

from __future__ import annotations

from textwrap import indent
from typing import Any

# The rows use these names.
# ruff: noqa: F401
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.utils import (
    OpenApiCallback,
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination

from drf_typed_responses.spectacular import AutoSchema


class ErrorSerializer(serializers.Serializer):
    detail = serializers.CharField()


class LoginSerializer(serializers.Serializer):
    token = serializers.CharField()


# The method that a row is about is the first word of its name.
OVERRIDES = {
    # ---------------------------------------------------------------- operations
    "get_operation that adds": """
def get_operation(self, *args, **kwargs):
    operation = super().get_operation(*args, **kwargs)
    return operation and {**operation, "x-of": type(self.view).__name__}
""",
    "get_operation that changes": """
def get_operation(self, path, path_regex, path_prefix, method, registry):
    operation = super().get_operation(path, path_regex, path_prefix, method, registry)
    operation["tags"] = ["Changed"]
    operation["responses"].setdefault("500", {"description": "Sorry"})
    return operation
""",
    "get_operation that leaves out": """
def get_operation(self, path, *args):
    return None if path.startswith("/things/{") else super().get_operation(path, *args)
""",
    "is_excluded": 'def is_excluded(self): return self.path.startswith("/things/{")',
    "get_operation_id": """
def get_operation_id(self): return type(self.view).__name__ + self.method.title()
""",
    "get_operation_id that appends": """
def get_operation_id(self): return super().get_operation_id() + "_v1"
""",
    "method_mapping": """
method_mapping = {**PlainAutoSchema.method_mapping, "get": "read", "post": "add"}
""",
    "_tokenize_path": 'def _tokenize_path(self): return ["api", *super()._tokenize_path()]',
    "get_tags": "def get_tags(self): return [type(self.view).__name__]",
    "get_tags that appends": 'def get_tags(self): return [*super().get_tags(), "More"]',
    "get_description": 'def get_description(self): return super().get_description() + "More."',
    "get_summary": "def get_summary(self): return self.get_operation_id().title()",
    "get_auth": 'def get_auth(self): return [{"token": []}]',
    "is_deprecated": 'def is_deprecated(self): return self.method == "DELETE"',
    "get_extensions": 'def get_extensions(self): return {"x-method": self.method}',
    "get_external_docs": 'def get_external_docs(self): return "https://example.org/docs"',
    "_get_external_docs": """
def _get_external_docs(self): return {"url": "https://example.org/" + self.method}
""",
    "get_callbacks": """
def get_callbacks(self):
    answer = extend_schema(request=ErrorSerializer, responses={200: LoginSerializer})
    return [OpenApiCallback("told", "{$request.body#/url}", answer)]
""",
    "_get_callbacks": 'def _get_callbacks(self): return {"told": {"https://x.org": {}}}',
    # ---------------------------------------------------------------- parameters
    "get_override_parameters": """
def get_override_parameters(self):
    own = OpenApiParameter("X-Request-Id", location="header", description="Any.")
    return [*super().get_override_parameters(), own]
""",
    "get_override_parameters of responses": """
def get_override_parameters(self):
    return [OpenApiParameter("X-Left", int, "header", response=True, description="Calls left.")]
""",
    "_process_override_parameters": """
def _process_override_parameters(self, direction="request"):
    own = {"name": "lang", "in": "query", "schema": {"type": "string"}}
    return {**super()._process_override_parameters(direction), ("lang", "query"): own}
""",
    "_get_format_parameters": """
def _get_format_parameters(self):
    return [{"name": "format", "in": "query", "schema": {"type": "string"}}]
""",
    "_get_parameters": "def _get_parameters(self): return super()._get_parameters()[::-1]",
    "_resolve_path_parameters": """
def _resolve_path_parameters(self, variables):
    return [{**each, "description": "Of a thing."}
            for each in super()._resolve_path_parameters(variables)]
""",
    "get_filter_backends": """
def get_filter_backends(self): return getattr(self.view, "filter_backends", [])
""",
    "_get_filter_parameters": """
def _get_filter_parameters(self):
    return [{**each, "x-filter": True} for each in super()._get_filter_parameters()]
""",
    "_get_pagination_parameters": "def _get_pagination_parameters(self): return []",
    "_get_paginator": """
def _get_paginator(self): return super()._get_paginator() and LimitOffsetPagination()
""",
    "_is_list_view": """
def _is_list_view(self, serializer=None):
    return self.method == "PUT" or super()._is_list_view(serializer)
""",
    "_is_create_operation": "def _is_create_operation(self): return self.method == 'PUT'",
    # ---------------------------------------------------------------- requests
    "get_request_serializer": """
def get_request_serializer(self):
    return getattr(self.view, "read", None) or super().get_request_serializer()
""",
    "get_request_serializer that wraps": """
def get_request_serializer(self):
    body = super().get_request_serializer()
    body = body() if isinstance(body, type) else body
    return body and inline_serializer("Sent" + type(body).__name__, {"sent": body})
""",
    "_get_serializer": """
def _get_serializer(self): return getattr(self.view, "shown", None) or super()._get_serializer()
""",
    "_get_request_body": """
def _get_request_body(self, direction="request"):
    body = super()._get_request_body(direction)
    return body and {**body, "description": "Sent."}
""",
    "_get_request_for_media_type": """
def _get_request_for_media_type(self, serializer, direction="request"):
    schema, _ = super()._get_request_for_media_type(serializer, direction)
    return schema, False
""",
    "map_parsers": 'def map_parsers(self): return [*super().map_parsers(), "text/csv"]',
    # ---------------------------------------------------------------- responses
    "get_response_serializers that wraps": """
def get_response_serializers(self):
    body = super().get_response_serializers()
    body = body() if isinstance(body, type) else body
    return inline_serializer("Envelope" + type(body).__name__, {"data": body})
""",
    "get_response_serializers that adds": """
def get_response_serializers(self):
    return {"200": super().get_response_serializers(), "400": ErrorSerializer}
""",
    "get_response_serializers that lists": """
def get_response_serializers(self):
    body = super().get_response_serializers()
    return (body if isinstance(body, type) else type(body))(many=True)
""",
    "get_response_serializers that prefers": """
def get_response_serializers(self):
    return getattr(self.view, "shown", None) or super().get_response_serializers()
""",
    "_get_response_bodies": """
def _get_response_bodies(self):
    return {**super()._get_response_bodies(), "503": {"description": "Later."}}
""",
    "_get_response_bodies that asks": """
def _get_response_bodies(self, direction="response"):
    bodies = super()._get_response_bodies(direction)
    bodies["x-body"] = type(self.get_response_serializers()).__name__[:0] + self.method
    return bodies
""",
    "_get_response_for_code": """
def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response"):
    made = super()._get_response_for_code(serializer, status_code, media_types, direction)
    return {**made, "description": made["description"] + "Told."}
""",
    "_get_response_bodies that makes them": """
def _get_response_bodies(self, direction="response"):
    declared = self.get_response_serializers()
    if isinstance(declared, dict):
        return super()._get_response_bodies(direction)
    return {"200": self._get_response_for_code(declared, "200", None, direction)}
""",
    "_get_response_for_code that wraps": """
def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response"):
    body = serializer() if isinstance(serializer, type) else serializer
    if body and status_code.startswith("2"):
        name = type(self.view).__name__ + self.method.title()
        serializer = inline_serializer("Wrapped" + name, {"data": body})
    return super()._get_response_for_code(serializer, status_code, media_types, direction)
""",
    "_get_response_headers_for_code": """
def _get_response_headers_for_code(self, status_code, direction="response"):
    return {"X-Status": {"schema": {"type": "string", "enum": [status_code]}}}
""",
    "map_renderers": """
def map_renderers(self, attribute): return [*super().map_renderers(attribute), "text/" + attribute]
""",
    "get_paginated_name": """
def get_paginated_name(self, serializer_name): return "PageOf" + serializer_name
""",
    # ---------------------------------------------------------------- samples
    "get_examples": """
def get_examples(self): return [*super().get_examples(), OpenApiExample("One", {"id": "a"})]
""",
    "_get_examples": """
def _get_examples(self, serializer, direction, media_type, status_code=None, extras=None):
    made = super()._get_examples(serializer, direction, media_type, status_code, extras)
    return {**made, "More": {"value": [direction, media_type, status_code]}}
""",
    # ---------------------------------------------------------------- serializers
    "resolve_serializer": """
def resolve_serializer(self, serializer, direction):
    component = super().resolve_serializer(serializer, direction)
    if component and component.schema and "$ref" not in component.schema:
        component.schema.setdefault("x-resolved", direction)
    return component
""",
    "_map_serializer": """
def _map_serializer(self, serializer, direction, bypass_extensions=False):
    return {**super()._map_serializer(serializer, direction, bypass_extensions), "x-way": direction}
""",
    "_map_basic_serializer": """
def _map_basic_serializer(self, serializer, direction):
    return {**super()._map_basic_serializer(serializer, direction), "title": "Basic"}
""",
    "_postprocess_serializer_schema": """
def _postprocess_serializer_schema(self, schema, serializer, direction):
    return {**super()._postprocess_serializer_schema(schema, serializer, direction), "x-post": 1}
""",
    "_unwrap_list_serializer": """
def _unwrap_list_serializer(self, serializer, direction):
    return {**super()._unwrap_list_serializer(serializer, direction), "x-list": 1}
""",
    "get_serializer_identity": """
def get_serializer_identity(self, serializer, direction):
    super().get_serializer_identity(serializer, direction)
    return type("Own", (), {})  # of a new class each time: drf-spectacular warns
""",
    "get_serializer_name": """
def get_serializer_name(self, serializer, direction):
    return "Api" + super().get_serializer_name(serializer, direction)
""",
    "_get_serializer_name": """
def _get_serializer_name(self, serializer, direction, bypass_extensions=False):
    return super()._get_serializer_name(serializer, direction, bypass_extensions) + "V1"
""",
    # ---------------------------------------------------------------- fields
    "_map_serializer_field": """
def _map_serializer_field(self, field, direction):
    schema = super()._map_serializer_field(field, direction)
    return {**schema, "x-field": type(field).__name__} if "$ref" not in schema else schema
""",
    "_map_serializer_field that chooses": """
def _map_serializer_field(self, field, direction, bypass_extensions=False):
    if isinstance(field, serializers.IntegerField):
        return {"type": "integer", "format": "int64"}
    return super()._map_serializer_field(field, direction, bypass_extensions)
""",
    "_get_serializer_field_meta": """
def _get_serializer_field_meta(self, field, direction):
    return {**super()._get_serializer_field_meta(field, direction), "x-name": field.field_name}
""",
    "_insert_field_validators": """
def _insert_field_validators(self, field, schema):
    super()._insert_field_validators(field, schema)
    schema["x-validators"] = len(field.validators)
""",
    "_insert_min_max": """
def _insert_min_max(self, field, content):
    super()._insert_min_max(field, content)
    content["x-bounds"] = True
""",
    "_map_model_field": """
def _map_model_field(self, model_field, direction):
    return {**super()._map_model_field(model_field, direction), "x-model": True}
""",
    "_map_response_type_hint": """
def _map_response_type_hint(self, method):
    return {**super()._map_response_type_hint(method), "x-method": method.__name__}
""",
}


def overriding(body: str, base: type, name: str = "Theirs") -> type:
    """A class with the methods of a row, derived from an AutoSchema."""
    scope: dict[str, Any] = {**globals(), "base": base}
    exec(f"class {name}(base):\n{indent(body.strip(), '    ')}", scope)
    made: type = scope[name]
    return made


# How a project combines its class, given as a row, with ours.
WAYS = {
    "derived from ours": lambda body: overriding(body, AutoSchema),
    "behind ours": lambda body: type("Mine", (AutoSchema, overriding(body, PlainAutoSchema)), {}),
    "before ours": lambda body: type("Mine", (overriding(body, PlainAutoSchema), AutoSchema), {}),
}
