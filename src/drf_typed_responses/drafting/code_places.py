"""The functions of which the code of a view makes a response, whatever the view declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..openapi.types import JSON
from ..spectacular.operation_facts import OperationFacts
from .annotated_places import AnnotatedPlace, declared_class, keys_of, places_of
from .observations import Observed, observed
from .placed_values import values_at
from .view_code import Part, view_code


class CodePlaces(NamedTuple):
    """The functions that make parts of a response, by the code of its view.

    `places` are those that make them for certain. `unsure` are functions without annotation that
    may do so. With `is_other`, the code says that the serializer of the view does not.
    """

    places: tuple[AnnotatedPlace, ...] = ()
    unsure: tuple[str, ...] = ()
    is_other: bool = False

    @property
    def unsaid(self) -> tuple[AnnotatedPlace, ...]:
        """The places without a return annotation."""
        return tuple(each for each in self.places if each.annotation is None)


def code_places(facts: OperationFacts, status: int, bodies: Iterable[JSON]) -> CodePlaces:
    """The functions of which the code of a view makes the recorded bodies of a status."""
    code, body = view_code(facts, status), observed(bodies)
    certain = [part for part in code.parts if _is_seen(part, body)]
    places = tuple(_places(certain))
    known = {place.function for place in places}
    others = _places(part for part in (*code.parts, *code.unsure) if part not in certain)
    unsure = {
        place.qualname
        for place in others
        if place.annotation is None and place.function not in known
    }
    declared = declared_class(facts, status)
    named = {part.target for part in (*code.parts, *code.unsure)}
    is_other = code.is_written and declared not in named
    return CodePlaces(places, tuple(sorted(unsure)), is_other)


def _places(parts: Iterable[Part]) -> Iterator[AnnotatedPlace]:
    for part in parts:
        yield from places_of(part.target, part.path)


def _is_seen(part: Part, body: Observed) -> bool:
    """Whether recorded values at its place may be what it makes: they have no other keys."""
    keys: Any = keys_of(part.target)
    return keys is None or all(keys.issuperset(each.fields) for each in values_at(body, part.path))
