"""Aliases by assignment and quoted names in views: each finds its module, none ends a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Dict, List, NewType, TypedDict, Union  # noqa: UP035

import pytest
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from drf_typed_responses.responses import Response

from .building import built, view

JSON = dict[str, "JSON"] | list["JSON"] | str | int | None
Typing = Union[Dict[str, "Typing"], List["Typing"], str]  # noqa: UP006, UP007
Nested = Mapping[str, "Nested | str"]
Endless = Union["Endless", int]
Renamed = NewType("Renamed", "list[Renamed]")  # type: ignore[valid-newtype]
REF = {"$ref": "#/components/schemas/JSON"}
TEAMS = {"type": "array", "items": {"$ref": "#/components/schemas/Team"}}
SCHEMA = {
    "anyOf": [
        {"type": "object", "additionalProperties": REF},
        {"type": "array", "items": REF},
        {"type": "string"},
        {"type": "integer"},
        {"type": "null"},
    ]
}


class Team(TypedDict):
    id: int


class JSONView(APIView):
    renderer_classes = (JSONRenderer,)


def field_of(hint: Any) -> Any:
    class XSerializer(serializers.Serializer):
        data = serializers.SerializerMethodField()

        def get_data(self, obj): ...

    XSerializer.get_data.__annotations__["return"] = hint

    class XView(JSONView):
        @extend_schema(responses=XSerializer)
        def get(self, request): ...

    # openapi-spec-validator runs forever on a recursive union, see laws.test_found.
    return built(view(XView), valid=False, OAS_VERSION="3.1.0")


def test_a_method_field() -> None:
    document = field_of(JSON)
    assert document.schemas["X"]["properties"]["data"] == {"allOf": [REF], "readOnly": True}
    assert document.schemas["JSON"] == SCHEMA
    assert document.said == []


@pytest.mark.parametrize("hint", [Typing, Nested, "Nested", Endless, Renamed], ids=str)
def test_no_alias_ends_a_document(hint: Any) -> None:
    assert field_of(hint).body() == {"$ref": "#/components/schemas/X"}


def test_responses_and_requests() -> None:
    class XView(JSONView):
        @extend_schema(responses=JSON)
        def get(self, request): ...

        @extend_schema(
            request=JSON, responses={200: list["Team"], 400: OpenApiResponse(list["Team"])}
        )
        def post(self, request): ...

        def put(self, request) -> Response[JSON]: ...

    document = built(view(XView), OAS_VERSION="3.1.0")
    assert document.body() == document.request() == document.body("put") == REF
    assert document.body("post") == document.body("post", code="400") == TEAMS
    assert document.schemas["JSON"] == SCHEMA
    assert document.said == []


def test_a_body_without_end_is_an_error() -> None:
    class XView(JSONView):
        @extend_schema(responses=list[Renamed])
        def get(self, request): ...

    (said,) = built(view(XView)).said
    assert "the type Renamed refers to itself without end" in said


@extend_schema(responses=list["Team"])
class OnTheClass(JSONView):
    def get(self, request): ...


class Listing(ViewSet):
    renderer_classes = (JSONRenderer,)

    def list(self, request): ...


@extend_schema_view(list=extend_schema(responses=list["Team"]))
class OnTheMethod(Listing): ...


@extend_schema(responses=list["Team"])
@api_view(["GET"])
@renderer_classes([JSONRenderer])
def function(request): ...


@pytest.mark.parametrize(
    "handler", [OnTheClass.as_view(), OnTheMethod.as_view({"get": "list"}), function]
)
def test_quoted_names_are_those_of_the_decorated_class(handler: Any) -> None:
    document = built(path("x/", handler))
    assert document.body() == TEAMS
