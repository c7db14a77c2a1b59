"""The addresses of servers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from ...openapi.types import Object
from ...openapi.values import list_at, object_at

MOST_ADDRESSES: Final = 100


def addresses(raw: Object, *, defaults: bool = False) -> list[str]:
    """The addresses without a last slash, one for each listed value of a variable.

    With `defaults`, a variable that lists no values has its default.
    """
    found = [
        address
        for server in list_at(raw, "servers")
        if isinstance(server, dict) and isinstance(server.get("url"), str)
        for address in _expanded(server["url"], object_at(server, "variables"), defaults)
    ]
    return list(dict.fromkeys(found))


def _expanded(url: str, variables: Mapping[str, Any], defaults: bool) -> list[str]:
    expanded = [url.rstrip("/")]
    for name, variable in variables.items():
        given = list_at(variable, "enum")
        if not given and defaults and isinstance(variable, dict):
            given = [variable.get("default")]
        values = [value for value in given if isinstance(value, str)]
        if values and len(values) * len(expanded) <= MOST_ADDRESSES:
            expanded = [w.replace(f"{{{name}}}", value) for w in expanded for value in values]
    return expanded


def prefixes(raw: Object) -> list[str]:
    """The paths in the addresses of the servers, before those of the operations."""
    found = [urlsplit(address).path.rstrip("/") for address in addresses(raw, defaults=True)]
    return list(dict.fromkeys(found)) or [""]
