"""Links from a response to operations that use values of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...openapi.types import JSON, Object
from ...openapi.values import compact, object_at
from ..change_rule import added, changed
from .addresses import addresses
from .comparison import Comparison
from .matching import ComparedOperation, Operations, ParameterKey

# A link is only advice, so its changes break no request.
RULES: Final = {
    "response-link-removed": changed("A link of a response was removed; clients may follow it."),
    "response-link-changed": changed("A link leads to another operation, or with other values."),
    "response-link-added": added("A link of a response is new."),
}


def links(
    comparison: Comparison,
    operations: tuple[ComparedOperation, ComparedOperation],
    words: str,
    old: Object,
    new: Object,
) -> None:
    """Compare the links of two responses."""
    olds, news = object_at(old, "links"), object_at(new, "links")
    add, name = comparison.changes.add, operations[1].name
    for link, given in olds.items():
        place = f"{words}, link `{link}`"
        if link not in news:
            add("response-link-removed", "The link is gone", name, place, (given, None))
        elif not comparison.same(given, news[link]):
            meanings = [
                _meaning(*each)
                for each in zip(comparison.operations, operations, (given, news[link]), strict=True)
            ]
            if meanings[0] != meanings[1]:
                message = "The link leads to another operation, or with other values"
                add("response-link-changed", message, name, place, (given, news[link]))
    for link, given in news.items():
        if link not in olds:
            place = f"{words}, link `{link}`"
            add("response-link-added", "The link is new", name, place, (None, given))


def _meaning(operations: Operations, operation: ComparedOperation, given: JSON) -> Any:
    """The operation that a link leads to and its values, without the names of path variables."""
    link = operation.document.follow(given)
    if not isinstance(link, dict):
        return compact(link)
    target = operations.target(link)
    led = target.key if target else (link.get("operationId"), link.get("operationRef"))
    values = dict(_values(operation, target, object_at(link, "parameters")))
    body = _value(operation, link.get("requestBody"))
    return led, values, body, addresses({"servers": [link.get("server")]})


def _values(
    operation: ComparedOperation, target: ComparedOperation | None, parameters: Mapping[str, JSON]
) -> Iterator[tuple[ParameterKey | str, str]]:
    known = target.parameters() if target else {}
    for given, value in parameters.items():
        location, _, name = given.partition(".")
        keys = (
            key
            for key, parameter in known.items()
            if parameter.get("name") == given or (key[0], parameter.get("name")) == (location, name)
        )
        yield next(keys, given), _value(operation, value)


def _value(operation: ComparedOperation, value: JSON) -> str:
    return operation.numbered(value) if isinstance(value, str) else compact(value)
