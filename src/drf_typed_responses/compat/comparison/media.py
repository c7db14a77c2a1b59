"""Media types: which contents of a body a client may meet, or may send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from ...openapi.media_types import covering, normalized
from .operations import mapping

JSON: Final = "application/json"
Contents: TypeAlias = Mapping[str, dict[str, Any]]


def contents(raw: Any) -> dict[str, dict[str, Any]]:
    """The media types of a body, in one spelling; what a charset is, JSON and text say better."""
    return {
        normalized(media): content if isinstance(content, dict) else {}
        for media, content in mapping(raw, "content").items()
    }


def answering_media(media: str, contents: Contents) -> Any:
    """The content that a client who expects the media type may meet, be it of one that it holds."""
    start = media.rstrip("*") if "*" in media else f"{media};"
    held = (content for name, content in contents.items() if name.startswith(start))
    return next(held, covering(media, contents))


def meeting_media(olds: Contents, news: Contents) -> Iterator[tuple[str, Any, Any]]:
    """Each two contents that speak of one body, and the narrower of their media types."""
    seen = set()
    for media, old in olds.items():
        covered = covering(media, news)
        if covered is not None:
            seen.add((id(old), id(covered)))
            yield media, old, covered
    for media, new in news.items():
        wider = covering(media, olds)
        if wider is not None and (id(wider), id(new)) not in seen:
            yield media, wider, new


def in_media(words: str, media: str) -> str:
    return words if media == JSON else f"{words} ({media})"
