"""One type is one component; two types of one name are two."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from drf_spectacular.utils import extend_schema
from rest_framework import generics, pagination, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.serializers import Component, Serializer, inline_sentry_response_serializer

from .building import Built, built, references, responding


def declared(module: str, name: str = "Same", **fields: Any) -> Any:
    cls = TypedDict(name, fields)
    cls.__module__ = module
    return cls


def both(first: Any, second: Any, **settings: Any) -> Built:
    return responding({200: first, 201: second}, **settings)


class Leaf(TypedDict):
    id: int


class Tree(TypedDict):
    leaf: Leaf
    leaves: list[Leaf]
    by_name: dict[str, Leaf]
    maybe: Leaf | None


def test_one_type_is_one_component_however_often_used() -> None:
    document = both(Tree, list[Leaf])
    assert set(document.schemas) == {"Leaf", "Tree"}
    assert document.said == []


@pytest.mark.parametrize("swapped", [False, True])
def test_two_types_of_one_name_get_long_names(swapped: bool) -> None:
    one, two = declared("shop.teams", a=int), declared("shop.users", b=str)
    pair = (two, one) if swapped else (one, two)
    document = both(*pair)
    codes = ("201", "200") if swapped else ("200", "201")
    assert [document.body(code=code)["$ref"] for code in codes] == [
        "#/components/schemas/ShopTeamsSame",
        "#/components/schemas/ShopUsersSame",
    ]
    assert document.schemas["ShopTeamsSame"]["required"] == ["a"]
    assert document.schemas["ShopUsersSame"]["required"] == ["b"]
    assert set(document.schemas) == {"ShopTeamsSame", "ShopUsersSame"}
    assert len(document.said) == 1
    assert "the component name Same is claimed by" in document.said[0]


@pytest.mark.parametrize("swapped", [False, True])
def test_a_type_with_the_name_of_a_drf_serializer(swapped: bool) -> None:
    class SameSerializer(serializers.Serializer):
        name = serializers.CharField()

    pair = [declared("shop.teams", a=int), SameSerializer]
    document = both(*(reversed(pair) if swapped else pair))
    assert set(document.schemas) == {"Same", "ShopTeamsSame"}
    assert document.schemas["Same"]["required"] == ["name"]
    assert document.schemas["ShopTeamsSame"]["required"] == ["a"]
    assert len(document.said) == 1


def test_a_component_of_ones_own_name() -> None:
    @Component("Team")
    class TeamResponse(TypedDict):
        id: int

    class Serialized(Serializer):
        def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse: ...

    # The name of a local class cannot be looked up in its module.
    Serialized.serialize.__annotations__["return"] = TeamResponse
    document = both(TeamResponse, Serialized)
    assert set(document.schemas) == {"Team"}
    assert document.body(code="201") == {"$ref": "#/components/schemas/Team"}


def test_a_name_given_to_one_of_two_settles_it() -> None:
    one = declared("shop.teams", a=int)
    two = Component("Other")(declared("shop.users", b=str))
    document = both(one, two)
    assert set(document.schemas) == {"Same", "Other"}
    assert document.said == []


def test_a_name_given_twice_is_an_error() -> None:
    one = Component("Other")(declared("shop.teams", a=int))
    two = Component("Other")(declared("shop.users", b=str))
    document = both(one, two)
    assert "two different types claim the component name Other" in document.said[0]
    assert document.body() != document.body(code="201")


def page(item: Any) -> Any:
    return TypedDict("Page", {"results": list[item], "next": str | None})


def test_a_type_that_a_function_makes_twice_is_one_component() -> None:
    document = both(page(Leaf), page(Leaf))
    assert set(document.schemas) == {"Page", "Leaf"}
    assert document.body() == document.body(code="201") == {"$ref": "#/components/schemas/Page"}
    assert document.said == []


@pytest.mark.parametrize("swapped", [False, True])
def test_two_shapes_that_a_function_makes_have_names_of_their_own(swapped: bool) -> None:
    pair = [page(Leaf), page(Node)]
    document = both(*(reversed(pair) if swapped else pair))
    bodies = [document.body(code=code)["$ref"].rpartition("/")[2] for code in ("200", "201")]
    leaves, nodes = reversed(bodies) if swapped else bodies
    items = [document.schemas[name]["properties"]["results"]["items"] for name in (leaves, nodes)]
    assert items == [{"$ref": "#/components/schemas/Leaf"}, {"$ref": "#/components/schemas/Node"}]
    assert len(document.said) == 1
    assert "the component name Page is claimed by different types" in document.said[0]


def test_two_inline_names_for_two_types() -> None:
    document = both(
        inline_sentry_response_serializer("Numbers", list[int]),
        inline_sentry_response_serializer("Numbers", list[str]),
    )
    assert document.body() != document.body(code="201")
    assert "two different types claim the component name Numbers" in document.said[0]


def test_an_inline_name_that_a_type_has() -> None:
    one = declared("shop.teams", a=int)
    document = both(one, inline_sentry_response_serializer("Same", list[int]))
    assert document.schemas["Same"] == {"type": "array", "items": {"type": "integer"}}
    assert document.body() == {"$ref": "#/components/schemas/ShopTeamsSame"}
    assert len(document.said) == 1


def test_one_inline_name_for_one_type_may_be_used_twice() -> None:
    document = both(
        inline_sentry_response_serializer("Numbers", list[int]),
        inline_sentry_response_serializer("Numbers", list[int]),
    )
    assert set(document.schemas) == {"Numbers"}
    assert document.said == []


class Node(TypedDict):
    value: int
    children: list[Node]


class Represented(serializers.Serializer):
    name = serializers.CharField()
    node = serializers.SerializerMethodField(help_text="A node.")

    def get_node(self, obj) -> Node: ...


class Other(serializers.Serializer):
    label = serializers.CharField()

    def to_representation(self, instance) -> Node: ...


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_renamed_references_in_every_position(version: str) -> None:
    """`built` asserts that every one resolves; none may keep the short name."""
    other = declared("shop.nodes", "Node", b=str)

    class Pages(pagination.PageNumberPagination):
        page_size = 1

    class Listing(generics.ListAPIView):
        renderer_classes = (JSONRenderer,)
        pagination_class = Pages

        @extend_schema(responses={200: Other(many=True), 400: list[Node], 404: Node | None})
        def get(self, request): ...

    class Posting(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=Represented, responses={200: Represented, 201: dict[str, Node]})
        def post(self, request): ...

        @extend_schema(
            request=Represented(many=True),
            responses={200: inline_sentry_response_serializer("Inline", Node | None), 201: other},
        )
        def put(self, request): ...

    from django.urls import path

    document = built(
        path("a/", Listing.as_view()), path("b/", Posting.as_view()), OAS_VERSION=version
    )
    names = {name for name in document.schemas if name.endswith("Node")}
    assert len(names) == 2
    assert "Node" not in names
    used = {reference.rpartition("/")[2] for reference in references(document.document)}
    assert names <= used
    assert set(document.schemas) - used <= {"PaginatedNodeList"}


def test_the_order_of_components_and_types_does_not_matter() -> None:
    one, two = declared("shop.teams", a=int), declared("shop.users", b=str)
    assert both(one, two).schemas == both(two, one).schemas
