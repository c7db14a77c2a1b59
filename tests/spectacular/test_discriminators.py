"""The property that tells alternatives apart has the name under which it is published."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

import pytest
from djangorestframework_camel_case.settings import api_settings
from drf_spectacular.utils import PolymorphicProxySerializer
from rest_framework import serializers

from .building import responding

CAMELIZE = "drf_spectacular.contrib.djangorestframework_camel_case.camelize_serializer_fields"


class Cat(TypedDict):
    pet_kind: Literal["cat"]


class Dog(TypedDict):
    pet_kind: Literal["dog"]


class Kennel(TypedDict):
    pets: list[Cat | Dog]


class FishSerializer(serializers.Serializer):
    pet_kind = serializers.ChoiceField(choices=["fish"])

    class Meta:
        ref_name = "Fish"


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def discriminator(name: str) -> dict[str, Any]:
    mapping = {"cat": ref("Cat")["$ref"], "dog": ref("Dog")["$ref"]}
    return {"propertyName": name, "mapping": mapping}


@pytest.mark.parametrize(("hooks", "name"), [([], "pet_kind"), ([CAMELIZE], "petKind")])
def test_the_hook_for_camel_case(hooks: list[str], name: str) -> None:
    document = responding(Kennel, POSTPROCESSING_HOOKS=hooks)
    assert list(document.schemas["Cat"]["properties"]) == [name]
    pets = document.schemas["Kennel"]["properties"]["pets"]
    assert pets["items"]["discriminator"] == discriminator(name)


def test_names_that_the_hook_leaves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api_settings, "JSON_UNDERSCOREIZE", {"ignore_keys": ("pet_kind",)})
    document = responding(Kennel, POSTPROCESSING_HOOKS=[CAMELIZE])
    assert list(document.schemas["Cat"]["properties"]) == ["pet_kind"]
    pets = document.schemas["Kennel"]["properties"]["pets"]
    assert pets["items"]["discriminator"] == discriminator("pet_kind")


def proxy(given: Any) -> PolymorphicProxySerializer:
    return PolymorphicProxySerializer("Pet", given, "pet_kind", many=False)


@pytest.mark.parametrize("given", [[Cat, Dog], {"cat": Cat, "dog": Dog}], ids=["list", "by value"])
def test_types_as_alternatives_of_a_proxy(given: Any) -> None:
    document = responding(proxy(given))
    assert document.said == []
    assert document.body() == ref("Pet")
    assert document.schemas["Pet"] == {
        "oneOf": [ref("Cat"), ref("Dog")],
        "discriminator": discriminator("pet_kind"),
    }
    assert document.schemas["Cat"]["properties"] == {
        "pet_kind": {"type": "string", "enum": ["cat"]}
    }


def test_a_type_beside_a_serializer() -> None:
    document = responding(proxy({"cat": Cat, "fish": FishSerializer}))
    assert document.said == []
    assert document.schemas["Pet"]["oneOf"] == [ref("Cat"), ref("Fish")]


def test_alternatives_without_a_discriminator() -> None:
    proxied = PolymorphicProxySerializer("Pet", [Cat, list[Dog]], None, many=False)
    document = responding(proxied)
    assert document.said == []
    assert document.schemas["Pet"] == {
        "oneOf": [ref("Cat"), {"type": "array", "items": ref("Dog")}]
    }
