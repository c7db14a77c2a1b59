"""Where drf-spectacular puts the one element that a sample of a list shows."""

from __future__ import annotations

from typing import Any

from .upstream import listed_sample, quiet

Keys = tuple[str, ...]


def path_to_list(paginator: Any) -> Keys | None:
    """The keys that lead to the list in a page, none where there are no pages.

    None where drf-spectacular cannot tell either, and takes a sample as it is.
    """
    element = object()
    with quiet():
        page = listed_sample(element, paginator)
    return _path(page, element)


def _path(node: Any, element: object) -> Keys | None:
    if isinstance(node, list):
        return () if node and node[0] is element else None
    if isinstance(node, dict):
        for key, part in node.items():
            below = _path(part, element)
            if below is not None:
                return (key, *below)
    return None
