"""Null beside a field's schema, in a spelling that a strict reader takes for null.

drf-spectacular writes `nullable: true` beside `allOf`, which admits no null: `nullable` acts only
beside `type`. Source: OpenAPI 3.0.3 "Schema Object"; the OpenAPI proposal "Clarify Semantics of
nullable in OpenAPI 3.0".
"""

from __future__ import annotations

import copy
from typing import Any

from drf_spectacular.plumbing import append_meta

from ..translate.components import Reference
from ..translate.schema_builder import Schema, SchemaBuilder


def with_meta(schema: Schema, meta: Schema, builder: SchemaBuilder) -> Schema:
    """A schema of ours with what drf-spectacular says about the field that has it."""
    rest = {key: value for key, value in meta.items() if key != "nullable"}
    if meta.get("nullable"):
        schema = builder.nullable(schema)
    described: Schema = append_meta(schema, rest)
    return described


def admitting_null(schema: Schema, builder: SchemaBuilder) -> Schema:
    """The same schema, its `nullable` meant by the letter; as it is where it says none."""
    if "type" in schema:
        return _listing_null(schema)
    if {} in schema.get("oneOf", ()):  # 3.1: anything or null, of which null is both
        return {key: value for key, value in schema.items() if key != "oneOf"}
    if not schema.get("nullable"):
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("nullable", "allOf")}
    if "allOf" in schema:
        arms = schema["allOf"]
        one = arms[0] if len(arms) == 1 else {"allOf": arms}
        return {"anyOf": [one, builder.null()], **rest}
    for keyword in ("anyOf", "oneOf"):
        if keyword in rest:
            return {**rest, keyword: [*rest[keyword], builder.null()]}
    return rest  # without a type, null is admitted as it is


def _listing_null(schema: Schema) -> Schema:
    kind = schema["type"]
    null = bool(schema.get("nullable")) or (isinstance(kind, list) and "null" in kind)
    values = schema.get("enum")
    return {**schema, "enum": [*values, None]} if null and values and None not in values else schema


def with_envelope(paginator: Any, builder: SchemaBuilder) -> Any:
    """The same paginator, whose envelope says null as the version does.

    REST framework's own say `nullable`, which means nothing after 3.0.
    """
    if not paginator or not builder.is_2020_12:
        return paginator
    new = copy.copy(paginator)
    new.get_paginated_response_schema = lambda schema: _modern(
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
    """Whether the whole of a field is one of our components."""
    arms: list[Any] = [schema, *schema.get("allOf", ()), *schema.get("oneOf", ())]
    return any(isinstance(arm.get("$ref"), Reference) for arm in arms)
