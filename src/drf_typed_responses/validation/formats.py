"""The formats that are asserted, each with its check of a text.

A format that is not here is an annotation. Source: JSON Schema 2020-12 validation section 7.3.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:)(\d\d)(?:\.\d+)?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
# Lenient: what an address may hold is the business of who sends mail to it.
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def is_date(text: str) -> bool:
    """RFC 3339 `full-date`."""
    return bool(_DATE.fullmatch(text)) and _is_made_by(date.fromisoformat, text)


def is_date_time(text: str) -> bool:
    """RFC 3339 `date-time`, which has an offset; a leap second is a second.

    T and Z are capitals, as the renderer writes them; many readers take no others.
    """
    match = _DATE_TIME.fullmatch(text)
    if match is None or match[2] > "60":
        return False
    second = min(match[2], "59")
    return _is_made_by(datetime.fromisoformat, match[1] + second)


def _is_ipv4(text: str) -> bool:
    return text.isascii() and _is_made_by(ipaddress.IPv4Address, text)


def _is_ipv6(text: str) -> bool:
    # Python also takes a zone, `fe80::1%eth0`, which RFC 4291 does not have.
    return "%" not in text and _is_made_by(ipaddress.IPv6Address, text)


def _is_made_by(make: Callable[[str], object], text: str) -> bool:
    try:
        make(text)
    except ValueError:
        return False
    return True


FORMATS: Final[dict[str, Callable[[str], bool]]] = {
    "date": is_date,
    "date-time": is_date_time,
    "email": lambda text: bool(_EMAIL.fullmatch(text)),
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "uuid": lambda text: bool(_UUID.fullmatch(text)),
}
