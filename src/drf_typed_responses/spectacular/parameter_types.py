"""Parameters and response headers whose type is a hint of ours."""

from __future__ import annotations

import copy
import enum
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from ..translate import hint_kinds
from ..translate.literals import member_value
from ..translate.scopes import Scope
from .document_types import DocumentTypes
from .method_annotations import DeclaredType, function_line
from .typehints import is_builtin, is_hint
from .upstream import Schema, build_array_type, is_basic_type


def with_schemas(given: list[Any], function: Any, types: DocumentTypes) -> list[Any]:
    """The parameters, those with a type of ours with its schema; `function` declares them."""
    file, line = function_line(function)
    scope = Scope(getattr(function, "__module__", "") or "")
    return [
        _with_schema(each, types, DeclaredType(each.type, scope, file=file, line=line))
        if _is_typed(each)
        else each
        for each in given
    ]


def _is_typed(parameter: object) -> bool:
    """Whether drf-spectacular does not know the type of a parameter, and it is a type."""
    if not isinstance(parameter, OpenApiParameter) or is_basic_type(parameter.type):
        return False
    given = parameter.type
    return is_hint(given) or is_builtin(given) or hint_kinds.is_enum(given)


def _with_schema(
    parameter: OpenApiParameter, types: DocumentTypes, declared: DeclaredType
) -> OpenApiParameter:
    schema = types.schema(declared) or {}
    new = copy.copy(parameter)
    if _says_more(new):
        schema = _beside(schema, types)
    new.type = build_array_type(schema) if new.many else schema
    new.many = None
    if isinstance(new.default, enum.Enum):
        new.default = member_value(new.default)
    return new


def _says_more(parameter: OpenApiParameter) -> bool:
    return bool(parameter.enum or parameter.pattern or parameter.default is not None)


def _beside(schema: Schema, types: DocumentTypes) -> Schema:
    """The schema, so that keywords can stand beside it; 3.0 ignores those beside a `$ref`."""
    is_reference = "$ref" in schema and not types.translator.builder.is_2020_12
    return {"allOf": [schema]} if is_reference else schema
