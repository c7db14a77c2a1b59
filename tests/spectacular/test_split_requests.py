"""A DRF serializer with a field that returns a type has a request and a response component."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers

from drf_typed_responses.serializers import Serializer
from publish.building import JSONView

from .building import Built, built, view

TEAM = {"$ref": "#/components/schemas/TeamResponse"}
FORM = {"$ref": "#/components/schemas/TeamForm"}


class TeamResponse(TypedDict):
    id: str


class TeamSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse: ...


class TeamForm(serializers.Serializer):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> TeamResponse: ...


class Holder(serializers.Serializer):
    team = TeamForm()


class Deep(serializers.Serializer):
    holders = serializers.DictField(child=serializers.ListField(child=Holder()))


class ReadOnly(serializers.Serializer):
    team = TeamForm(read_only=True)


class WriteOnly(serializers.Serializer):
    team = TeamForm(write_only=True)


class Plain(serializers.Serializer):
    name = serializers.CharField()


class Tree(serializers.Serializer):
    """Contains itself, which DRF allows."""

    def get_fields(self) -> Any:
        return {"parts": Tree(many=True), "team": TeamForm()}


def posting(serializer: Any, method: str = "post", **settings: Any) -> Built:
    def handler(self: Any, request: Any): ...

    declared = extend_schema(request=serializer, responses={200: serializer})(handler)
    return built(view(type("XView", (JSONView,), {method: declared})), **settings)


def named(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize("split", [False, True])
def test_each_direction_has_its_own_inside(version: str, split: bool) -> None:
    document = posting(Holder, OAS_VERSION=version, COMPONENT_SPLIT_REQUEST=split)
    form = named("TeamFormRequest") if split else FORM
    assert document.request() == named("HolderRequest")
    assert document.body("post") == named("Holder")
    assert document.schemas["HolderRequest"]["properties"] == {"team": form}
    assert document.schemas["Holder"]["properties"] == {"team": TEAM}
    assert document.said == []


def test_at_any_depth() -> None:
    document = posting(Deep)
    assert document.request() == named("DeepRequest")
    assert document.body("post") == named("Deep")
    assert document.schemas["HolderRequest"]["properties"] == {"team": FORM}
    assert document.schemas["Holder"]["properties"] == {"team": TEAM}


def test_a_list_of_them() -> None:
    document = posting(Holder(many=True))
    assert document.request() == {"type": "array", "items": named("HolderRequest")}
    assert document.body("post") == {"type": "array", "items": named("Holder")}


def test_a_partial_request() -> None:
    document = posting(Holder, "patch")
    assert document.request("patch") == named("PatchedHolderRequest")
    assert document.body("patch") == named("Holder")


def test_a_field_that_is_only_returned() -> None:
    document = posting(ReadOnly)
    assert document.schemas["ReadOnly"]["properties"]["team"]["allOf"] == [TEAM]


@pytest.mark.parametrize("serializer", [Plain, TeamForm, TeamForm(many=True), WriteOnly])
def test_others_keep_their_one_name(serializer: Any) -> None:
    document = posting(serializer)
    assert not [name for name in document.schemas if name.endswith("Request")]


def test_a_serializer_that_holds_itself() -> None:
    document = posting(Tree)
    assert document.request() == named("TreeRequest")
    parts = document.schemas["TreeRequest"]["properties"]["parts"]
    assert parts == {"type": "array", "items": named("TreeRequest")}


@pytest.mark.parametrize("kind", [list, lambda forms: dict(zip("ab", forms, strict=True))])
def test_one_of_several(kind: Any) -> None:
    either = PolymorphicProxySerializer(
        "Either", kind([TeamForm, Plain]), resource_type_field_name=None
    )
    document = posting(either)
    assert document.schemas["EitherRequest"] == {"oneOf": [FORM, named("Plain")]}
    assert document.schemas["Either"] == {"oneOf": [TEAM, named("Plain")]}


def test_one_of_several_that_return_what_they_take() -> None:
    either = PolymorphicProxySerializer(
        "Either", [TeamSerializer, Plain], resource_type_field_name=None
    )
    assert posting(either).schemas["Either"] == {"oneOf": [TEAM, named("Plain")]}


def test_a_serializer_of_another_extension_is_not_split() -> None:
    class Described(serializers.Serializer):
        team = TeamForm()

    class Extension(OpenApiSerializerExtension):
        target_class = Described

        def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
            return {"type": "string"}

    try:
        assert posting(Described).schemas == {"Described": {"type": "string"}}
    finally:
        OpenApiSerializerExtension._registry.remove(Extension)


class ByContext(serializers.Serializer):
    """Asks the view that uses it what a request may set."""

    name = serializers.CharField()

    def get_fields(self) -> Any:
        fields = super().get_fields()
        fields["name"].read_only = "request" not in self.context
        return fields


@pytest.mark.parametrize(
    "serializer",
    [
        pytest.param(ByContext, id="class"),
        pytest.param(ByContext(), id="instance"),
        pytest.param(
            PolymorphicProxySerializer(
                component_name="Either", serializers=[ByContext()], resource_type_field_name=None
            ),
            id="polymorphic",
        ),
    ],
)
def test_a_serializer_makes_its_fields_in_the_context_of_its_view(serializer: Any) -> None:
    assert posting(serializer).schemas["ByContext"]["properties"] == {"name": {"type": "string"}}
