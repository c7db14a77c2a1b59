"""Media types: which contents of a body a client may meet, or may send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .operations import mapping

JSON: Final = "application/json"


def contents(raw: Any) -> dict[str, dict[str, Any]]:
    """The media types of a body, in one spelling; what a charset is, JSON and text say better."""
    return {
        _spelled(media): content if isinstance(content, dict) else {}
        for media, content in mapping(raw, "content").items()
    }


def _spelled(media: str) -> str:
    name, *parameters = ("".join(part.lower().split()) for part in media.split(";"))
    kept = sorted(part for part in parameters if part and not part.startswith("charset="))
    return ";".join((name, *kept))


def matching_media(media: str, contents: Mapping[str, Any]) -> Any:
    """The content of the media type, or of one that holds it."""
    bare = media.partition(";")[0]
    for name in (media, bare, f"{bare.partition('/')[0]}/*", "*/*"):
        if name in contents:
            return contents[name]
    return None


def answered_media(media: str, contents: Mapping[str, Any]) -> list[Any]:
    """The contents that a client may meet who expects the media type, or one that it holds."""
    wider = matching_media(media, contents)
    if media in contents or (wider is not None and "*" not in media):
        return [wider]
    start = media.rstrip("*") if "*" in media else f"{media};"
    narrower = [content for name, content in contents.items() if name.startswith(start)]
    return narrower or ([] if wider is None else [wider])


def in_media(words: str, media: str) -> str:
    return words if media == JSON else f"{words} ({media})"
