"""The check that the property of a discriminator is in every alternative."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..findings import Finding
from ..openapi.nulls import is_null
from ..openapi.part_index import PartFacts
from ..openapi.pointers import resolve_object
from ..openapi.types import Document
from ..openapi.vocabulary import ALTERNATIVES


def undiscriminated(
    document: Document, operation: str, path: str, facts: PartFacts
) -> Iterator[Finding]:
    """A finding for each discriminator in a part whose property an alternative lacks.

    Readers choose the alternative by that property, and fail on a body without it. Source: OpenAPI
    3.0.3 "Discriminator Object".
    """
    for schema in facts.discriminated:
        name = schema["discriminator"].get("propertyName")
        if isinstance(name, str) and not _has(document, schema, name, frozenset()):
            yield Finding(
                "error",
                "discriminator",
                f"its discriminator is {name}, and not every alternative has that property",
                hint="Name a property that all alternatives have. If a hook renames properties, it "
                "has to rename the discriminator too.",
                operation=operation,
                path=path,
            )


def _has(document: Document, schema: Any, name: str, inside: frozenset[int]) -> bool:
    """Whether each object that a schema admits may have a property; null has none."""
    schema = resolve_object(document, schema)
    if id(schema) in inside or name in schema.get("properties", {}):
        return True
    inside |= {id(schema)}
    for keyword in ALTERNATIVES:
        if keyword in schema:
            arms = [arm for arm in schema[keyword] if not is_null(resolve_object(document, arm))]
            return all(_has(document, arm, name, inside) for arm in arms)
    return any(_has(document, part, name, inside) for part in schema.get("allOf", ()))
