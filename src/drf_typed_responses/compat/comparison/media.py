"""Media types: which contents of a body a client may meet, or may send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .operations import mapping

JSON: Final = "application/json"


def contents(raw: Any) -> dict[str, dict[str, Any]]:
    """The media types of a body, without their parameters."""
    return {
        media.partition(";")[0].strip().lower(): content if isinstance(content, dict) else {}
        for media, content in mapping(raw, "content").items()
    }


def matching_media(media: str, contents: Mapping[str, Any]) -> Any:
    """The content of the media type, or of a range that holds it."""
    for name in (media, f"{media.partition('/')[0]}/*", "*/*"):
        if name in contents:
            return contents[name]
    return None


def answered_media(media: str, contents: Mapping[str, Any]) -> list[Any]:
    """The contents that a client may meet who expects the media type, or one of the range."""
    if "*" not in media or media in contents:
        found = matching_media(media, contents)
        return [] if found is None else [found]
    start = media.rstrip("*")
    return [content for name, content in contents.items() if name.startswith(start)]


def in_media(words: str, media: str) -> str:
    return words if media == JSON else f"{words} ({media})"
