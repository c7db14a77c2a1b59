"""The addresses of the servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...openapi.types import Object
from ...openapi.values import list_at, object_at
from ..change_rule import changed
from .comparison import Comparison
from .matching import ComparedOperation

RULES: Final = {"servers-changed": changed("A server of the base is no longer listed.")}
MOST_ADDRESSES: Final = 100


def operation_servers(
    comparison: Comparison, old: ComparedOperation, new: ComparedOperation
) -> None:
    """Compare the servers of an operation or a path that has its own."""
    own = _own(old), _own(new)
    if own != (None, None):
        whole = addresses(comparison.base.root), addresses(comparison.revised.root)
        _compared(comparison, own[0] or whole[0], own[1] or whole[1], new.name)


def document_servers(comparison: Comparison) -> None:
    """Compare the servers of the documents."""
    _compared(comparison, addresses(comparison.base.root), addresses(comparison.revised.root), "")


def _compared(comparison: Comparison, olds: list[str], news: list[str], operation: str) -> None:
    gone = [address or "/" for address in olds if address not in (news or [""])]
    if gone:
        predicate = "is no longer a server" if len(gone) == 1 else "are no longer servers"
        message = f"{', '.join(gone)} {predicate}"
        comparison.changes.add("servers-changed", message, operation, sides=(olds, news))


def _own(operation: ComparedOperation) -> list[str] | None:
    named = (raw for raw in (operation.spec, operation.item) if list_at(raw, "servers"))
    raw = next(named, None)
    return None if raw is None else addresses(raw)


def addresses(raw: Object) -> list[str]:
    """The addresses without a last slash, one for each listed value of a variable."""
    found = [
        address
        for server in list_at(raw, "servers")
        if isinstance(server, dict) and isinstance(server.get("url"), str)
        for address in _expanded(server["url"], object_at(server, "variables"))
    ]
    return list(dict.fromkeys(found))


def _expanded(url: str, variables: Mapping[str, Any]) -> list[str]:
    expanded = [url.rstrip("/")]
    for name, variable in variables.items():
        values = [value for value in list_at(variable, "enum") if isinstance(value, str)]
        if values and len(values) * len(expanded) <= MOST_ADDRESSES:
            expanded = [w.replace(f"{{{name}}}", value) for w in expanded for value in values]
    return expanded
