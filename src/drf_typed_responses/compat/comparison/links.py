"""Links from a response to the operations that take its values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...openapi.values import compact
from .operations import Operation, Operations, mapping
from .pair import Pair
from .servers import addresses


def links(pair: Pair, sides: tuple[Operation, Operation], words: str, old: Any, new: Any) -> None:
    """What a client may follow; a link is advice, so that none of it breaks a request."""
    olds, news = mapping(old, "links"), mapping(new, "links")
    add, name = pair.causes.add, sides[1].name
    for link, given in olds.items():
        place = f"{words}, link `{link}`"
        if link not in news:
            add("response-link-removed", "The link is gone", name, place, (given, None))
        elif not pair.same(given, news[link]):
            meant = [
                _meaning(*each)
                for each in zip(pair.operations, sides, (given, news[link]), strict=True)
            ]
            if meant[0] != meant[1]:
                message = "The link leads elsewhere, or with other values"
                add("response-link-changed", message, name, place, (given, news[link]))
    for link, given in news.items():
        if link not in olds:
            place = f"{words}, link `{link}`"
            add("response-link-added", "The link is new", name, place, (None, given))


def _meaning(operations: Operations, operation: Operation, given: Any) -> Any:
    """Where a link leads and with which values, whatever path variables are called."""
    link = operation.document.follow(given)
    if not isinstance(link, dict):
        return compact(link)
    target = operations.target(link)
    led = target.key if target else (link.get("operationId"), link.get("operationRef"))
    values = dict(_values(operation, target, mapping(link, "parameters")))
    body = _value(operation, link.get("requestBody"))
    return led, values, body, addresses({"servers": [link.get("server")]})


def _values(
    operation: Operation, target: Operation | None, parameters: Mapping[str, Any]
) -> Iterator[tuple[Any, str]]:
    known = target.parameters() if target else {}
    for given, value in parameters.items():
        place, _, name = given.partition(".")
        meant = (
            key
            for key, parameter in known.items()
            if parameter.get("name") == given or (key[0], parameter.get("name")) == (place, name)
        )
        yield next(meant, given), _value(operation, value)


def _value(operation: Operation, value: Any) -> str:
    return operation.neutral(value) if isinstance(value, str) else compact(value)
