"""A reference that `pointers` makes leads to its target."""

from __future__ import annotations

import pytest

from drf_typed_responses.openapi.pointers import (
    component_of,
    component_reference,
    mapped_reference,
    target,
)


@pytest.mark.parametrize("name", ["Team", "a/b", "a~b", "a~1b", "~0/~1"])
def test_a_reference_to_a_component_leads_to_it(name: str) -> None:
    """RFC 6901 section 3: "~" is written "~0" and "/" is written "~1"."""
    schema = {"type": "string"}
    document = {"components": {"schemas": {name: schema, "other": {}}}}
    reference = component_reference("schemas", name)
    assert target(document, reference) is schema
    assert component_of(reference) == ("schemas", name)


@pytest.mark.parametrize(
    ("reference", "component"),
    [
        ("#/components/schemas/A%20B", ("schemas", "A B")),
        ("#/components/schemas/A/properties/b", ("schemas", "A")),
        ("#/components/schemas", None),
        ("#/paths/~1teams~1/get", None),
        ("other.json#/components/schemas/A", None),
        ("#", None),
    ],
)
def test_the_component_of_a_reference(reference: str, component: tuple[str, str] | None) -> None:
    assert component_of(reference) == component


@pytest.mark.parametrize(
    ("value", "reference"),
    [
        ("Cat", "#/components/schemas/Cat"),
        ("#/components/schemas/Cat", "#/components/schemas/Cat"),
        ("cats.json#/Cat", "cats.json#/Cat"),
    ],
)
def test_a_mapping_names_a_schema_or_refers_to_it(value: str, reference: str) -> None:
    assert mapped_reference(value) == reference
