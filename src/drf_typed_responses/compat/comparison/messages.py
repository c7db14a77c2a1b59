"""The bodies of requests, and the statuses, bodies and headers of responses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...openapi.statuses import governing, is_success
from ...openapi.types import JSON, Object
from ...openapi.values import object_at
from ..change_rule import KEEP, added, broken, changed, noted
from ..documents.read_document import ReadDocument, Undecided
from .comparison import Comparison
from .contents import compare_contents, contents_of
from .gap_causes import SchemaPlace
from .links import links
from .matching import ComparedOperation
from .parameter_changes import WITHOUT_IT, compare_serialized

RULES: Final = {
    "response-status-removed": broken("A success response is no longer documented.", KEEP),
    "response-error-removed": changed("An error response is no longer documented."),
    "response-status-added": added("A response status is new."),
    "response-header-removed": broken("A response header is no longer documented.", KEEP),
    "response-header-optional": broken(
        "A response header that was always sent may be absent.", KEEP
    ),
    "response-header-added": added("A response header is new."),
    "response-header-style-changed": broken("The serialization of a response header changed."),
    "request-body-required": broken(
        "A request must have a body that the base does not require.",
        "Continue to accept requests without a body.",
    ),
    "request-body-added": added("A request may have a body."),
    "request-body-optional": noted("A request body that was required is optional."),
    "request-body-removed": changed("A request body is no longer documented."),
}


def request(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the body that a client may and must send."""
    olds, news = request_bodies(comparison, old, new)
    if comparison.same(olds, news) or not (olds or news):
        return
    add, words = comparison.changes.add, "request body"
    sides = summary(olds), summary(news)
    if is_required(news) and not is_required(olds):
        message = f"A body must be sent: {WITHOUT_IT}"
        add("request-body-required", message, new.name, words, sides)
    elif news and not olds:
        add("request-body-added", "A body may be sent", new.name, words, sides)
    elif news and is_required(olds) and not is_required(news):
        add("request-body-optional", "A body need not be sent", new.name, words, sides)
    if olds and news:
        place = SchemaPlace("request", new.name, words)
        compare_contents(comparison, place, contents_of(olds), contents_of(news))
    elif olds:
        add("request-body-removed", "The body is no longer documented", new.name, words, sides)


def request_bodies(
    comparison: Comparison, old: ComparedOperation, new: ComparedOperation
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The Request Body Objects of both sides; empty if an operation has none."""
    return (
        followed(comparison.base, old.spec.get("requestBody")),
        followed(comparison.revised, new.spec.get("requestBody")),
    )


def followed(document: ReadDocument, given: JSON) -> dict[str, Any]:
    """The object with references resolved; empty for any other value, such as YAML's `204:`."""
    found = document.follow(given)
    return found if isinstance(found, dict) else {}


def is_required(raw: Object) -> bool:
    """Whether a body, a parameter or a header must be sent."""
    return raw.get("required") is True


def summary(body: Object) -> JSON:
    """A summary of a body, as a side of a change."""
    return {"required": is_required(body)} if body else None


def responses(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the responses that the API may send."""
    olds, news = object_at(old.spec, "responses"), object_at(new.spec, "responses")
    if comparison.same(olds, news):
        return
    add = comparison.changes.add
    for status in olds:
        met = governed(status, olds, news)
        wider = governing(status, news)
        if wider is None and (status == "default" or not met):
            id = "response-status-removed" if is_success(status) else "response-error-removed"
            message = f"The response {status} is no longer documented"
            add(id, message, new.name, f"{status} response", (status, None))
        old_response = followed(comparison.base, olds[status])
        for other in met:
            words = f"{status if other == wider else other} response"
            new_response = followed(comparison.revised, news[other])
            if not comparison.same(old_response, new_response):
                _response(comparison, new.name, words, old_response, new_response)
                links(comparison, (old, new), words, old_response, new_response)
    for status in news:
        if governing(status, olds) is None:
            message, words = f"The response {status} is new", f"{status} response"
            add("response-status-added", message, new.name, words, (None, status))


def governed(status: str, olds: Object, news: Object) -> list[str]:
    """The new statuses with responses that replace those of the old status."""
    met = [other for other in news if governing(other, olds) == status]
    wider = governing(status, news)
    return met if wider is None or wider in met else [*met, wider]


def _response(comparison: Comparison, operation: str, words: str, old: Object, new: Object) -> None:
    place = SchemaPlace("response", operation, words)
    compare_contents(comparison, place, contents_of(old), contents_of(new))
    _headers(comparison, operation, words, old, new)


def _headers(comparison: Comparison, operation: str, words: str, old: Object, new: Object) -> None:
    olds, news = dict(_named(old)), dict(_named(new))
    add = comparison.changes.add
    for key, (name, given) in olds.items():
        place = f"{words}, header `{name}`"
        if key == "content-type":
            continue
        if key not in news:
            add("response-header-removed", "The header is gone", operation, place, (given, None))
            continue
        header = comparison.base.follow(given)
        other = comparison.revised.follow(news[key][1])
        if not (isinstance(header, dict) and isinstance(other, dict)):
            raise Undecided(f"the header {name} is not an object")
        if is_required(header) and not is_required(other):
            sides = {"required": True}, {"required": False}
            add("response-header-optional", "The header may be absent", operation, place, sides)
        where = SchemaPlace("header", operation, place)
        compare_serialized(comparison, where, header, other, "response-header-style-changed")
    for key, (name, given) in news.items():
        if key not in olds:
            place = f"{words}, header `{name}`"
            add("response-header-added", "The header is new", operation, place, (None, given))


def _named(response: Object) -> Iterator[tuple[str, tuple[str, JSON]]]:
    for name, raw in object_at(response, "headers").items():
        yield name.lower(), (name, raw)
