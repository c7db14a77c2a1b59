"""Media types: which contents of a body a client may meet, or may send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from .operations import mapping

JSON: Final = "application/json"
Contents: TypeAlias = Mapping[str, dict[str, Any]]


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


def matching_media(media: str, contents: Contents) -> Any:
    """The content of the media type, or of one that holds it."""
    bare = media.partition(";")[0]
    for name in (media, bare, f"{bare.partition('/')[0]}/*", "*/*"):
        if name in contents:
            return contents[name]
    return None


def answering_media(media: str, contents: Contents) -> Any:
    """The content that a client who expects the media type may meet, be it of one that it holds."""
    start = media.rstrip("*") if "*" in media else f"{media};"
    held = (content for name, content in contents.items() if name.startswith(start))
    return next(held, matching_media(media, contents))


def meeting_media(olds: Contents, news: Contents) -> Iterator[tuple[str, Any, Any]]:
    """Each two contents that speak of one body, and the narrower of their media types."""
    seen = set()
    for media, old in olds.items():
        new = matching_media(media, news)
        if new is not None:
            seen.add((id(old), id(new)))
            yield media, old, new
    for media, new in news.items():
        old = matching_media(media, olds)
        if old is not None and (id(old), id(new)) not in seen:
            yield media, old, new


def in_media(words: str, media: str) -> str:
    return words if media == JSON else f"{words} ({media})"
