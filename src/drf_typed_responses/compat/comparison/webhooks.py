"""Webhooks and callbacks, in which the sides are turned: the API sends, and a client answers."""

from __future__ import annotations

from typing import Any, Final

from ...openapi.responses import governing
from .bodies import body_of, media_types, summary
from .causes import Place
from .media import contents
from .operations import Operation, mapping
from .pair import Pair
from .parameters import in_writing


def _parameters(pair: Pair, old: Operation, new: Operation) -> None:
    """What the API puts into the address, the headers and the cookies."""
    add = pair.causes.add
    olds, news = old.parameters(), new.parameters()
    for key, parameter in olds.items():
        place = f"{key[0]} parameter `{parameter.get('name')}`"
        other = news.get(key)
        if other is None:
            message = "The parameter is no longer documented"
            add("webhook-parameter-removed", message, new.name, place, (parameter, None))
        elif not pair.same(parameter, other):
            if parameter.get("required") is True and other.get("required") is not True:
                message = "The parameter may be absent"
                sides = {"required": True}, {"required": False}
                add("webhook-parameter-optional", message, new.name, place, sides)
            where = Place("webhook", new.name, place)
            in_writing(pair, where, parameter, other, "webhook-parameter-style-changed")
    for key, parameter in news.items():
        if key not in olds:
            place = f"{key[0]} parameter `{parameter.get('name')}`"
            message = "The parameter is new"
            add("webhook-parameter-added", message, new.name, place, (None, parameter))


def _body(pair: Pair, old: Operation, new: Operation) -> None:
    """What the API sends."""
    olds = body_of(pair.base.follow(old.raw.get("requestBody")))
    news = body_of(pair.revised.follow(new.raw.get("requestBody")))
    add, words = pair.causes.add, "request body"
    if pair.same(olds, news):
        return
    sides = summary(olds), summary(news)
    if not olds:
        add("webhook-body-added", "A body may come", new.name, words, sides)
        return
    if not news:
        add("webhook-body-removed", "The body is no longer documented", new.name, words, sides)
        return
    if olds.get("required") is True and news.get("required") is not True:
        add("webhook-body-optional", "The body may be absent", new.name, words, sides)
    media_types(pair, Place("webhook", new.name, words), contents(olds), contents(news))


def _answers(pair: Pair, old: Operation, new: Operation) -> None:
    """What a client may answer."""
    olds, news = mapping(old.raw, "responses"), mapping(new.raw, "responses")
    for status, given in olds.items():
        met = [other for other in news if governing(other, olds) == status]
        wider = governing(status, news)
        if wider is None:
            id = "answer-status-removed" if status[:1] == "2" else "answer-error-removed"
            message, words = f"The response {status} is no longer documented", f"{status} response"
            pair.causes.add(id, message, new.name, words, (status, None))
        elif wider not in met:
            met.append(wider)
        for other in met:
            answers = pair.base.follow(given), pair.revised.follow(news[other])
            if not pair.same(*answers):
                words = f"{status if other == wider else other} response"
                _answer(pair, new.name, words, *map(body_of, answers))
    for status in news:
        if governing(status, olds) is None:
            message, words = f"The response {status} may be answered too", f"{status} response"
            pair.causes.add("answer-status-added", message, new.name, words, (None, status))


def _answer(pair: Pair, operation: str, words: str, old: Any, new: Any) -> None:
    add = pair.causes.add
    olds, news = contents(old), contents(new)
    sides = list(olds) or None, list(news) or None
    if news and not olds:
        message = "A body must be answered: an answer without one was valid and is rejected"
        add("answer-body-required", message, operation, words, sides)
    if olds and not news:
        message = "The body is no longer documented"
        add("answer-body-removed", message, operation, words, sides)
    if olds and news:
        media_types(pair, Place("answer", operation, words), olds, news)
    _headers(pair, operation, words, old, new)


def _headers(pair: Pair, operation: str, words: str, old: Any, new: Any) -> None:
    olds, news = (
        {name.lower(): (name, body_of(document.follow(raw)))
         for name, raw in mapping(response, "headers").items() if name.lower() != "content-type"}
        for document, response in ((pair.base, old), (pair.revised, new))
    )  # fmt: skip
    add = pair.causes.add
    for key, (name, header) in olds.items():
        place = f"{words}, header `{name}`"
        if key not in news:
            message = "The header is no longer documented"
            add("answer-header-removed", message, operation, place, (header, None))
        elif not pair.same(header, news[key][1]):
            where = Place("answer", operation, place)
            in_writing(pair, where, header, news[key][1], "answer-header-style-changed")
    for key, (name, header) in news.items():
        place = f"{words}, header `{name}`"
        required = header.get("required") is True
        old_header = olds[key][1] if key in olds else None
        if required and (old_header or {}).get("required") is not True:
            message = "The header must be answered: an answer without it was valid and is rejected"
            add("answer-header-required", message, operation, place, (old_header, header))
        elif old_header is None:
            message = "The header may be answered"
            add("answer-header-added", message, operation, place, (None, header))


def _security(pair: Pair, old: Operation, new: Operation) -> None:
    """What a receiver may check; the security of the document is for those who call the API."""
    sides = old.raw.get("security"), new.raw.get("security")
    if sides[0] != sides[1]:
        message = "What the API identifies itself by is another"
        pair.causes.add("webhook-security-changed", message, new.name, sides=sides)


def _unfollowed(pair: Pair, old: Operation, new: Operation) -> None:
    for raws in ("callbacks", "servers"):
        sides = [each.raw.get(raws, each.item.get(raws)) for each in (old, new)]
        if not pair.same(*sides):
            message = f"The {raws} of what the API calls differ, and are not compared"
            pair.causes.add("undecided", message, new.name, sides=sides)


# An operation that the API calls.
TURNED: Final = (_parameters, _body, _answers, _security, _unfollowed)
