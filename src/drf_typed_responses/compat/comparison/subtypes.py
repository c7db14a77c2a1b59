"""Schemas that a discriminator may select although no schema refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ...openapi.pointers import (
    component_of,
    component_reference,
    is_reference,
    references,
    target_or_none,
)
from ...openapi.types import JSON
from ...openapi.values import list_at, object_at
from ...openapi.vocabulary import ALTERNATIVES
from ..documents.read_document import ReadDocument, Undecided
from .comparison import Comparison
from .gap_causes import SchemaPlace
from .gap_rules import POSITIONS
from .matching import ComparedOperation, Operations, callbacks, counterparts, webhooks

SELECTED: Final = "and a discriminator may select it without a reference"


def subtypes(comparison: Comparison) -> None:
    """Compare components that inherit by `allOf` from one with a discriminator.

    A value of the parent is a value of one of its subtypes, so a subtype that comes or goes is an
    alternative that does. Source: OpenAPI 3.0.3 "Composition and Inheritance". JSON Schema does not
    read the discriminator so. A subtype is compared at each body that has an ancestor of it; a
    difference is undecided if only other places have one.
    """
    documents = comparison.base, comparison.revised
    found = [*_changes(comparison, *map(_subtypes, documents))]
    if not found:
        return
    bodies = [*_bodies(comparison)]
    used = [(document, _used(document)) for document in documents]
    for change, old, new in found:
        ancestors = [_ancestors(each, old or new) for each in documents]
        if any(ancestors[i].isdisjoint(names) for i, (_, names) in enumerate(used)):
            continue
        places = [
            body.place
            for body in bodies
            if not any(map(frozenset.isdisjoint, body.names, ancestors))
        ]
        if not places:
            message = f"{change.words}, {SELECTED}"
            comparison.changes.add("undecided", message, "", sides=(old, new))
        for place in places:
            _at(comparison, place, change.name, old, new)


def _at(comparison: Comparison, place: SchemaPlace, name: str, old: Any, new: Any) -> None:
    """Compare a subtype at one place of its parent."""
    add, is_sent = comparison.changes.add, POSITIONS[place.position].sent
    variant = f"{place.position}-variant"
    if old is not None and new is not None:
        named = {"$ref": component_reference("schemas", name)}
        within = SchemaPlace(place.position, place.operation, f"{place.words}, as {name}")
        comparison.schemas(within, named, dict(named))
    elif new is not None and is_sent:
        message = f"The value may be {name}, {SELECTED}"
        add(variant, message, place.operation, place.words, (None, new))
    elif old is not None and not is_sent:
        message = f"{name} is no longer accepted, {SELECTED}"
        add(variant, message, place.operation, place.words, (old, None))


class _Body(NamedTuple):
    """A body of an operation, and the components that it leads to in both documents."""

    place: SchemaPlace
    names: tuple[frozenset[str], frozenset[str]]


def _bodies(comparison: Comparison) -> Iterator[_Body]:
    for old, new in _pairs(comparison, *comparison.operations):
        yield from _bodies_of(comparison, old, new, ("request", "response"))
        for older, newer in _pairs(comparison.of_everything(), *map(_callbacks, (old, new))):
            yield from _bodies_of(comparison, older, newer, ("webhook", "answer"))
    called = webhooks(comparison.base), webhooks(comparison.revised)
    for old, new in _pairs(comparison, *called):
        yield from _bodies_of(comparison, old, new, ("webhook", "answer"))


def _pairs(
    comparison: Comparison, olds: Operations, news: Operations
) -> Iterator[tuple[ComparedOperation, ComparedOperation]]:
    """The selected operations that both documents have."""
    pairs = counterparts(olds, news, comparison.selection.moved)
    for key, new in pairs.items():
        if comparison.selection.has(olds.found[key], new):
            yield olds.found[key], new


def _callbacks(operation: ComparedOperation) -> Operations:
    try:
        return callbacks(operation)
    except Undecided:  # the comparison of the operations tells
        return Operations(operation.document)


def _bodies_of(
    comparison: Comparison,
    old: ComparedOperation,
    new: ComparedOperation,
    positions: tuple[str, str],
) -> Iterator[_Body]:
    """The bodies of an operation; `positions` are those of its request and of its responses."""
    sides = old.spec.get("requestBody"), new.spec.get("requestBody")
    if all(sides):
        place = SchemaPlace(positions[0], new.name, "request body")
        yield _Body(place, _led_to(comparison, *sides))
    answers = object_at(old.spec, "responses"), object_at(new.spec, "responses")
    for status in answers[0]:
        if status in answers[1]:
            place = SchemaPlace(positions[1], new.name, f"{status} response")
            yield _Body(place, _led_to(comparison, *(each[status] for each in answers)))


def _led_to(comparison: Comparison, old: Any, new: Any) -> tuple[frozenset[str], frozenset[str]]:
    base, revised = comparison.base, comparison.revised
    return frozenset(_reached(old, base)), frozenset(_reached(new, revised))


def _reached(raw: Any, document: ReadDocument) -> set[str]:
    """The components that a part of a document leads to, but not from a subtype to its parents."""
    found: set[str] = set()
    waiting = [raw]
    while waiting:
        for reference in references(_without_parents(waiting.pop())):
            if reference not in found:
                found.add(reference)
                waiting.append(target_or_none(document.root, reference))
    return set(map(_named, found))


class _Difference(NamedTuple):
    """What became of a subtype."""

    name: str
    words: str


def _changes(
    comparison: Comparison, olds: dict[str, Any], news: dict[str, Any]
) -> Iterator[tuple[_Difference, Any, Any]]:
    kept, known = _components(comparison.revised), _components(comparison.base)
    for name, old in olds.items():
        if name not in kept:
            yield _Difference(name, f"{name} is gone"), old, None
        elif _differs(comparison, old, kept[name]):
            yield _Difference(name, f"{name} differs"), old, kept[name]
    for name, new in news.items():
        if name not in known:
            yield _Difference(name, f"{name} is new"), None, new


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
