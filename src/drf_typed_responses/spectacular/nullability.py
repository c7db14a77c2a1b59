"""Nullable fields in a spelling that every reader of OpenAPI understands.

drf-spectacular writes `nullable: true` beside `allOf`, which by the letter admits no null. The
spellings are in `openapi/nulls.py`.
"""

from __future__ import annotations

import copy
from typing import Any

from rest_framework.pagination import BasePagination

from ..openapi.nulls import is_null, states_null
from ..translate import Translator
from ..translate.components import Reference
from ..translate.schema_builder import Schema, SchemaBuilder


def admitting_null(schema: Schema, translator: Translator) -> Schema:
    """The schema with `nullable` spelled so that it admits null; unchanged without `nullable`."""
    if "type" in schema:
        return _listing_null(schema)
    if {} in schema.get("oneOf", ()):  # 3.1: null fits two arms, so `oneOf` refuses it
        return {key: value for key, value in schema.items() if key != "oneOf"}
    if not schema.get("nullable"):
        return schema
    whole = {key: schema[key] for key in _OF_VALUES if key in schema}
    rest = {key: value for key, value in schema.items() if key != "nullable" and key not in whole}
    if whole.keys() == {"allOf"} and len(whole["allOf"]) == 1:
        (whole,) = whole["allOf"]
    return {**translator.nullable(whole), **rest}  # without any of them the schema admits null


def with_null(schema: Schema, translator: Translator) -> Schema:
    """The schema of a field that may be null, as if drf-spectacular had known it."""
    arms = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if states_null(schema) or any(map(is_null, arms)):
        return schema
    if "type" in schema and translator.builder.is_2020_12:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return _listing_null({**schema, "type": [*kinds, "null"]})
    if "$ref" in schema:
        schema = {"allOf": [schema]}
    return admitting_null({**schema, "nullable": True}, translator)


# What says which values a schema without `type` has.
_OF_VALUES = ("allOf", "anyOf", "oneOf", "discriminator")


def _listing_null(schema: Schema) -> Schema:
    kind = schema["type"]
    null = bool(schema.get("nullable")) or (isinstance(kind, list) and "null" in kind)
    values = schema.get("enum")
    return {**schema, "enum": [*values, None]} if null and values and None not in values else schema


def with_envelope(
    paginator: BasePagination | None, builder: SchemaBuilder
) -> BasePagination | None:
    """The paginator with its envelope spelled in the dialect of the document.

    The paginators of REST framework write `nullable`, which OpenAPI 3.1 ignores.
    """
    if not paginator or not builder.is_2020_12:
        return paginator
    new = copy.copy(paginator)
    new.get_paginated_response_schema = lambda schema: _modern(  # type: ignore[method-assign]
        paginator.get_paginated_response_schema(schema), builder
    )
    return new


def _modern(node: Any, builder: SchemaBuilder) -> Any:
    if not isinstance(node, dict):
        return node
    new = {key: _modern(value, builder) for key, value in node.items()}
    if new.get("nullable") is True and "type" in new:
        del new["nullable"]
        return builder.nullable(new)
    return new


def refers_to_ours(schema: Schema) -> bool:
    """Whether a field's schema is a reference to one of our components."""
    arms: list[Schema] = [schema, *schema.get("allOf", ()), *schema.get("oneOf", ())]
    return any(isinstance(arm.get("$ref"), Reference) for arm in arms)
