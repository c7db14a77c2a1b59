"""Where the API answers: the addresses of its servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .operations import Operation, listed, mapping
from .pair import Pair

MOST_ADDRESSES: Final = 100


def servers(pair: Pair, old: Operation, new: Operation) -> None:
    """The servers of operations, or paths, that name their own."""
    own = _own(old), _own(new)
    if own != (None, None):
        whole = addresses(pair.base.root), addresses(pair.revised.root)
        _compared(pair, own[0] or whole[0], own[1] or whole[1], new.name)


def of_all(pair: Pair) -> None:
    """The servers of the documents."""
    _compared(pair, addresses(pair.base.root), addresses(pair.revised.root), "")


def _compared(pair: Pair, olds: list[str], news: list[str], operation: str) -> None:
    gone = [address or "/" for address in olds if address not in (news or [""])]
    if gone:
        message = f"{', '.join(gone)} is no longer a server"
        pair.causes.add("servers-changed", message, operation, sides=(olds, news))


def _own(operation: Operation) -> list[str] | None:
    named = (raw for raw in (operation.raw, operation.item) if listed(raw, "servers"))
    raw = next(named, None)
    return None if raw is None else addresses(raw)


def addresses(raw: Mapping[str, Any]) -> list[str]:
    """The addresses without a last slash, one for each value that a variable may have."""
    found = [
        address
        for server in listed(raw, "servers")
        if isinstance(server, dict) and isinstance(server.get("url"), str)
        for address in _written_out(server["url"], mapping(server, "variables"))
    ]
    return list(dict.fromkeys(found))


def _written_out(url: str, variables: Mapping[str, Any]) -> list[str]:
    written = [url.rstrip("/")]
    for name, variable in variables.items():
        given = listed(variable, "enum") if isinstance(variable, dict) else ()
        values = [value for value in given if isinstance(value, str)]
        if values and len(values) * len(written) <= MOST_ADDRESSES:
            written = [w.replace(f"{{{name}}}", value) for w in written for value in values]
    return written
