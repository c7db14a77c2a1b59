"""A discriminator names a property that every alternative has."""

from __future__ import annotations

import json
from typing import Any, Literal, TypedDict

import pytest
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers

from drf_typed_responses.openapi.part_index import facts_of
from drf_typed_responses.publish.discriminators import undiscriminated

from .building import JSONView, build, published

CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"


class Cat(TypedDict):
    pet_kind: Literal["cat"]


class Dog(TypedDict):
    pet_kind: Literal["dog"]


class FishSerializer(serializers.Serializer):
    pet_kind = serializers.ChoiceField(choices=["fish"])


class BirdSerializer(serializers.Serializer):
    pet_kind = serializers.ChoiceField(choices=["bird"])


PROXY = PolymorphicProxySerializer(
    "Animal", {"fish": FishSerializer, "bird": BirdSerializer}, "pet_kind", many=False
)


def returning(given: Any) -> type[JSONView]:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve a Pet", responses=given)
        def get(self, request): ...

    return XView


def rename(result: Any, generator: Any, **rest: Any) -> Any:
    """A hook that renames properties, and forgets discriminators."""
    for schema in result["components"]["schemas"].values():
        if "pet_kind" in schema.get("properties", {}):
            schema["properties"]["kind"] = schema["properties"].pop("pet_kind")
            schema["required"] = ["kind"]
    return result


@pytest.mark.parametrize("given", [Cat | Dog, PROXY], ids=["types", "proxy"])
def test_a_hook_that_forgets_the_discriminator(given: Any) -> None:
    (found,) = build(returning(given), POSTPROCESSING_HOOKS=[f"{__name__}.rename"]).findings
    assert (found.level, found.id) == ("error", "discriminator")
    assert "its discriminator is pet_kind" in found.message


@pytest.mark.parametrize("given", [Cat | Dog, PROXY], ids=["types", "proxy"])
def test_the_hook_for_camel_case(given: Any) -> None:
    document = published(returning(given), POSTPROCESSING_HOOKS=[CAMELIZE]).document
    assert '"propertyName": "petKind"' in json.dumps(document)


KIND = {"properties": {"kind": {"type": "string"}}}
TAG = {"discriminator": {"propertyName": "kind"}}
COMPONENTS = {
    "Cat": KIND,
    "Dog": {"allOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "object"}]},
    "Pet": {"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
    "Loop": {"anyOf": [{"$ref": "#/components/schemas/Loop"}, KIND]},
    "Team": {"type": "object", "properties": {"id": {"type": "string"}}},
}


@pytest.mark.parametrize(
    ("arms", "named"),
    [
        (["Cat", "Dog"], True),
        (["Pet", "Cat"], True),
        (["Loop"], True),
        (["Cat", "Team"], False),
    ],
)
@pytest.mark.parametrize("null", [{"type": "null"}, {"type": "string", "enum": [None]}], ids=str)
def test_where_alternatives_have_the_property(arms: list[str], named: bool, null: Any) -> None:
    document = {"openapi": "3.1.0", "components": {"schemas": COMPONENTS}}
    schema = {"anyOf": [*({"$ref": f"#/components/schemas/{arm}"} for arm in arms), null], **TAG}
    found = list(undiscriminated(document, "GET /", "", facts_of(schema)))
    assert [each.id for each in found] == ([] if named else ["discriminator"])


def test_a_discriminator_of_the_schema_itself() -> None:
    assert list(undiscriminated({}, "GET /", "", facts_of({**KIND, **TAG}))) == []
    assert len(list(undiscriminated({}, "GET /", "", facts_of({"properties": {}, **TAG})))) == 1
