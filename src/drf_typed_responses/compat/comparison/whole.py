"""The comparison of two documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..changes import Change, Options
from ..documents.document import Document, Undecided, text
from .bodies import request, responses
from .causes import Causes
from .operations import Operation, listed, operations
from .pair import Pair
from .parameters import parameters
from .security import security
from .servers import of_all, servers

PARTS = (parameters, request, responses, security, servers)


def compare(
    base: Mapping[str, Any], revised: Mapping[str, Any], *, options: Options | None = None
) -> list[Change]:
    """What a client written against `base` meets when the server publishes `revised`.

    Errors come first. Raises `DocumentError` for what is no OpenAPI 3 document.
    """
    documents = Document(base, "the base"), Document(revised, "the revised document")
    if _identical(base, revised):
        return []
    causes = Causes(options or Options())
    try:
        pair = Pair(*documents, causes)
        _operations(pair, causes)
        _whole(pair, causes)
        found = list(causes.changes())
    except RecursionError:
        causes.add("undecided", "The documents are nested too deep to be compared", "")
        found = list(causes.changes())
    return sorted(found, key=lambda change: change.sort_key)


def _identical(base: Mapping[str, Any], revised: Mapping[str, Any]) -> bool:
    try:
        return base is revised or (base == revised and text(base) == text(revised))
    except RecursionError:
        return False


def _operations(pair: Pair, causes: Causes) -> None:
    olds, news = operations(pair.base), operations(pair.revised)
    for message in {**olds.unread, **news.unread}.values():
        causes.add("undecided", message, "")
    for key, old in olds.found.items():
        if key in news.found:
            _operation(pair, causes, old, news.found[key])
        elif key[1] not in news.unread:
            _removed(causes, old)
    for key, new in news.found.items():
        if key not in olds.found and key[1] not in olds.unread:
            causes.add("operation-added", "The operation is new", new.name)


def _operation(pair: Pair, causes: Causes, old: Operation, new: Operation) -> None:
    if old.item is not new.item and pair.same(old.raw, new.raw) and _alike(pair, old, new):
        return
    for part in PARTS:
        try:
            part(pair, old, new)
        except Undecided as undecided:
            causes.add("undecided", f"It cannot be told: {undecided}", new.name)
        except RecursionError:
            causes.add("undecided", "It is nested too deep to be compared", new.name)
    _names(causes, old, new)
    if old.raw.get("callbacks") != new.raw.get("callbacks"):
        causes.add("undecided", "Callbacks differ, and are not compared", new.name)


def _alike(pair: Pair, old: Operation, new: Operation) -> bool:
    """Whether what an operation takes from around itself is the same too."""
    return (
        old.variables == new.variables
        and pair.same(old.item.get("parameters"), new.item.get("parameters"))
        and pair.security.same(old, new)
    )


def _removed(causes: Causes, old: Operation) -> None:
    sunset = _sunset(old.raw)
    if old.raw.get("deprecated") is True and sunset and sunset <= causes.options.today:
        message = f"The operation is gone; its sunset was {sunset}"
        causes.add("operation-sunset", message, old.name)
        return
    message = "The operation is gone"
    if old.raw.get("deprecated") is True:
        message += f" before its sunset on {sunset}" if sunset else "; it had no sunset date"
    causes.add("operation-removed", message, old.name)


def _sunset(raw: Mapping[str, Any]) -> date | None:
    given = str(raw.get("x-sunset", ""))
    try:
        return datetime.fromisoformat(given).date() if given else None
    except ValueError:
        return None


def _names(causes: Causes, old: Operation, new: Operation) -> None:
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
        causes.add("operation-deprecated", message, new.name)
    dates = _sunset(old.raw), _sunset(new.raw)
    if old.raw.get("deprecated") is True and dates[0] and dates[1] and dates[1] < dates[0]:
        message = f"Its sunset was {dates[0]} and is {dates[1]}"
        causes.add("operation-sunset-sooner", message, new.name)


def _whole(pair: Pair, causes: Causes) -> None:
    base, revised = pair.base.root, pair.revised.root
    of_all(pair)
    if base.get("webhooks") != revised.get("webhooks"):
        causes.add("undecided", "Webhooks differ, and are not compared", "")
