"""The parameters that the helpers pass to drf-spectacular."""

from __future__ import annotations

from enum import Enum

import pytest
from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from drf_typed_responses import parameters
from drf_typed_responses.parameters import GlobalParams, path_parameter, query_parameter


class Order(Enum):
    NEWEST = "newest"
    OLDEST = "oldest"


def documented(parameter: OpenApiParameter) -> dict[str, object]:
    """The parameter as it stands in a document."""

    class View(APIView):
        @extend_schema(parameters=[parameter], responses={200: str})
        def get(self, request):
            return Response("")

    where = "<str:team_slug>/" if parameter.location == "path" else "teams/"
    generator = SchemaGenerator(patterns=[path(where, View.as_view())])
    [item] = generator.get_schema(request=None, public=True)["paths"].values()
    [found] = item["get"]["parameters"]
    return found


def test_a_path_parameter():
    assert documented(path_parameter("team_slug", "The slug.")) == {
        "in": "path",
        "name": "team_slug",
        "schema": {"type": "string"},
        "description": "The slug.",
        "required": True,
    }


def test_the_type_of_a_path_parameter():
    found = documented(path_parameter("team_slug", "The ID.", type=OpenApiTypes.UUID))
    assert found["schema"] == {"type": "string", "format": "uuid"}


def test_the_pattern_of_a_path_parameter():
    found = documented(path_parameter("team_slug", "The slug.", pattern="^[a-z]+$"))
    assert found["schema"] == {"type": "string", "pattern": "^[a-z]+$"}


def test_the_values_of_a_path_parameter():
    found = documented(path_parameter("team_slug", "The slug.", enum=["me", "all"]))
    assert found["schema"] == {"type": "string", "enum": ["all", "me"]}


def test_a_deprecated_path_parameter():
    assert documented(path_parameter("team_slug", "Old.", deprecated=True))["deprecated"] is True


def test_a_query_parameter():
    assert documented(query_parameter("name", "The name.")) == {
        "in": "query",
        "name": "name",
        "schema": {"type": "string"},
        "description": "The name.",
    }


def test_a_required_query_parameter():
    assert documented(query_parameter("name", "The name.", required=True))["required"] is True


def test_a_repeated_query_parameter():
    found = documented(query_parameter("id", "The IDs.", type=int, many=True))
    assert found["schema"] == {"type": "array", "items": {"type": "integer"}}


def test_the_default_of_a_query_parameter():
    found = documented(query_parameter("page", "The page.", type=int, default=1))
    assert found["schema"] == {"type": "integer", "default": 1}


@pytest.mark.parametrize("enum", [["newest", "oldest"], Order], ids=["list", "Enum"])
def test_the_values_of_a_query_parameter(enum):
    found = documented(query_parameter("sort", "What comes first.", enum=enum))
    assert found["schema"] == {"type": "string", "enum": ["newest", "oldest"]}


def test_the_pattern_of_a_query_parameter():
    found = documented(query_parameter("name", "The name.", pattern="^[a-z]+$"))
    assert found["schema"] == {"type": "string", "pattern": "^[a-z]+$"}


def test_a_deprecated_query_parameter():
    assert documented(query_parameter("name", "Old.", deprecated=True))["deprecated"] is True


def test_the_slug_of_the_organization():
    shown = GlobalParams.ORG_SLUG
    assert (shown.name, shown.location, shown.required) == ("organization_slug", "path", True)


def test_a_slug():
    assert documented(GlobalParams.slug("Optional slug for the team.")) == {
        "in": "query",
        "name": "slug",
        "schema": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
        "description": "Optional slug for the team.",
    }


def test_a_name():
    assert documented(GlobalParams.name("The name for the team.", required=True)) == {
        "in": "query",
        "name": "name",
        "schema": {"type": "string"},
        "description": "The name for the team.",
        "required": True,
    }


def test_a_project_extends_them():
    class OurParams(parameters.GlobalParams):
        ORG_SLUG = path_parameter("org", "Ours.")
        TEAM_SLUG = path_parameter("team_slug", "The team.")

    assert OurParams.ORG_SLUG.name == "org"
    assert OurParams.slug("A slug.").name == "slug"
