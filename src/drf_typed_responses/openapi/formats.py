"""Formats of strings and numbers: how values of each are recognised, and sample values.

A format that is not listed here is a mere annotation. Sources: OpenAPI 3.0.3 "Data Types"; JSON
Schema 2020-12 validation section 7.3.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final, NamedTuple

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:)(\d\d)(?:\.\d+)?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.ASCII | re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def is_date(text: str) -> bool:
    """RFC 3339 `full-date`."""
    return bool(_DATE.fullmatch(text)) and _is_made_by(date.fromisoformat, text)


def is_date_time(text: str) -> bool:
    """RFC 3339 `date-time`: the offset is required, and leap seconds are allowed.

    T and Z must be capitals, as the renderer writes them; many readers refuse small letters.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None or match[2] > "60":
        return False
    second = min(match[2], "59")
    return _is_made_by(datetime.fromisoformat, match[1] + second)


def is_uuid(text: str) -> bool:
    """RFC 4122, in capitals or small letters."""
    return bool(_UUID.fullmatch(text))


def is_email(text: str) -> bool:
    """A text with one `@` between two non-empty parts; only the mail server can check more."""
    return bool(_EMAIL.fullmatch(text))


def is_uri(text: str) -> bool:
    """A text with a scheme, RFC 3986 section 3.1.

    The rest is not checked, because what Django accepts as a URL may have letters of any script.
    """
    return bool(_SCHEME.match(text))


def is_ipv4(text: str) -> bool:
    """RFC 2673 section 3.2, dotted quads."""
    return text.isascii() and _is_made_by(ipaddress.IPv4Address, text)


def is_ipv6(text: str) -> bool:
    """RFC 4291 section 2.2."""
    # Python also accepts a zone, `fe80::1%eth0`, which RFC 4291 does not define.
    return "%" not in text and _is_made_by(ipaddress.IPv6Address, text)


def _is_made_by(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except ValueError:
        return False
    return True


class TextFormat(NamedTuple):
    """A format of strings that is asserted in both dialects.

    If `exact`, `is_valid` accepts a text if and only if it has the format; otherwise it may accept
    a text that lacks the format. `samples` are texts that have the format.
    """

    is_valid: Callable[[str], bool]
    samples: tuple[str, ...]
    exact: bool = True


TEXT_FORMATS: Final[dict[str, TextFormat]] = {
    "date": TextFormat(is_date, ("2026-01-31", "1999-12-31")),
    "date-time": TextFormat(is_date_time, ("2026-01-31T12:00:00Z", "1999-12-31T00:00:00+01:00")),
    "uuid": TextFormat(is_uuid, ("00000000-0000-4000-8000-000000000000",)),
    "ipv4": TextFormat(is_ipv4, ("192.0.2.1",)),
    "ipv6": TextFormat(is_ipv6, ("2001:db8::1",)),
    "email": TextFormat(is_email, ("user@example.com",), exact=False),
    "uri": TextFormat(is_uri, ("https://example.com/",), exact=False),
}
# The formats that are recognised exactly: both what has the format and what has not.
EXACT_FORMATS: Final = {name for name, form in TEXT_FORMATS.items() if form.exact}

# The check of each format that is asserted, as jsonschema and jsonschema-rs take them.
CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    name: text_format.is_valid for name, text_format in TEXT_FORMATS.items()
}

# A number of these formats lies in [-bound, bound). Source: OpenAPI 3.0.3 "Data Types".
INTEGER_BOUNDS: Final = {"int32": 2**31, "int64": 2**63}

# Formats that restrict no text and no number. Source: OpenAPI 3.0.3 "Data Types": float and double
# are precisions, password a hint to user interfaces, binary any sequence of octets.
UNRESTRICTING: Final = frozenset({"float", "double", "decimal", "password", "binary"})

# Texts that have a format: of those above, and of some formats that are not asserted.
MEMBERS: Final[dict[str, tuple[str, ...]]] = {
    **{name: text_format.samples for name, text_format in TEXT_FORMATS.items()},
    "byte": ("aGk=",),
    "hostname": ("example.com",),
    "time": ("12:00:00Z",),
    "duration": ("P1D",),
}
