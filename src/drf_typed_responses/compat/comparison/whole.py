"""The comparison of two documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from ...findings import Change
from ...openapi.values import compact
from ..documents.read_document import ReadDocument, Undecided
from ..options import Options
from . import security, servers
from .bodies import request, responses
from .causes import Causes
from .heirs import heirs
from .lifetimes import named, removed
from .operations import Operation, Operations, callbacks, webhooks
from .pair import Pair
from .parameters import parameters
from .webhooks import TURNED

Part: TypeAlias = Callable[[Pair, Operation, Operation], None]


def compare(
    base: Mapping[str, Any], revised: Mapping[str, Any], *, options: Options | None = None
) -> list[Change]:
    """What a client written against `base` meets when the server publishes `revised`.

    Errors come first. Raises `DocumentError` for what is no OpenAPI 3 document.
    """
    documents = ReadDocument(base, "the base"), ReadDocument(revised, "the revised document")
    if _identical(base, revised):
        return []
    causes = Causes(options or Options())
    try:
        pair = Pair(*documents, causes)
        _operations(pair, PARTS, *pair.operations)
        _operations(pair, TURNED, webhooks(pair.base), webhooks(pair.revised))
        security.of_all(pair)
        servers.of_all(pair)
        heirs(pair)
        found = list(causes.changes())
    except RecursionError:
        causes.add("undecided", "The documents are nested too deep to be compared", "")
        found = list(causes.changes())
    return sorted(found, key=lambda change: change.sort_key)


def _identical(base: Mapping[str, Any], revised: Mapping[str, Any]) -> bool:
    try:
        return base is revised or (base == revised and compact(base) == compact(revised))
    except RecursionError:
        return False


def _operations(pair: Pair, parts: Sequence[Part], olds: Operations, news: Operations) -> None:
    causes = pair.causes
    for message in {**olds.unread, **news.unread}.values():
        causes.add("undecided", message, "")
    for key, old in olds.found.items():
        if key in news.found:
            _operation(pair, parts, old, news.found[key])
        elif key[1] not in news.unread:
            removed(causes, old)
    for key, new in news.found.items():
        if key not in olds.found and key[1] not in olds.unread:
            causes.add("operation-added", "The operation is new", new.name, sides=(None, new.name))


def _operation(pair: Pair, parts: Sequence[Part], old: Operation, new: Operation) -> None:
    if old.item is not new.item and pair.same(old.raw, new.raw) and _alike(pair, old, new):
        return
    for part in parts:
        try:
            part(pair, old, new)
        except Undecided as undecided:
            pair.causes.add("undecided", f"It cannot be told: {undecided}", new.name)
        except RecursionError:
            pair.causes.add("undecided", "It is nested too deep to be compared", new.name)
    named(pair.causes, old, new)


def _callbacks(pair: Pair, old: Operation, new: Operation) -> None:
    """What the API calls after the operation; what is called after that is not followed."""
    _operations(pair, TURNED, callbacks(old), callbacks(new))


def _alike(pair: Pair, old: Operation, new: Operation) -> bool:
    """Whether what an operation takes from around itself is the same too."""
    return (
        old.variables == new.variables
        and pair.same(old.item.get("parameters"), new.item.get("parameters"))
        and pair.security.same(old, new)
    )


# An operation that a client calls.
PARTS: Final = (
    parameters, request, responses, security.security, servers.servers, _callbacks,
)  # fmt: skip
