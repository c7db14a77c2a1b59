"""The values of DRF fields as they are rendered, where drf-spectacular describes others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from rest_framework import ISO_8601, fields, serializers
from rest_framework.settings import api_settings

from ..openapi.formats import is_uri
from .model_sources import column_of
from .representations import is_described
from .upstream import Schema

_BOUNDS = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum")
_WITH_NUMBERS = frozenset({"default", "enum", *_BOUNDS})


def make_numbers(schema: Schema) -> None:
    """Make numbers of the Decimals in a schema, and leave out bounds that are infinite.

    Validators of any numeric field may have Decimals as bounds, which JSON does not know.
    """
    if _WITH_NUMBERS.isdisjoint(schema):  # most schemas
        return
    for key in ("default", "enum", *_BOUNDS):
        value = schema.get(key)
        if key in _BOUNDS and isinstance(value, (float, Decimal)) and not math.isfinite(value):
            del schema[key]
        elif isinstance(value, (Decimal, list, dict)):
            schema[key] = _number(value)


def _number(value: Any) -> Any:
    if isinstance(value, Decimal) and value.is_finite():
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, list):
        return [_number(item) for item in value]
    if isinstance(value, dict):
        return {key: _number(item) for key, item in value.items()}
    return value


def as_rendered(field: Any, schema: Schema) -> Schema:
    """The schema of a field as its own arguments and the settings of DRF let it render values."""
    make_numbers(schema)
    if getattr(field, "parent", None) is None:
        return schema  # it stands for a field of a model
    changed = next((change for kind, change in _CHANGES.items() if isinstance(field, kind)), None)
    return schema if changed is None or is_described(field) else changed(field, schema)


def _datetime(field: Any, schema: Schema) -> Schema:
    in_utc = ("%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ")
    # Without a time zone the value has no offset, which RFC 3339 asks for.
    has_offset = settings.USE_TZ or getattr(field, "timezone", None) is not None
    given = _format(field, api_settings.DATETIME_FORMAT)
    return schema if given in in_utc or (given is None and has_offset) else _text(schema)


def _date(field: Any, schema: Schema) -> Schema:
    given = _format(field, api_settings.DATE_FORMAT)
    return schema if given in (None, "%Y-%m-%d") else _text(schema)


def _time(field: Any, schema: Schema) -> Schema:
    """The format `time` of RFC 3339 requires an offset, which no such value has."""
    given = _format(field, api_settings.TIME_FORMAT)
    if given not in (None, "%H:%M:%S", "%H:%M:%S.%f") or "format" not in schema:
        return _text(schema)
    return {**schema, "format": "time-local"}


def _format(field: Any, of_settings: str | None) -> str | None:
    """The format in which a field writes a date or time; None for that of ISO 8601."""
    given = getattr(field, "format", of_settings)
    return None if given is None or given.lower() == ISO_8601 else given


def _uuid(field: Any, schema: Schema) -> Schema:
    if field.uuid_format == "int":
        return _of_type(_text(schema), "integer")
    return schema if field.uuid_format == "hex_verbose" else _text(schema)


def _big_integer(field: Any, schema: Schema) -> Schema:
    if not getattr(field, "coerce_to_string", api_settings.COERCE_BIGINT_TO_STRING):
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("format", *_BOUNDS)}
    return {**_of_type(rest, "string"), "pattern": r"^-?\d+$"}


def _plain_decimal(field: Any, schema: Schema) -> Schema:
    """The field renders the value of the model as it is, and the encoder makes it a number."""
    if schema.get("format") != "decimal":
        return schema
    rest = {key: value for key, value in schema.items() if key != "pattern"}
    return {**_of_type(rest, "number"), "format": "double"}


def _file(field: Any, schema: Schema) -> Schema:
    """A storage may give a path of this server, of which only the request makes a whole URI."""
    storage = getattr(column_of(field), "storage", None)
    whole = is_uri(getattr(storage, "base_url", None) or "")
    return {**schema, "format": "uri-reference"} if "format" in schema and not whole else schema


def _path(field: Any, schema: Schema) -> Schema:
    """The choices are the files of the machine that generates the document, and private."""
    gone = ("enum", "x-spec-enum-id", "description")
    rest = {key: value for key, value in schema.items() if key not in gone}
    described = {"description": str(field.help_text)} if field.help_text else {}
    return {**_of_type(rest, "string"), **described}


def as_upload(field: Any, schema: Schema) -> Schema:
    """The schema of a file in a request, which drf-spectacular describes as the response's URI."""
    if not isinstance(field, serializers.FileField) or is_described(field):
        return schema
    rest = {key: value for key, value in schema.items() if key != "nullable"}
    kept = schema if field.allow_null else {**rest, "type": "string"}
    return {**kept, "format": "binary"}


def make_extensions_free(field: Any, schema: Schema) -> None:
    """Remove the pattern of a file's extensions, which describes no URL with a query."""
    if isinstance(field, serializers.FileField):
        schema.pop("pattern", None)


def _text(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "format"}


def _of_type(schema: Schema, name: str) -> Schema:
    """The schema with another type beside null."""
    kinds = schema.get("type")
    null = isinstance(kinds, list) and "null" in kinds
    return {**schema, "type": [name, "null"] if null else name}


_CHANGES: Mapping[type, Callable[[Any, Schema], Schema]] = {
    serializers.DateTimeField: _datetime,
    serializers.DateField: _date,
    serializers.TimeField: _time,
    serializers.UUIDField: _uuid,
    serializers.FileField: _file,
    serializers.FilePathField: _path,
    serializers.ReadOnlyField: _plain_decimal,
    serializers.SlugRelatedField: _plain_decimal,
    # Since Django REST framework 3.17.
    **({fields.BigIntegerField: _big_integer} if hasattr(fields, "BigIntegerField") else {}),
}
