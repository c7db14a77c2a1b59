"""Compares what two operations take and give: parameters, bodies, responses, headers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .causes import Causes, Place
from .documents import Document, Schema, text
from .gaps import Gap
from .inclusion import Inclusion
from .operations import Operation, mapping, schemes
from .reading import Reader
from .sameness import Sameness
from .shapes import Text

JSON: Final = "application/json"
STYLES: Final = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


class Pair:
    """The two documents, what is the same in both, and both directions of comparison."""

    def __init__(self, base: Document, revised: Document, causes: Causes) -> None:
        self.base, self.revised, self.causes = base, revised, causes
        self.sameness = Sameness(base, revised)
        self.same_schemes = self.same(schemes(base), schemes(revised))
        old, new = Reader(base), Reader(revised)
        self.responses = Inclusion(new, old, self.sameness, response=True)
        self.requests = Inclusion(old, new, self.sameness, response=False)

    def same(self, old: Any, new: Any) -> bool:
        return self.sameness.raws(old, new)

    def schemas(self, place: Place, old: Any, new: Any) -> None:
        """Compares two schemas in the direction of the place."""
        if self.same(old, new):
            return
        response = place.prefix in ("response", "header")
        inclusion = self.responses if response else self.requests
        older, newer = self.base.schema(old), self.revised.schema(new)
        narrow, wide = (newer, older) if response else (older, newer)
        gaps = inclusion.compare(narrow, wide)
        if place.prefix == "parameter":
            gaps = tuple(gap for gap in gaps if not self._written_alike(gap, newer))
        self.causes.gaps(place, inclusion, narrow, wide, gaps)

    def _written_alike(self, gap: Gap, newer: Schema) -> bool:
        """In an address everything is text: where any text will do, a number does."""
        if gap.kind != "type-changed" or gap.path:
            return False
        atoms = self.requests.wide.shape(newer).get("string", ())
        free = any(atom.core == Text() and atom.exact for atom in atoms)
        return free and set(gap.sides[0]) <= {"integer", "number", "boolean", "string"}


def parameters(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may and must put into the address, the headers and the cookies."""
    olds, news = old.parameters(), new.parameters()
    for key, parameter in olds.items():
        place = f"{key[0]} parameter `{parameter.get('name')}`"
        if key in news:
            _parameter(pair, Place("parameter", new.name, place), parameter, news[key])
        elif key[0] != "path":
            message = "The parameter is no longer documented"
            pair.causes.add("parameter-removed", message, new.name, place, (parameter, None))
    for key, parameter in news.items():
        if key not in olds and key[0] != "path":
            place = f"{key[0]} parameter `{parameter.get('name')}`"
            sides = (None, parameter)
            if parameter.get("required") is True:
                message = "The parameter is new and must be sent"
                pair.causes.add("parameter-required", message, new.name, place, sides)
            else:
                pair.causes.add("parameter-added", "The parameter is new", new.name, place, sides)


def _parameter(pair: Pair, place: Place, old: Any, new: Any) -> None:
    if pair.same(old, new):
        return
    add = pair.causes.add
    if new.get("required") is True and old.get("required") is not True:
        add("parameter-required", "The parameter must be sent", place.operation, place.words)
    if new.get("deprecated") is True and old.get("deprecated") is not True:
        add("parameter-deprecated", "The parameter is deprecated", place.operation, place.words)
    styles = _style(old), _style(new)
    if styles[0] != styles[1] and _composite(old):
        message = f"It was written as {styles[0]} and is written as {styles[1]}"
        add("parameter-style-changed", message, place.operation, place.words, styles)
    olds, news = contents(old), contents(new)
    if olds.keys() == news.keys():
        for media, content in olds.items():
            pair.schemas(place, content.get("schema", {}), news[media].get("schema", {}))
    elif "schema" in old or "schema" in new:
        if bool(olds) == bool(news):
            return
        add("parameter-style-changed", "It is written another way", place.operation, place.words)
    if "schema" in old or "schema" in new:
        pair.schemas(place, old.get("schema", {}), new.get("schema", {}))


