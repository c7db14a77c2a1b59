"""The contents of bodies, by their media types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ...openapi.deprecations import ending_media_type
from ...openapi.media_types import FORMS, covering, essence, normalized
from ...openapi.types import AnySchema, Object
from ...openapi.values import object_at
from ..change_rule import KEEP, added, broken, changed
from ..documents.read_document import ReadDocument
from .comparison import Comparison
from .gap_causes import SchemaPlace
from .lifecycle import Part, announcements, removed_part
from .repeated_values import as_single_value, or_one_item

RULES: Final = {
    "response-media-type-removed": broken("A media type of a response was removed.", KEEP),
    "response-media-type-added": added("A media type of a response is new."),
    "request-media-type-removed": broken(
        "A media type is no longer accepted.", "Continue to accept the media type."
    ),
    "request-media-type-added": added("One more media type is accepted."),
    "webhook-media-type-added": broken(
        "A body may have a media type that clients do not know.",
        "Send only the documented media types.",
    ),
    "webhook-media-type-removed": changed("A media type is no longer sent."),
    "answer-media-type-removed": broken(
        "A media type of the response to a webhook or callback is no longer accepted.",
        "Continue to accept the media type.",
    ),
    "answer-media-type-added": added(
        "One more media type of the response to a webhook or callback is accepted."
    ),
}
DEFAULT_MEDIA_TYPE: Final = "application/json"
Contents: TypeAlias = Mapping[str, dict[str, Any]]


# The predicates of messages about a removed media type, and about a new one.
_PREDICATES: Final = {
    "request": ("is no longer accepted", "is accepted too"),
    "answer": ("is no longer accepted", "is accepted too"),
    "response": ("is no longer returned", "is new"),
    "webhook": ("is no longer sent", "may be sent"),
}


def contents_of(raw: Object) -> dict[str, dict[str, Any]]:
    """The Media Type Objects of a body or a response by their normalized media types."""
    return {
        normalized(media): content if isinstance(content, dict) else {}
        for media, content in object_at(raw, "content").items()
    }


def compare_contents(
    comparison: Comparison, place: SchemaPlace, olds: Contents, news: Contents
) -> None:
    """Compare the contents of a body that is sent or accepted."""
    add, id = comparison.changes.add, f"{place.position}-media-type"
    removed, new = _PREDICATES[place.position]
    accepts = place.position in ("request", "answer")
    kept = covering if accepts else _returned
    for media in olds:
        if kept(media, news) is None:
            part = Part(id, media, place.operation, place.words, media)
            removed_part(comparison, part, ending_media_type(olds[media]), f"{media} {removed}")
    for media, older, newer in _counterparts(olds, news):
        shown = "" if media == DEFAULT_MEDIA_TYPE else f" ({media})"
        shown_place = replace(place, words=f"{place.words}{shown}")
        _compared(comparison, shown_place, older, newer, is_form=essence(media) in FORMS)
    for media in news:
        if covering(media, olds) is None:
            message = f"{media} {new}"
            add(f"{id}-added", message, place.operation, place.words, (None, media))


def _returned(media: str, contents: Contents) -> dict[str, Any] | None:
    """The content that the API may send to a client that asks for a media type or a range."""
    start = media.rstrip("*") if "*" in media else f"{media};"
    held = (content for name, content in contents.items() if name.startswith(start))
    return next(held, covering(media, contents))


def _counterparts(olds: Contents, news: Contents) -> Iterator[tuple[str, Object, Object]]:
    """The pairs of contents that describe the same body, with the narrower media type."""
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


def _compared(
    comparison: Comparison, place: SchemaPlace, old: Object, new: Object, *, is_form: bool
) -> None:
    part = Part(f"{place.position}-media-type", "The media type", place.operation, place.words)
    announcements(comparison, part, ending_media_type(old), ending_media_type(new))
    older, newer = old.get("schema", {}), new.get("schema", {})
    if is_form:
        older, newer = _with_repeated_fields(comparison, older, newer)
    comparison.schemas(place, older, newer, as_text=is_form)
    if "itemSchema" in old or "itemSchema" in new:  # for streams, since OpenAPI 3.2
        items = replace(place, words=f"{place.words}, each item")
        comparison.schemas(items, old.get("itemSchema", {}), new.get("itemSchema", {}))
    sides = old.get("encoding"), new.get("encoding")
    if not comparison.same(*sides):
        message = "The encoding of the body's parts differs and is not compared"
        comparison.changes.add("undecided", message, place.operation, place.words, sides)


def _with_repeated_fields(
    comparison: Comparison, old: AnySchema, new: AnySchema
) -> tuple[AnySchema, AnySchema]:
    """Both schemas of a form; a field that becomes a list may be one item, or was one of more."""
    olds, news = _fields(comparison.base, old), _fields(comparison.revised, new)
    both = [name for name in olds if name in news]
    older = {name: as_single_value(comparison, olds[name], news[name]) for name in both}
    newer = {name: or_one_item(comparison, olds[name], news[name]) for name in both}
    return (
        _with_fields(comparison.base, old, older),
        _with_fields(comparison.revised, new, newer),
    )


def _fields(document: ReadDocument, schema: AnySchema) -> Mapping[str, Any]:
    """The schemas of the fields of a form."""
    return object_at(document.follow(schema), "properties")


def _with_fields(document: ReadDocument, schema: AnySchema, fields: Mapping[str, Any]) -> AnySchema:
    """The schema of a form with other fields; the schema itself if they are those that it has."""
    own = _fields(document, schema)
    if all(own[name] is field for name, field in fields.items()):
        return schema
    return {**document.follow(schema), "properties": {**own, **fields}}
