"""What a document says about the end of a part: `deprecated`, and its sunset in `x-sunset`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from .types import Object

# The date after which a deprecated part may be removed; RFC 8594 calls it the sunset.
SUNSET: Final = "x-sunset"
# The date since which a part is deprecated, where the project says it.
SINCE: Final = "x-deprecated-since"


def is_deprecated(raw: Object) -> bool:
    """Whether an operation, a parameter or a schema is deprecated."""
    return raw.get("deprecated") is True


def sunset_of(raw: Object) -> date | None:
    """The date of the sunset; None without one, or if the text is not a date."""
    return _date_at(raw, SUNSET)


def since_of(raw: Object) -> date | None:
    """The date of the deprecation; None without one, or if the text is not a date."""
    return _date_at(raw, SINCE)


def _date_at(raw: Object, key: str) -> date | None:
    given = str(raw.get(key, ""))
    try:
        return datetime.fromisoformat(given).date() if given else None
    except ValueError:
        return None


def day_of(text: str) -> str:
    """The date of a sunset as documents write it. Raises ValueError if the text is not a date."""
    return date.fromisoformat(text).isoformat()


def ended_by(day: str, since: str = "") -> dict[str, Any]:
    """The keywords of a part that may be removed after a day, and since when it is deprecated."""
    return {"deprecated": True, **sunset_keywords(day, since)}


def sunset_keywords(day: str, since: str = "") -> dict[str, str]:
    """The extensions for both days, of which `since` may be unknown.

    Raises ValueError if a text is not a date, or if the sunset is the earlier one.
    """
    if since and day_of(since) > day_of(day):
        raise ValueError(f"the sunset {day} is before the deprecation {since}")
    return {SUNSET: day_of(day), **({SINCE: day_of(since)} if since else {})}


def ending_media_type(content: Object) -> Object:
    """A Media Type Object as a deprecated part if it has a sunset: it has no `deprecated`."""
    return {**content, "deprecated": True} if SUNSET in content else content
