"""Where a local reference leads. Source: RFC 6901, JSON Pointer."""

from __future__ import annotations

from typing import Any

PREFIX = "#/"


def followed(document: Any, reference: str) -> Any:
    """What a reference leads to; None where it leads nowhere."""
    node = document
    for part in reference.removeprefix(PREFIX).split("/"):
        name = part.replace("~1", "/").replace("~0", "~")
        if not isinstance(node, dict) or name not in node:
            return None
        node = node[name]
    return node
