"""The addresses of the servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from ..change_rule import changed
from .addresses import addresses
from .comparison import Comparison
from .matching import ComparedOperation, counterparts

RULES: Final = {"servers-changed": changed("A server of the base is no longer listed.")}


def operation_servers(
    comparison: Comparison, old: ComparedOperation, new: ComparedOperation
) -> None:
    """Compare the servers of an operation or a path that has its own."""
    owners = old.server_owner, new.server_owner
    if owners[0] is old.document.root and owners[1] is new.document.root:
        return  # `document_servers` compares those
    olds, news = map(addresses, owners)
    _compared(comparison, olds, news, new.name)


def document_servers(comparison: Comparison) -> None:
    """Compare the servers of the documents.

    A server stays if each operation that both documents have stays at its address there.
    """
    olds, news = (addresses(side.root) for side in (comparison.base, comparison.revised))
    moved = comparison.selection.moved
    pairs = counterparts(*comparison.operations, moved).items()
    places = {(key[1], new.key[1]) for key, new in pairs}
    known = {server + place for server in news or [""] for _, place in places}
    gone = [
        old
        for old in olds
        if not places or not {_moved(old, place, moved) for place, _ in places} <= known
    ]
    _compared(comparison, gone, news, "")


def _moved(server: str, place: str, moved: Callable[[str], str]) -> str:
    """The address that the place of an operation on a server became."""
    path = urlsplit(server).path
    return server.removesuffix(path) + moved(path + place)


def _compared(comparison: Comparison, olds: list[str], news: list[str], operation: str) -> None:
    gone = [address or "/" for address in olds if address not in (news or [""])]
    if gone:
        predicate = "is no longer a server" if len(gone) == 1 else "are no longer servers"
        message = f"{', '.join(gone)} {predicate}"
        comparison.changes.add("servers-changed", message, operation, sides=(olds, news))
