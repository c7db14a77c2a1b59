"""The request of a PATCH accepts what REST framework's `partial` does, inside serializers too."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema, extend_schema_field
from hypothesis import given
from jsonschema import Draft202012Validator
from rest_framework import serializers

from drf_typed_responses.serializers import Serializer as TypedSerializer
from publish.building import JSONView

from .building import Schema, built, view
from .test_required import Levels, posting, required
from .test_required_law import Serializer, body, lacking, nested


class NameDict(TypedDict):
    name: str


class Inner(serializers.Serializer[Any]):
    name = serializers.CharField()


class Annotated(serializers.Serializer[Any]):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> NameDict: ...


class TypedName(TypedSerializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> NameDict: ...


class Middle(serializers.Serializer[Any]):
    inner = Inner()
    annotated = Annotated()


class Outer(serializers.Serializer[Any]):
    one = Inner()
    many = Inner(many=True)
    by_key = serializers.DictField(child=Inner())
    middle = Middle()


class Tree(serializers.Serializer[Any]):
    name = serializers.CharField()

    def get_fields(self) -> Any:
        return {**super().get_fields(), "parts": Tree(many=True)}


@extend_schema_field(Inner)
class ByHand(serializers.JSONField): ...


class Around(serializers.Serializer[Any]):
    """The serializers inside are not read as fields, so nothing reaches them."""

    shown = Middle(read_only=True)
    lists = serializers.ListField(child=Inner(), read_only=True)
    by_hand = ByHand()


def named(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def validator(schemas: Schema, name: str) -> Draft202012Validator:
    return Draft202012Validator({**named(name), "components": {"schemas": schemas}})


def requests(serializer: Any, **settings: Any) -> dict[str, list[str]]:
    """What the components of a PATCH request require."""
    schemas = posting(serializer, "patch", **settings)
    return {name: names for name, names in required(schemas).items() if "Patched" in name}


def test_serializers_inside_require_nothing() -> None:
    schemas = posting(Outer, "patch")
    assert requests(Outer) == {
        "PatchedOuterRequest": [],
        "PatchedInner": [],
        "PatchedMiddleRequest": [],
        "PatchedAnnotated": [],
    }
    inner = named("PatchedInner")
    assert schemas["PatchedOuterRequest"]["properties"] == {
        "one": inner,
        "many": {"type": "array", "items": inner},
        "by_key": {"type": "object", "additionalProperties": inner},
        "middle": named("PatchedMiddleRequest"),
    }
    assert required(schemas)["Inner"] == ["name"]


def test_the_setting_that_splits_requests() -> None:
    assert set(requests(Middle, COMPONENT_SPLIT_REQUEST=True)) == {
        "PatchedMiddleRequest",
        "PatchedInnerRequest",
        "PatchedAnnotatedRequest",
    }


def test_a_setting_keeps_one_component() -> None:
    assert requests(Outer, COMPONENT_SPLIT_PATCH=False) == {}


def test_a_serializer_that_holds_itself() -> None:
    schema = posting(Tree, "patch")["PatchedTree"]
    parts = {"type": "array", "items": named("PatchedTree")}
    assert "required" not in schema
    assert schema["properties"]["parts"] == parts


def test_a_list_of_serializers() -> None:
    assert requests(Middle(many=True)) == {
        "PatchedMiddleRequest": [],
        "PatchedInner": [],
        "PatchedAnnotated": [],
    }


def test_a_body_may_fit_several_alternatives() -> None:
    either = PolymorphicProxySerializer("Either", [Middle, Inner], resource_type_field_name=None)
    schemas = posting(either, "patch")
    arms = [named("PatchedMiddleRequest"), named("PatchedInner")]
    assert schemas["PatchedEitherRequest"] == {"anyOf": arms}
    assert schemas["Either"]["oneOf"] == [named("Middle"), named("Inner")]


@pytest.mark.parametrize("arm", [NameDict, list[NameDict], TypedName, TypedName()])
def test_an_alternative_that_is_a_type_is_as_it_is(arm: Any) -> None:
    either = PolymorphicProxySerializer("Either", [Inner, arm], resource_type_field_name=None)
    schemas = posting(either, "patch")
    of_type = schemas["Either"]["oneOf"][1]
    assert schemas["Either"]["oneOf"][0] == named("Inner")
    assert schemas["PatchedEither"] == {"anyOf": [named("PatchedInner"), of_type]}


def test_what_a_partial_update_does_not_reach() -> None:
    assert set(requests(Around)) == {"PatchedAroundRequest"}


def test_a_serializer_that_says_itself_that_it_is_partial() -> None:
    assert set(required(posting(Outer(partial=True)))) >= {"PatchedInner", "PatchedMiddleRequest"}


class Partly(serializers.Serializer[Any]):
    """REST framework asks the outermost serializer alone."""

    inner = Inner(partial=True)
    many = Inner(many=True, partial=True)


def test_partial_of_a_serializer_inside_has_no_effect() -> None:
    assert not Partly(data={"inner": {}, "many": [{}]}).is_valid()
    assert required(posting(Partly)) == {"Partly": ["inner", "many"], "Inner": ["name"]}


@pytest.mark.parametrize("many", [False, True])
def test_a_response_that_is_partial_lacks_only_defaults(many: bool) -> None:
    assert required(posting(Levels(partial=True, many=many), "put"))["Levels"] == ["size"]


def test_a_whole_update_still_requires_them() -> None:
    assert required(posting(Outer, "put"))["Inner"] == ["name"]


def test_another_document_stays_as_it_is() -> None:
    def patch(self: Any, request: Any) -> Any: ...

    declared = extend_schema(request=Middle, responses={204: None})(patch)
    document = built(view(type("XView", (JSONView,), {"patch": declared})))
    assert set(document.schemas) == {"PatchedMiddleRequest", "Inner", "Annotated"}


# ------------------------------------------------------------ the law


@pytest.mark.parametrize("split", [False, True])
@given(serializer=nested())
def test_a_request_is_accepted_if_rest_framework_accepts_it(
    split: bool, serializer: Serializer
) -> None:
    schemas: Schema = posting(
        serializer, "patch", OAS_VERSION="3.1.0", COMPONENT_SPLIT_REQUEST=split
    )
    name = "PatchedWholeRequest" if "PatchedWholeRequest" in schemas else "PatchedWhole"
    if name not in schemas:  # it reads nothing
        return
    documented = validator(schemas, name)
    whole = body(serializer())
    for sent in (whole, *lacking(whole)):
        form = serializer(data=sent, partial=True)
        assert form.is_valid(), form.errors
        assert documented.is_valid(sent)
