"""Gives the values of a body the types of the functions that return them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from .annotated_places import AnnotatedPlace
from .key_kinds import Place
from .observations import Observed
from .python_source import TypedDictWriter, class_name
from .returned_values import ITEM, Path

# The values that each function returned, by its file and qualified name.
ValuesOf: TypeAlias = Mapping[tuple[str, str], Observed]


class DraftedAnnotation(NamedTuple):
    """The return annotation of a place in a draft; `is_class` if it names a drafted type."""

    place: AnnotatedPlace
    annotation: str
    is_class: bool


def name_places(body: Observed, places: Iterable[AnnotatedPlace]) -> None:
    """Name the types of a body's values after the functions that return them."""
    for place in places:
        for values in values_at(body, place.path):
            values.class_name = place.name
        for path in place.texts if place.annotation is None else ():
            for values in values_at(body, (*place.path, *path)):
                values.is_text = True


def values_of_functions(
    bodies: Iterable[tuple[Observed, Iterable[AnnotatedPlace]]],
) -> dict[tuple[str, str], Observed]:
    """The values that functions returned in the bodies of several operations."""
    found: dict[tuple[str, str], Observed] = {}
    for body, places in bodies:
        for place in places:
            for values in values_at(body, place.path):
                own = found.setdefault(place.function, Observed())
                own.merge(values)
                own.null = own.null and place.returns_null
    return found


def drafted_annotations(
    writer: TypedDictWriter,
    body: Observed,
    places: Iterable[AnnotatedPlace],
    values: ValuesOf,
    around: str = "",
) -> Iterator[DraftedAnnotation]:
    """The annotations of the functions that have none, once each.

    A function has none if it returned nothing that tells its type. `values` are those of the
    functions in all recorded bodies, `body` those of this one, and `around` says what it is about.
    """
    done: set[tuple[str, str]] = set()
    for place in places:
        found = values.get(place.function, Observed())
        if place.annotation is None and place.function not in done and found.form - {"null"}:
            done.add(place.function)
            there = _place_in(body, place.path, Place(around=around))
            name = place.name or class_name(there.key, around)
            annotation = writer.annotation(found, name, there)
            is_class = not {*writer.classes, *writer.reused}.isdisjoint(_names(annotation))
            yield DraftedAnnotation(place, annotation, is_class)


def values_at(body: Observed, path: Path) -> list[Observed]:
    """The values at a path; none if no body has them."""
    found = body
    for key in path:
        inner = found.items if key == ITEM else found.fields.get(key)
        if inner is None:
            return []
        found = inner
    return [found]


def _place_in(body: Observed, path: Path, place: Place) -> Place:
    """The place at a path, as the types of the whole body would have it."""
    for number, key in enumerate(path):
        if key != ITEM:
            (around,) = values_at(body, path[:number])
            place = place.below(key, around.fields)
    return place


def _names(annotation: str) -> set[str]:
    return {*re.findall(r"\w+", re.sub(r'"(?:[^"\\]|\\.)*"', "", annotation))}
