"""Which hand-written parts are what OpenAPI says: what comes after relies on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from ...findings import Finding
from ...openapi.vocabulary import COMPONENT_KINDS, METHODS
from ..malformed import pieces
from .model import Component, Item, broken

Part = TypeVar("Part", Item, Component)

# What a path says beside its operations.
BESIDE = ("parameters", "summary", "description", "servers")


def sound(parts: list[Part], findings: list[Finding]) -> tuple[Part, ...]:
    """The parts that are as they should be; what is wrong with others is added to the findings."""
    kept: list[Part] = []
    for part in parts:
        found = list(_mistakes(part))
        findings += found
        kept += [] if found else [part]
    return tuple(kept)


def _mistakes(part: Item | Component) -> Iterator[Finding]:
    wrong = _misshapen(part) if isinstance(part, Item) else _misnamed(part)
    if wrong:
        yield _broken(part, (), wrong)
        return
    document: dict[str, Any] = (
        {"paths": {part.path: part.value}}
        if isinstance(part, Item)
        else {"components": {part.kind: {part.name: part.value}}}
    )
    around = 2 if isinstance(part, Item) else 3
    for piece in pieces(document):
        for found in piece.malformations():
            inside = found.keys[around:]
            path = ".".join(map(str, inside))
            yield _broken(part, inside, f"{path} {found.message}".strip())


def _broken(part: Item | Component, keys: tuple[str | int, ...], message: str) -> Finding:
    source = part.target.source
    line, column = source.place(*part.target.keys, *keys)
    return broken(source.path, message, line, column)


def _misshapen(item: Item) -> str:
    """What is wrong with an item as a whole, in the words of its author."""
    if not item.path.startswith("/"):
        return f"{item.path!r} is no path: it does not begin with a slash"
    if not isinstance(item.value, dict):
        return f"what it says of {item.path} is no JSON object"
    for method, operation in item.value.items():
        if method in METHODS:
            if not isinstance(operation, dict) or not isinstance(operation.get("responses"), dict):
                return f"{method.upper()} {item.path} has no responses"
        elif method not in BESIDE and not method.startswith("x-"):
            return f"{item.path}: {method!r} is no method in lower case"
    return ""


def _misnamed(component: Component) -> str:
    if component.kind not in COMPONENT_KINDS:
        return f"components.{component.kind} is no kind of component"
    if not re.fullmatch(r"[A-Za-z0-9._-]+", component.name):
        return f"{component.name!r} is no name of a component"
    return ""
