"""Operations that are added, removed or deprecated, and the names that clients take from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ...openapi.types import Object
from ...openapi.values import list_at
from ..change_rule import KEEP, ChangeRule, added, broken, changed, deprecated
from .comparison import Comparison
from .matching import ComparedOperation

RULES: Final = {
    "operation-added": added("An operation is new."),
    "operation-removed": ChangeRule(
        "error",
        "removed",
        "An operation was removed, or its path changed, without or before an `x-sunset`.",
        KEEP,
    ),
    "operation-sunset": ChangeRule(
        "info", "removed", "A deprecated operation was removed after its sunset."
    ),
    "operation-deprecated": deprecated("An operation is deprecated."),
    "operation-sunset-sooner": broken(
        "The sunset of a deprecated operation is earlier than announced.",
        "Keep the date that was announced, or a later one.",
    ),
    "operation-id-changed": changed(
        "The operation id changed, from which SDKs make method names and links.",
        "Keep the id, or tell the users of generated clients.",
    ),
    "operation-tag-changed": changed(
        "A tag was removed from an operation, from which SDKs make classes and pages."
    ),
}


def added_operation(comparison: Comparison, new: ComparedOperation) -> None:
    """Add an operation that the base does not have."""
    message = "The operation is new"
    comparison.changes.add("operation-added", message, new.name, sides=(None, new.name))


def removed_operation(comparison: Comparison, old: ComparedOperation) -> None:
    """Add an operation that was removed: a break unless its sunset is past."""
    add, sides = comparison.changes.add, (old.name, None)
    sunset = _sunset(old.spec)
    if _is_deprecated(old) and sunset and sunset <= comparison.today:
        message = f"The operation is gone; its sunset was {sunset}"
        add("operation-sunset", message, old.name, sides=sides)
        return
    message = "The operation is gone"
    if _is_deprecated(old):
        message += f" before its sunset on {sunset}" if sunset else "; it had no sunset date"
    add("operation-removed", message, old.name, sides=sides)


def lifecycle(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the id, the tags, the deprecation and the sunset of an operation."""
    _names(comparison, old, new)
    add = comparison.changes.add
    if _is_deprecated(new) and not _is_deprecated(old):
        sunset = _sunset(new.spec)
        message = "The operation is deprecated" + (f"; its sunset is {sunset}" if sunset else "")
        sides = {"deprecated": False}, {"deprecated": True}
        add("operation-deprecated", message, new.name, sides=sides)
    dates = _sunset(old.spec), _sunset(new.spec)
    if _is_deprecated(old) and dates[0] and dates[1] and dates[1] < dates[0]:
        message = f"Its sunset was {dates[0]} and is {dates[1]}"
        add("operation-sunset-sooner", message, new.name, sides=map(str, dates))


def _names(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    add = comparison.changes.add
    ids = old.spec.get("operationId"), new.spec.get("operationId")
    if ids[0] and ids[0] != ids[1]:
        message = f"The operation id was {ids[0]} and is {ids[1] or 'gone'}"
        add("operation-id-changed", message, new.name, sides=ids)
    olds, news = list_at(old.spec, "tags"), list_at(new.spec, "tags")
    gone = [tag for tag in olds if tag not in news]
    if gone:
        message = f"The tag {', '.join(map(str, gone))} is gone"
        add("operation-tag-changed", message, new.name, sides=(olds, news))


def _is_deprecated(operation: ComparedOperation) -> bool:
    return operation.spec.get("deprecated") is True


def _sunset(spec: Object) -> date | None:
    given = str(spec.get("x-sunset", ""))
    try:
        return datetime.fromisoformat(given).date() if given else None
    except ValueError:
        return None