def _style(parameter: Mapping[str, Any]) -> str:
    style = parameter.get("style") or STYLES.get(str(parameter.get("in")), "form")
    explode = parameter.get("explode", style == "form")
    return f"{style}, {'exploded' if explode else 'not exploded'}"


def _composite(parameter: Mapping[str, Any]) -> bool:
    written = text(parameter.get("schema", {}))
    return any(word in written for word in ('"array"', '"object"', '"$ref"'))


def request(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may and must send as a body."""
    olds = _body(pair.base.follow(old.raw.get("requestBody")))
    news = _body(pair.revised.follow(new.raw.get("requestBody")))
    if pair.same(olds, news) or not (olds or news):
        return
    add, words = pair.causes.add, "request body"
    if news and news.get("required") is True and not (olds and olds.get("required") is True):
        add("request-body-required", "A body must be sent", new.name, words)
    elif news and not olds:
        add("request-body-added", "A body may be sent", new.name, words)
    if not olds or not news:
        if olds:
            add("request-body-removed", "The body is no longer documented", new.name, words)
        return
    accepted = contents(news)
    for media, content in contents(olds).items():
        other = matching_media(media, accepted)
        if other is None:
            message = f"{media} is no longer accepted"
            add("request-media-type-removed", message, new.name, words, (media, None))
            continue
        place = Place("request", new.name, in_media(words, media))
        pair.schemas(place, content.get("schema", {}), other.get("schema", {}))
    for media in accepted:
        if matching_media(media, contents(olds)) is None:
            add("request-media-type-added", f"{media} is accepted too", new.name, words)


def _body(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, dict) else {}


def responses(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may meet as an answer."""
    olds, news = mapping(old.raw, "responses"), mapping(new.raw, "responses")
    if pair.same(olds, news):
        return
    for status, given in olds.items():
        response = pair.base.follow(given)
        found = _answers(str(status), news)
        if not found:
            success = str(status)[:1] == "2"
            id = "response-status-removed" if success else "response-error-removed"
            message = f"The response {status} is no longer documented"
            pair.causes.add(id, message, new.name, f"{status} response")
        for other in found:
            _response(pair, new.name, f"{status} response", response, pair.revised.follow(other))
    for status in news:
        if not _answers(str(status), olds):
            message = f"The response {status} is new"
            pair.causes.add("response-status-added", message, new.name, f"{status} response")


def _answers(status: str, responses: Mapping[str, Any]) -> list[Any]:
    """The responses of the other side that a status stands for: itself, its range, the default."""
    if status in responses:
        return [responses[status]]
    family = f"{status[:1]}XX"
    if status == family:
        return [r for s, r in responses.items() if str(s)[:1] == status[:1]]
    return [responses[key] for key in (family, "default") if key in responses][:1]


def _response(pair: Pair, operation: str, words: str, old: Any, new: Any) -> None:
    if pair.same(old, new) or not (isinstance(old, dict) and isinstance(new, dict)):
        return
    add, olds, news = pair.causes.add, contents(old), contents(new)
    for media, content in olds.items():
        other = matching_media(media, news)
        if other is None:
            message = f"{media} is no longer answered"
            add("response-media-type-removed", message, operation, words, (media, None))
            continue
        place = Place("response", operation, in_media(words, media))
        pair.schemas(place, content.get("schema", {}), other.get("schema", {}))
    for media in news:
        if matching_media(media, olds) is None:
            add("response-media-type-added", f"{media} is new", operation, words, (None, media))
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
        if header.get("required") is True and other.get("required") is not True:
            add("response-header-optional", "The header may be absent", operation, place)
        where = Place("header", operation, place)
        pair.schemas(where, header.get("schema", {}), other.get("schema", {}))
    for key, (name, given) in news.items():
        if key not in olds:
            place = f"{words}, header `{name}`"
            add("response-header-added", "The header is new", operation, place, (None, given))


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


def in_media(words: str, media: str) -> str:
    return words if media == JSON else f"{words} ({media})"
