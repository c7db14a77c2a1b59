"""What becomes of whole operations, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from .causes import Causes
from .operations import Operation, listed


def removed(causes: Causes, old: Operation) -> None:
    """An operation that is gone: a break unless its sunset is past."""
    sunset = _sunset(old.raw)
    if old.raw.get("deprecated") is True and sunset and sunset <= causes.options.today:
        message = f"The operation is gone; its sunset was {sunset}"
        causes.add("operation-sunset", message, old.name, sides=(old.name, None))
        return
    message = "The operation is gone"
    if old.raw.get("deprecated") is True:
        message += f" before its sunset on {sunset}" if sunset else "; it had no sunset date"
    causes.add("operation-removed", message, old.name, sides=(old.name, None))


def _sunset(raw: Mapping[str, Any]) -> date | None:
    given = str(raw.get("x-sunset", ""))
    try:
        return datetime.fromisoformat(given).date() if given else None
    except ValueError:
        return None


def named(causes: Causes, old: Operation, new: Operation) -> None:
    """What clients see of an operation beside what it does: its id, its tags, its sunset."""
    ids = old.raw.get("operationId"), new.raw.get("operationId")
    if ids[0] and ids[0] != ids[1]:
        message = f"The operation id was {ids[0]} and is {ids[1] or 'gone'}"
        causes.add("operation-id-changed", message, new.name, sides=ids)
    gone = [tag for tag in listed(old.raw, "tags") if tag not in listed(new.raw, "tags")]
    if gone:
        message = f"The tag {', '.join(map(str, gone))} is gone"
        sides = listed(old.raw, "tags"), listed(new.raw, "tags")
        causes.add("operation-tag-changed", message, new.name, sides=sides)
    if new.raw.get("deprecated") is True and old.raw.get("deprecated") is not True:
        sunset = _sunset(new.raw)
        message = "The operation is deprecated" + (f"; its sunset is {sunset}" if sunset else "")
        flags = {"deprecated": False}, {"deprecated": True}
        causes.add("operation-deprecated", message, new.name, sides=flags)
    dates = _sunset(old.raw), _sunset(new.raw)
    if old.raw.get("deprecated") is True and dates[0] and dates[1] and dates[1] < dates[0]:
        message = f"Its sunset was {dates[0]} and is {dates[1]}"
        causes.add("operation-sunset-sooner", message, new.name, sides=map(str, dates))
