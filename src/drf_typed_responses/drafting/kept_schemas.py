"""Tells whether the schema that a view documents for a response fits what is recorded of it.

Then the schema stays, and a draft adds only what is missing beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..conformance.assertions import place_text
from ..conformance.contract import Contract
from ..openapi.pointers import component_of, is_reference
from ..openapi.types import JSON, Schema
from .annotated_places import AnnotatedPlace
from .returned_values import ITEM, Path


def misfits(
    contract: Contract, schema: Schema, bodies: Iterable[JSON], places: Sequence[AnnotatedPlace]
) -> list[str]:
    """The places, such as "items[].price", at which recorded bodies are not as a schema says.

    Without those at `places`, whose return annotations a draft writes: these replace the schema.
    """
    validator = contract.responses
    found = {
        each.place
        for body in bodies
        for each in (*validator.violations(schema, body), *validator.undocumented(schema, body))
    }
    return sorted(place for place in found if not is_replaced(place, places))


def fitting(
    contract: Contract, schema: Schema, bodies: Iterable[JSON], places: Sequence[AnnotatedPlace]
) -> list[JSON]:
    """The recorded bodies that break a schema nowhere but at `places`."""
    return [
        body
        for body in bodies
        if all(is_replaced(v.place, places) for v in contract.responses.violations(schema, body))
    ]


def is_replaced(place: str, places: Iterable[AnnotatedPlace]) -> bool:
    """Whether a place such as "items[].price" is in what one of the functions returns."""
    return any(_is_in(place, _text(each.path)) for each in places)


def _text(path: Path) -> str:
    """A path as violations write it: "results[].total"."""
    return "".join(key if key == ITEM else f".{key}" for key in path).removeprefix(".")


def _is_in(place: str, outer: str) -> bool:
    return not outer or place == outer or place.startswith((f"{outer}.", f"{outer}["))


def components_in(contract: Contract, schema: Schema) -> list[str]:
    """The components that a schema names, those of a list or page too, with file and line."""
    return [
        f"{name} ({place})" if (place := place_text(*contract.place(name))) else name
        for name in sorted({*_components(contract, schema)})
    ]


def _components(contract: Contract, schema: object) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    if is_reference(schema):
        found = component_of(schema["$ref"])
        name = found[1] if found else ""
        inner = contract.document.get("components", {}).get("schemas", {}).get(name, {})
        # The component of a page is drf-spectacular's own; its elements are what is documented.
        elements = inner.get("properties", {}).get("results", {}).get("items", {})
        yield from _components(contract, elements) if is_reference(elements) else [name]
        return
    for part in (schema.get("items"), *schema.get("properties", {}).values()):
        yield from _components(contract, part)
