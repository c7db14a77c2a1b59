"""The arms of a PolymorphicSerializer of django-rest-polymorphic, told apart by their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .registry_components import hidden_from_enum_hook
from .upstream import ResolvedComponent, Schema


def arms_by_model(serializer: object) -> Mapping[Any, Any]:
    """The serializers of a PolymorphicSerializer by model; empty for every other serializer."""
    return getattr(serializer, "model_serializer_mapping", None) or {}


def tag(discriminator: Schema, components: Iterable[ResolvedComponent]) -> None:
    """Let each arm admit only the names that the mapping of a discriminator gives it.

    drf-spectacular writes `{"resourcetype": {"type": "string"}}` in each arm. Then the body of a
    subclass fits the arm of its base class too, if that has fewer attributes, and `oneOf` refuses
    it.
    """
    by_name = {str(component.name): component for component in components}
    for name, reference in discriminator["mapping"].items():
        arm = by_name.get(str(reference).rpartition("/")[2])
        if arm is not None:
            _admit(_properties(arm.schema), discriminator["propertyName"], name)


def _properties(schema: Any) -> Schema:
    """The properties of an arm: those beside the reference to its own serializer."""
    first = (schema.get("allOf") or [schema])[0]
    properties: Schema = first.get("properties", {})
    return properties


def _admit(properties: Schema, key: str, name: str) -> None:
    if key not in properties:  # it has been tagged, and the discriminator is renamed
        return
    names = dict.fromkeys([*properties[key].get("enum", ()), name])
    properties[key] = hidden_from_enum_hook({"type": "string", "enum": list(names)})
