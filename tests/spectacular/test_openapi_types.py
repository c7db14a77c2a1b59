"""The members of OpenApiTypes stand for types in hints."""

from __future__ import annotations

from typing import Any, Generic, Optional, TypedDict, TypeVar

import pytest
from drf_spectacular.plumbing import build_basic_type
from drf_spectacular.types import OpenApiTypes

from drf_typed_responses.serializers import Serializer

from .building import responding

T = TypeVar("T")
URI = {"type": "string", "format": "uri"}


class Site(TypedDict):
    url: OpenApiTypes.URI  # type: ignore[valid-type]
    mirrors: list[OpenApiTypes.URI]  # type: ignore[valid-type]
    icon: Optional[OpenApiTypes.URI]  # type: ignore[valid-type] # noqa: UP045


class Page(TypedDict, Generic[T]):
    results: list[T]


class Urls(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> OpenApiTypes.URI: ...  # type: ignore[valid-type]


def test_in_a_typed_dict() -> None:
    assert responding(Site).schemas["Site"]["properties"] == {
        "url": URI,
        "mirrors": {"type": "array", "items": URI},
        "icon": {**URI, "nullable": True},
    }


def test_as_the_argument_of_a_generic() -> None:
    document = responding(Page[OpenApiTypes.URI])
    assert document.said == []
    (page,) = document.schemas.values()
    assert page["properties"] == {"results": {"type": "array", "items": URI}}


def test_as_a_return_annotation() -> None:
    assert responding(Urls).schemas["Urls"] == URI


@pytest.mark.parametrize("member", OpenApiTypes, ids=lambda member: member.name)
def test_every_member(member: OpenApiTypes) -> None:
    only = TypedDict("Only", {"value": member})  # type: ignore[misc, valid-type]  # noqa: UP013
    value = responding(only).schemas["Only"]["properties"]["value"]
    null = {"type": "string", "nullable": True, "enum": [None]}
    assert value == (null if member is OpenApiTypes.NONE else build_basic_type(member))
