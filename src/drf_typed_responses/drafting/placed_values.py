"""Gives the values of a body the types of the functions that return them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from .annotated_places import AnnotatedPlace
from .key_kinds import Place
from .missing_parts import DraftedOperation
from .observations import Observed, observed
from .python_source import TypedDictWriter, class_name, source_words
from .returned_values import ITEM, Path
from .shared_types import Function, SharedTypes


class DraftedAnnotation(NamedTuple):
    """The return annotation of a place in a draft; `is_class` if it names a drafted type."""

    place: AnnotatedPlace
    annotation: str
    is_class: bool


class PlacedTypes(NamedTuple):
    """The drafted annotations of functions; `writer` has the types in them."""

    writer: TypedDictWriter
    annotations: tuple[DraftedAnnotation, ...] = ()


NOTHING_PLACED: Final = PlacedTypes(TypedDictWriter())


def name_places(body: Observed, places: Iterable[AnnotatedPlace]) -> None:
    """Name the types of a body's values after the functions that return them."""
    for place in places:
        for values in values_at(body, place.path):
            values.class_name = place.name
            values.are_returned()
        for path in place.texts:
            for values in values_at(body, (*place.path, *path)):
                values.is_text = True
        for path, kinds in place.types.items():
            for values in values_at(body, (*place.path, *path)):
                values.kinds = kinds
                values.null = values.null or (type(None) in kinds and place.returns_null)


def values_of_functions(
    body: Observed, places: Iterable[AnnotatedPlace]
) -> dict[Function, Observed]:
    """The values that functions returned in recorded bodies."""
    found: dict[Function, Observed] = {}
    for place in places:
        for values in values_at(body, place.path):
            own = found.setdefault(place.function, Observed())
            own.merge(values)
            own.null = own.null and place.returns_null
    return found


def placed_types(
    drafted: DraftedOperation, places: Sequence[AnnotatedPlace], shared: SharedTypes
) -> PlacedTypes:
    """The annotations of the functions at these places, and the types of what they return.

    A function has none if it returned nothing that tells its type. `shared` has what functions
    returned in other drafts.
    """
    writer = drafted.writer.fresh(shared)
    return PlacedTypes(writer, placed_annotations(drafted, places, shared, writer))


def placed_annotations(
    drafted: DraftedOperation,
    places: Sequence[AnnotatedPlace],
    shared: SharedTypes,
    writer: TypedDictWriter,
) -> tuple[DraftedAnnotation, ...]:
    """The annotations of the functions at these places, with the types of a writer."""
    body = observed(drafted.bodies)
    name_places(body, places)
    values = shared.returned(values_of_functions(body, places))
    annotations: dict[Function, DraftedAnnotation] = {}
    for place in places if shared.is_complete else outermost(places):
        found = values.get(place.function, Observed())
        if place.function not in annotations and found.form - {"null"}:
            there = _place_in(body, place.path, Place(around=drafted.names.noun))
            name = place.name or class_name(there.key, drafted.names.component)
            annotation = writer.annotation(found, name, there)
            is_class = not {*writer.classes, *writer.reused}.isdisjoint(source_words(annotation))
            annotations[place.function] = DraftedAnnotation(place, annotation, is_class)
    return tuple(annotations.values())


def outermost(places: Iterable[AnnotatedPlace]) -> list[AnnotatedPlace]:
    """The places that are not part of another one."""
    found: list[AnnotatedPlace] = []
    for place in sorted(places, key=lambda each: len(each.path)):
        if not any(place.path[: len(each.path)] == each.path for each in found):
            found.append(place)
    return found


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
        around = values_at(body, path[:number])
        if key != ITEM:
            place = place.below(key, around[0].fields if around else ())
    return place
