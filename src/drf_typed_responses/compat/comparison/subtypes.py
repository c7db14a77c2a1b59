"""Schemas that a discriminator may select although no schema refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...openapi.pointers import component_of, is_reference, references
from ...openapi.types import JSON
from ...openapi.values import list_at, object_at
from ...openapi.vocabulary import ALTERNATIVES
from ..documents.read_document import ReadDocument, Undecided
from .comparison import Comparison

SELECTED: Final = "and a discriminator may select it without a reference"


def subtypes(comparison: Comparison) -> None:
    """Compare components that inherit by `allOf` from one with a discriminator.

    A value of the parent is a value of one of its subtypes. Source: OpenAPI 3.0.3 "Composition and
    Inheritance". JSON Schema does not read the discriminator so, and the schemas do not show where
    a subtype occurs: a difference is undecided, and so is a subtype that comes or goes.
    """
    documents = comparison.base, comparison.revised
    found = [*_changes(comparison, *map(_subtypes, documents))]
    used = [(document, _used(document)) for document in documents if found]
    for change, old, new in found:
        if all(not _ancestors(each, old or new).isdisjoint(names) for each, names in used):
            message = f"{change}, {SELECTED}"
            comparison.changes.add("undecided", message, "", sides=(old, new))


def _changes(
    comparison: Comparison, olds: dict[str, Any], news: dict[str, Any]
) -> Iterator[tuple[str, Any, Any]]:
    for name, old in olds.items():
        if name not in news:
            yield f"{name} is gone", old, None
        elif _differs(comparison, old, news[name]):
            yield f"{name} differs", old, news[name]
    for name, new in news.items():
        if name not in olds:
            yield f"{name} is new", None, new


def _differs(comparison: Comparison, old: Any, new: Any) -> bool:
    if comparison.same(old, new):
        return False
    older, newer = comparison.base.schema(old), comparison.revised.schema(new)
    requests, responses, *_ = comparison.inclusions
    wider = responses.compare(newer, older).weight
    return bool(wider or requests.compare(older, newer).weight)


def _subtypes(document: ReadDocument) -> dict[str, Any]:
    """The components that inherit from an open parent, perhaps through another subtype."""
    waiting = _components(document)
    found: dict[str, Any] = {}
    more = {
        name: raw
        for name, raw in waiting.items()
        if any(_is_open_parent(document, part) for part in list_at(raw, "allOf"))
    }
    while more:
        found |= more
        waiting = {name: raw for name, raw in waiting.items() if name not in more}
        more = {n: raw for n, raw in waiting.items() if not found.keys().isdisjoint(_parents(raw))}
    return {name: found[name] for name in _components(document) if name in found}


def _is_open_parent(document: ReadDocument, raw: JSON) -> bool:
    """Whether a schema has a discriminator and does not list the schemas that it selects."""
    try:
        parent = document.follow(raw)
    except Undecided:
        return False
    return (
        isinstance(parent, dict)
        and "discriminator" in parent
        and parent.keys().isdisjoint(ALTERNATIVES)
    )


def _used(document: ReadDocument) -> set[str]:
    """The components that anything but the components that inherit from them refers to."""
    named = {name: _without_parents(raw) for name, raw in _components(document).items()}
    components = {**object_at(document.root, "components"), "schemas": named}
    return set(map(_named, references({**document.root, "components": components})))


def _ancestors(document: ReadDocument, raw: Any) -> set[str]:
    found: set[str] = set()
    waiting = [*_parents(raw)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _parents(_components(document).get(name))
    return found


def _without_parents(raw: Any) -> Any:
    if not list_at(raw, "allOf"):
        return raw
    return {**raw, "allOf": [part for part in raw["allOf"] if not is_reference(part)]}


def _parents(raw: Any) -> Iterator[str]:
    """The names of the components that a schema refers to in its `allOf`."""
    return (_named(part["$ref"]) for part in list_at(raw, "allOf") if is_reference(part))


def _named(reference: str) -> str:
    """The name of the component that a reference leads to or into; "" for any other."""
    return (component_of(reference) or ("", ""))[1]


def _components(document: ReadDocument) -> dict[str, Any]:
    return object_at(object_at(document.root, "components"), "schemas")
