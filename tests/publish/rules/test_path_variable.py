"""The rule `path-variable`: every variable of a path is declared as a parameter."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from drf_typed_responses.parameters import GlobalParams, path_parameter

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

TEAM = path_parameter("team_slug", "The slug of the team.")


class Undeclared(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[GlobalParams.ORG_SLUG])  # broken
    def get(self, request, organization_slug, team_slug): ...


@pytest.mark.parametrize(
    "pattern",
    [
        path("<slug:organization_slug>/<slug:team_slug>/", Undeclared.as_view()),
        path("<slug:organization_slug>/<team_slug>/", Undeclared.as_view()),
        re_path(r"^(?P<organization_slug>\w+)/(?P<team_slug>\w+)/$", Undeclared.as_view()),
    ],
)
def test_an_undeclared_variable(pattern: object) -> None:
    assert judged("path-variable", pattern) == [
        broken(
            __file__,
            "path-variable",
            "the variable {team_slug} of its path is not declared",
            'Add path_parameter("team_slug", "...") to parameters=[...] in @extend_schema.',
            operation="GET /{organization_slug}/{team_slug}/",
            path="team_slug",
        )
    ]


def test_a_query_parameter_of_that_name() -> None:
    view = endpoint(parameters=[GlobalParams.slug("The slug.")])
    (found,) = judged("path-variable", path("<slug:slug>/", view.as_view()))
    assert found.path == "slug"


def test_a_variable_declared_on_the_view() -> None:
    @extend_schema(parameters=[TEAM])
    class Declared(endpoint()): ...

    assert judged("path-variable", path("<slug:team_slug>/", Declared.as_view())) == []


def test_a_path_without_variables() -> None:
    assert judged("path-variable", endpoint()) == []


def test_the_key_that_drf_spectacular_describes_from_the_model() -> None:
    class Fields(serializers.Serializer):
        id = serializers.IntegerField()

    class Users(viewsets.ReadOnlyModelViewSet):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        queryset = User.objects.none()
        serializer_class = Fields

    router = SimpleRouter()
    router.register("users", Users)
    assert judged("path-variable", path("", include(router.urls))) == []
    Users.lookup_field = "username"  # with a help text
    assert judged("path-variable", path("", include(router.urls))) == []
    Users.lookup_field = "last_name"  # without one
    (found,) = judged("path-variable", path("<last_name>/", Users.as_view({"get": "retrieve"})))
    assert found.path == "last_name"
