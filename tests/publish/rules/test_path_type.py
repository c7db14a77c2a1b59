"""The rule `path-type`: the type of a path parameter is one that its URL converter lets through."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import path, re_path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from drf_typed_responses.parameters import path_parameter, query_parameter

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = "Give the parameter the type of its converter."


class Mistyped(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[path_parameter("id", "The ID.")])  # broken
    def get(self, request, id): ...


@pytest.mark.parametrize("name", ["id", "pk"])
def test_a_number_documented_as_text(name: str) -> None:
    # drf-spectacular writes {id} for <int:pk>.
    pattern = path(f"<int:{name}>/", Mistyped.as_view())
    assert judged("path-type", pattern) == [
        broken(
            __file__,
            "path-type",
            f"the path parameter id is documented as string, but <int:{name}> in the URL "
            "takes integer",
            HINT,
            operation="GET /{id}/",
            path="id",
        )
    ]


def view(**said: Any) -> Any:
    return endpoint(parameters=[path_parameter("id", "The ID.", **said)]).as_view()


def test_a_uuid_documented_as_number() -> None:
    (found,) = judged("path-type", path("<uuid:id>/", view(type=int)))
    assert found.message.endswith("documented as integer, but <uuid:id> in the URL takes string")


@pytest.mark.parametrize(
    "pattern",
    [
        path("<int:id>/", view(type=int)),
        path("<int:id>/", view(type=OpenApiTypes.INT64)),
        path("<uuid:id>/", view(type=uuid.UUID)),
        path("<uuid:id>/", view(type=str)),
        path("<slug:id>/", view(type=int)),
        path("<str:id>/", view(type=int)),
        path("<id>/", view(type=int)),
        re_path(r"^(?P<id>\d+)/$", view(type=str)),
        path("<int:id>/", endpoint().as_view()),
    ],
)
def test_types_that_the_converter_takes(pattern: object) -> None:
    assert judged("path-type", pattern) == []


def test_each_variable_has_its_own_converter() -> None:
    parameters = [path_parameter("id", "The ID.", type=int), path_parameter("slug", "The slug.")]
    pattern = path("<int:pk>/<slug:slug>/", endpoint(parameters=parameters).as_view())
    assert judged("path-type", pattern) == []


def test_a_query_parameter_of_that_name() -> None:
    parameters = [path_parameter("id", "The ID.", type=int), query_parameter("id", "Another.")]
    pattern = path("<int:id>/", endpoint(parameters=parameters).as_view())
    assert judged("path-type", pattern) == []


def test_a_prefix_with_a_variable_that_is_trimmed_off() -> None:
    pattern = path("<slug:customer>/<int:id>/", Mistyped.as_view())
    settings = {"SCHEMA_PATH_PREFIX": r"/[^/]+", "SCHEMA_PATH_PREFIX_TRIM": True}
    (found,) = [f for f in judged("path-type", pattern, **settings) if f.id == "path-type"]
    assert found.path == "id"
