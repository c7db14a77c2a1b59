"""Serializers that inherit an annotation with a type variable in it."""

from __future__ import annotations

from typing import Any, Generic

import pytest
from rest_framework import serializers
from typing_extensions import TypedDict, TypeVar

from drf_typed_responses.serializers import Serializer

from .building import responding

T = TypeVar("T")
U = TypeVar("U")
D = TypeVar("D", default="TeamResponse")


class TeamResponse(TypedDict):
    id: str


class Page(TypedDict, Generic[T]):
    results: list[T]


class PageSerializer(Serializer, Generic[T]):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Page[T]: ...


class TeamPage(PageSerializer[TeamResponse]): ...


class LaterTeamPage(PageSerializer["TeamResponse"]): ...


class Nested(PageSerializer[list[U]], Generic[U]): ...


class NestedTeamPage(Nested[TeamResponse]): ...


class OfTeamPage(TeamPage): ...


class Unbound(PageSerializer): ...  # type: ignore[type-arg]


class Unknown(PageSerializer["NowhereDefined"]): ...  # type: ignore[name-defined] # noqa: F821


# Generic stands first: DRF's own __class_getitem__ drops the argument.
class Form(Generic[T], serializers.Serializer):
    def to_representation(self, instance: Any) -> Page[T]: ...


class TeamForm(Form[TeamResponse]): ...


class Node(TypedDict):
    nodes: list[Node]


class WithMethod(Generic[T], serializers.Serializer):
    items = serializers.SerializerMethodField()

    def get_items(self, obj: Any) -> list[T]: ...


class OfNodes(WithMethod[Node]): ...


class OfNothing(WithMethod["NowhereDefined"]): ...  # type: ignore[name-defined] # noqa: F821


def test_a_method_of_a_field() -> None:
    items = responding(OfNodes).schemas["OfNodes"]["properties"]["items"]
    node = {"$ref": "#/components/schemas/Node"}
    assert items == {"type": "array", "items": node, "readOnly": True}


def test_a_method_of_a_field_that_names_nothing_is_as_before() -> None:
    (said,) = responding(OfNothing).said
    assert 'unable to resolve type hint for function "get_items"' in said


@pytest.mark.parametrize("serializer", [TeamPage, LaterTeamPage, OfTeamPage, TeamForm])
def test_the_type_that_a_class_gives_its_base(serializer: Any) -> None:
    document = responding(serializer)
    assert document.body() == {"$ref": "#/components/schemas/PageTeamResponse"}
    assert document.said == []


def test_a_variable_that_is_passed_on() -> None:
    document = responding(NestedTeamPage)
    assert document.body() == {"$ref": "#/components/schemas/PageListTeamResponse"}
    results = document.schemas["PageListTeamResponse"]["properties"]["results"]
    assert results["items"]["items"] == {"$ref": "#/components/schemas/TeamResponse"}


@pytest.mark.parametrize(
    ("serializer", "words"),
    [
        (Unbound, "the type variable T has neither a type nor a default"),
        (Unknown, "the name 'NowhereDefined' in the annotation 'NowhereDefined'"),
    ],
)
def test_a_variable_that_stands_for_nothing_is_an_error(serializer: Any, words: str) -> None:
    (said,) = responding(serializer).said
    line = PageSerializer.serialize.__code__.co_firstlineno
    assert words in said
    assert f"{__file__}:{line}" in said
