"""Scalar types: the classes that DRF's encoder writes as one JSON value."""

from __future__ import annotations

import datetime
import decimal
import ipaddress
import sys
import typing
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import typing_extensions

from ..exceptions import UnsupportedTypeError
from ..openapi.nulls import NOTHING
from .context import Context
from .schema_builder import Schema
from .scopes import Arguments, Hint

# The schema of the JSON that DRF's encoder writes. Source: rest_framework/utils/encoders.py.
SCALARS: Mapping[Hint, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    decimal.Decimal: {"type": "number"},
    bytes: {"type": "string"},
    uuid.UUID: {"type": "string", "format": "uuid"},
    datetime.datetime: {"type": "string", "format": "date-time"},
    datetime.date: {"type": "string", "format": "date"},
    # The encoder refuses a time with a zone, but the format `time` of RFC 3339 requires one. The
    # OpenAPI format registry calls a time without a zone `time-local`.
    datetime.time: {
        "type": "string",
        "format": "time-local",
        "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{6})?$",
    },
    # str(total_seconds()), as "90.0" and "1e-06"; not an ISO 8601 duration.
    datetime.timedelta: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(e-0[0-9])?$"},
    typing.LiteralString: {"type": "string"},
    typing_extensions.LiteralString: {"type": "string"},
    typing.Any: {},
    object: {},
    typing.Never: NOTHING,
    typing_extensions.Never: NOTHING,
    typing.NoReturn: NOTHING,
}

# Django REST framework writes these since 3.17; the encoder of an older release raises TypeError.
ADDRESSES: Mapping[Hint, Schema] = {
    ipaddress.IPv4Address: {"type": "string", "format": "ipv4"},
    ipaddress.IPv6Address: {"type": "string", "format": "ipv6"},
    ipaddress.IPv4Network: {"type": "string"},
    ipaddress.IPv6Network: {"type": "string"},
    ipaddress.IPv4Interface: {"type": "string"},
    ipaddress.IPv6Interface: {"type": "string"},
}


def _rest_framework_version() -> str:
    # Reading the metadata of packages takes longer than the rest of this module.
    loaded = getattr(sys.modules.get("rest_framework"), "VERSION", None)
    if isinstance(loaded, str):
        return loaded
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("djangorestframework")
    except PackageNotFoundError:
        return ""


RENDERS_ADDRESSES = not _rest_framework_version().startswith("3.16.")
if RENDERS_ADDRESSES:
    SCALARS = {**SCALARS, **ADDRESSES}


def _time(value: datetime.time) -> str:
    if value.utcoffset() is not None:
        raise UnsupportedTypeError(
            f"DRF cannot render the time {value} with its zone",
            hint="Use times without a zone, or return text.",
        )
    return value.isoformat()


def _moment(value: datetime.datetime) -> str:
    text = value.isoformat()
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


# What is rendered for a value of a class or of its subclasses, in the order in which `json` and
# then DRF's encoder ask: a datetime is a date too.
RENDERINGS: Mapping[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int,
    float: float,
    datetime.datetime: _moment,
    datetime.date: datetime.date.isoformat,
    datetime.time: _time,
    datetime.timedelta: lambda value: str(value.total_seconds()),
    decimal.Decimal: float,
    **({address: address.__str__ for address in ADDRESSES} if RENDERS_ADDRESSES else {}),
    bytes: bytes.decode,
}

# Lazy translations are recognised by name: the translator does not import Django.
LAZY_STRINGS = {"django.utils.functional.Promise"}


def none(hint: Hint, args: Arguments, context: Context) -> Schema:
    """Null."""
    return context.builder.null()


def subclass_of_scalar(hint: Hint, args: Arguments, context: Context) -> Schema:
    """A class derived from a scalar is rendered as the scalar is."""
    return dict(next(SCALARS[base] for base in hint.__mro__ if base in SCALARS))


def derives_from_scalar(hint: Hint) -> bool:
    """Whether a hint is a class derived from a scalar; every class derives from `object`."""
    return isinstance(hint, type) and any(b in SCALARS for b in hint.__mro__[:-1])


def lazy_string(hint: Hint, args: Arguments, context: Context) -> Schema:
    """A text that Django translates when it is rendered."""
    return {"type": "string"}


def is_lazy_string(hint: Hint) -> bool:
    """Whether a hint is the class of Django's lazy translations or a subclass."""
    return isinstance(hint, type) and any(
        f"{base.__module__}.{base.__qualname__}" in LAZY_STRINGS for base in hint.__mro__
    )
