"""What two operations take and give as bodies, and the headers of responses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...openapi.media_types import covering
from ...openapi.responses import governing
from ..documents.read_document import Undecided
from .causes import Place
from .links import links
from .media import (
    Contents,
    answering_media,
    contents,
    in_media,
    meeting_media,
)
from .operations import Operation, mapping
from .pair import Pair
from .parameters import WITHOUT_IT, in_writing


def request(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may and must send as a body."""
    olds = body_of(pair.base.follow(old.raw.get("requestBody")))
    news = body_of(pair.revised.follow(new.raw.get("requestBody")))
    if pair.same(olds, news) or not (olds or news):
        return
    add, words = pair.causes.add, "request body"
    sides = summary(olds), summary(news)
    if news and news.get("required") is True and not (olds and olds.get("required") is True):
        message = f"A body must be sent: {WITHOUT_IT}"
        add("request-body-required", message, new.name, words, sides)
    elif news and not olds:
        add("request-body-added", "A body may be sent", new.name, words, sides)
    elif olds.get("required") is True and news and news.get("required") is not True:
        add("request-body-optional", "A body need not be sent", new.name, words, sides)
    if not olds or not news:
        if olds:
            add("request-body-removed", "The body is no longer documented", new.name, words, sides)
        return
    media_types(pair, Place("request", new.name, words), contents(olds), contents(news))


# Of a media type that is gone, and of a new one.
WORDS = {
    "request": ("is no longer accepted", "is accepted too"),
    "answer": ("is no longer accepted", "is accepted too"),
    "response": ("is no longer answered", "is new"),
    "webhook": ("is no longer sent", "may come"),
}


def media_types(pair: Pair, place: Place, olds: Contents, news: Contents) -> None:
    """The contents of a body that is sent or accepted, by their media types."""
    add, prefix = pair.causes.add, f"{place.prefix}-media-type"
    gone, come = WORDS[place.prefix]
    accepts = place.prefix in ("request", "answer")
    stays = covering if accepts else answering_media
    for media in olds:
        if stays(media, news) is None:
            said = f"{media} {gone}"
            add(f"{prefix}-removed", said, place.operation, place.words, (media, None))
    for media, content, other in meeting_media(olds, news):
        _compared(pair, replace(place, words=in_media(place.words, media)), content, other)
    for media in news:
        if covering(media, olds) is None:
            said = f"{media} {come}"
            add(f"{prefix}-added", said, place.operation, place.words, (None, media))


def _compared(pair: Pair, place: Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
    """Two bodies of one media type."""
    pair.schemas(place, old.get("schema", {}), new.get("schema", {}))
    if "itemSchema" in old or "itemSchema" in new:  # of a stream, in OpenAPI 3.2
        items = replace(place, words=f"{place.words}, each item")
        pair.schemas(items, old.get("itemSchema", {}), new.get("itemSchema", {}))
    sides = old.get("encoding"), new.get("encoding")
    if not pair.same(*sides):
        message = "How parts of the body are encoded differs, and is not compared"
        pair.causes.add("undecided", message, place.operation, place.words, sides)


def summary(body: Mapping[str, Any]) -> Any:
    """What a reader sees of a body that comes, goes or is needed."""
    return {"required": body.get("required") is True} if body else None


def body_of(given: Any) -> Mapping[str, Any]:
    """A body or a response; one that is no object, such as YAML's `204:`, says nothing."""
    return given if isinstance(given, dict) else {}


def responses(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may meet as an answer."""
    olds, news = mapping(old.raw, "responses"), mapping(new.raw, "responses")
    if pair.same(olds, news):
        return
    for status, given in olds.items():
        met = {s: r for s, r in news.items() if governing(s, olds) == status}
        wider = governing(status, news)
        if wider is not None:
            met.setdefault(wider, news[wider])
        if wider is None and (status == "default" or not met):
            id = "response-status-removed" if status[:1] == "2" else "response-error-removed"
            message = f"The response {status} is no longer documented"
            pair.causes.add(id, message, new.name, f"{status} response", (status, None))
        old_response = body_of(pair.base.follow(given))
        for other, response in met.items():
            words = f"{status if other == wider else other} response"
            new_response = body_of(pair.revised.follow(response))
            if pair.same(old_response, new_response):
                continue
            _response(pair, new.name, words, old_response, new_response)
            links(pair, (old, new), words, old_response, new_response)
    for status in news:
        if governing(status, olds) is None:
            message, words = f"The response {status} is new", f"{status} response"
            pair.causes.add("response-status-added", message, new.name, words, (None, status))


def _response(pair: Pair, operation: str, words: str, old: Any, new: Any) -> None:
    media_types(pair, Place("response", operation, words), contents(old), contents(new))
    _headers(pair, operation, words, old, new)


def _headers(pair: Pair, operation: str, words: str, old: Any, new: Any) -> None:
    olds = {name.lower(): (name, raw) for name, raw in mapping(old, "headers").items()}
    news = {name.lower(): (name, raw) for name, raw in mapping(new, "headers").items()}
    add = pair.causes.add
    for key, (name, given) in olds.items():
        place = f"{words}, header `{name}`"
        if key == "content-type":
            continue
        if key not in news:
            add("response-header-removed", "The header is gone", operation, place, (given, None))
            continue
        header, other = pair.base.follow(given), pair.revised.follow(news[key][1])
        if not (isinstance(header, dict) and isinstance(other, dict)):
            raise Undecided(f"the header {name} is no object")
        if header.get("required") is True and other.get("required") is not True:
            sides = {"required": True}, {"required": False}
            add("response-header-optional", "The header may be absent", operation, place, sides)
        where = Place("header", operation, place)
        in_writing(pair, where, header, other, "response-header-style-changed")
    for key, (name, given) in news.items():
        if key not in olds:
            place = f"{words}, header `{name}`"
            add("response-header-added", "The header is new", operation, place, (None, given))
