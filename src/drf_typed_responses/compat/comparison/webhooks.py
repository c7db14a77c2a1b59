"""Webhooks and callbacks, whose roles are reversed: the API sends, and a client responds."""

from __future__ import annotations

from typing import Final

from ...openapi.statuses import governing, is_success
from ...openapi.types import Object
from ...openapi.values import object_at
from ..change_rule import KEEP, added, broken, changed
from .comparison import Comparison
from .contents import compare_contents, contents_of
from .gap_causes import SchemaPlace
from .matching import ComparedOperation
from .messages import followed, governed, is_required, request_bodies, summary
from .parameter_changes import compare_serialized, in_words

RULES: Final = {
    "webhook-parameter-removed": broken("The API no longer sends a parameter.", KEEP),
    "webhook-parameter-optional": broken(
        "A parameter that the API always sent may be absent.", KEEP
    ),
    "webhook-parameter-style-changed": broken(
        "The serialization of a parameter that the API sends changed.", KEEP
    ),
    "webhook-parameter-added": added("The API sends one more parameter."),
    "webhook-body-removed": broken("The API no longer sends a body.", KEEP),
    "webhook-body-optional": broken("A body that the API always sent may be absent.", KEEP),
    "webhook-body-added": added("The API sends a body."),
    "webhook-security-changed": changed("The credentials that the API presents changed."),
    "answer-status-removed": broken(
        "A success response to a webhook or callback is no longer documented.",
        "Continue to treat it as a success.",
    ),
    "answer-error-removed": changed(
        "An error response to a webhook or callback is no longer documented."
    ),
    "answer-status-added": added("One more response to a webhook or callback is accepted."),
    "answer-body-required": broken(
        "The response to a webhook or callback must have a body that the base does not require.",
        "Continue to accept responses without a body.",
    ),
    "answer-body-removed": changed(
        "The body of the response to a webhook or callback is no longer documented."
    ),
    "answer-header-required": broken(
        "The response to a webhook or callback must have a header that the base does not require."
    ),
    "answer-header-style-changed": broken(
        "The serialization of a header of the response to a webhook or callback changed."
    ),
    "answer-header-removed": changed(
        "A header of the response to a webhook or callback is no longer documented."
    ),
    "answer-header-added": added(
        "One more header of the response to a webhook or callback is accepted."
    ),
}


def sent_parameters(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the parameters that the API sends."""
    add = comparison.changes.add
    olds, news = old.parameters(), new.parameters()
    for key, parameter in olds.items():
        words = in_words(key[0], parameter)
        other = news.get(key)
        if other is None:
            message = "The parameter is no longer documented"
            add("webhook-parameter-removed", message, new.name, words, (parameter, None))
        elif not comparison.same(parameter, other):
            if is_required(parameter) and not is_required(other):
                sides = {"required": True}, {"required": False}
                message = "The parameter may be absent"
                add("webhook-parameter-optional", message, new.name, words, sides)
            place = SchemaPlace("webhook", new.name, words)
            compare_serialized(
                comparison, place, parameter, other, "webhook-parameter-style-changed"
            )
    for key, parameter in news.items():
        if key not in olds:
            words, message = in_words(key[0], parameter), "The parameter is new"
            add("webhook-parameter-added", message, new.name, words, (None, parameter))


def sent_body(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the body that the API sends."""
    olds, news = request_bodies(comparison, old, new)
    if comparison.same(olds, news):
        return
    add, words = comparison.changes.add, "request body"
    sides = summary(olds), summary(news)
    if not olds:
        add("webhook-body-added", "A body may be sent", new.name, words, sides)
        return
    if not news:
        add("webhook-body-removed", "The body is no longer documented", new.name, words, sides)
        return
    if is_required(olds) and not is_required(news):
        add("webhook-body-optional", "The body may be absent", new.name, words, sides)
    place = SchemaPlace("webhook", new.name, words)
    compare_contents(comparison, place, contents_of(olds), contents_of(news))


def answers(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Compare the responses that a client may give."""
    olds, news = object_at(old.spec, "responses"), object_at(new.spec, "responses")
    add = comparison.changes.add
    for status, given in olds.items():
        wider = governing(status, news)
        if wider is None:
            id = "answer-status-removed" if is_success(status) else "answer-error-removed"
            message, words = f"The response {status} is no longer documented", f"{status} response"
            add(id, message, new.name, words, (status, None))
        for other in governed(status, olds, news):
            older = comparison.base.follow(given)
            newer = comparison.revised.follow(news[other])
            if not comparison.same(older, newer):
                words = f"{status if other == wider else other} response"
                older, newer = (each if isinstance(each, dict) else {} for each in (older, newer))
                _answer(comparison, new.name, words, older, newer)
    for status in news:
        if governing(status, olds) is None:
            message, words = f"The response {status} is accepted too", f"{status} response"
            add("answer-status-added", message, new.name, words, (None, status))


def _answer(comparison: Comparison, operation: str, words: str, old: Object, new: Object) -> None:
    add = comparison.changes.add
    olds, news = contents_of(old), contents_of(new)
    sides = list(olds) or None, list(news) or None
    if news and not olds:
        message = "The response must have a body: one without a body was valid and is rejected"
        add("answer-body-required", message, operation, words, sides)
    if olds and not news:
        message = "The body is no longer documented"
        add("answer-body-removed", message, operation, words, sides)
    if olds and news:
        compare_contents(comparison, SchemaPlace("answer", operation, words), olds, news)
    _headers(comparison, operation, words, old, new)


def _headers(comparison: Comparison, operation: str, words: str, old: Object, new: Object) -> None:
    olds, news = (
        {name.lower(): (name, followed(document, raw))
         for name, raw in object_at(response, "headers").items() if name.lower() != "content-type"}
        for document, response in ((comparison.base, old), (comparison.revised, new))
    )  # fmt: skip
    add = comparison.changes.add
    for key, (name, header) in olds.items():
        place = f"{words}, header `{name}`"
        if key not in news:
            message = "The header is no longer documented"
            add("answer-header-removed", message, operation, place, (header, None))
        elif not comparison.same(header, news[key][1]):
            where, other = SchemaPlace("answer", operation, place), news[key][1]
            compare_serialized(comparison, where, header, other, "answer-header-style-changed")
    for key, (name, header) in news.items():
        place = f"{words}, header `{name}`"
        old_header = olds[key][1] if key in olds else None
        sides = (old_header, header)
        if is_required(header) and not is_required(old_header or {}):
            message = "The response must have the header: one without it was valid and is rejected"
            add("answer-header-required", message, operation, place, sides)
        elif old_header is None:
            message = "The header is accepted too"
            add("answer-header-added", message, operation, place, sides)


def presented_credentials(
    comparison: Comparison, old: ComparedOperation, new: ComparedOperation
) -> None:
    """Compare the operation's own credentials; the document's security is for API clients."""
    sides = old.spec.get("security"), new.spec.get("security")
    if sides[0] != sides[1]:
        message = "The credentials that the API presents differ"
        comparison.changes.add("webhook-security-changed", message, new.name, sides=sides)


def uncompared(comparison: Comparison, old: ComparedOperation, new: ComparedOperation) -> None:
    """Report differences of members that are not compared in webhooks and callbacks."""
    for name in ("callbacks", "servers"):
        sides = [each.spec.get(name, each.item.get(name)) for each in (old, new)]
        if not comparison.same(*sides):
            message = f"The {name} of a webhook or callback differ and are not compared"
            comparison.changes.add("undecided", message, new.name, sides=sides)
