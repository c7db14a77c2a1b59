"""The rule `one-tag`: an operation stands in exactly one tab of the sidebar."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import include, path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = 'Write tags=["..."] with one name in @extend_schema, on the method or on the view.'


class Tagged(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, tags=["Teams", "Members"])  # broken
    def get(self, request): ...


def test_two_tags() -> None:
    message = "it has the tags Teams, Members; an operation stands in one tab of the sidebar"
    assert judged("one-tag", Tagged) == [broken(__file__, "one-tag", message, HINT)]


@pytest.mark.parametrize("said", [{}, {"tags": []}])
def test_no_tag(said: dict[str, Any]) -> None:
    # Without tags, drf-spectacular takes the first part of the path, which is not a defined tag.
    (found,) = judged("one-tag", path("teams/", endpoint(**said).as_view()))
    assert found.message == "it has no tag; an operation stands in one tab of the sidebar"


@extend_schema(tags=["Teams"])
class OnTheView(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class Inherits(OnTheView): ...


@extend_schema_view(get=extend_schema(tags=["Teams"]))
class OnTheViewsMethod(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


@extend_schema(tags=["Organizations"])
class Replaced(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, tags=["Teams"])
    def get(self, request): ...


@pytest.mark.parametrize("view", [OnTheView, Inherits, OnTheViewsMethod, Replaced])
def test_one_tag(view: Any) -> None:
    assert judged("one-tag", view) == []


def test_one_tag_on_a_viewset() -> None:
    @extend_schema(tags=["Teams"], responses=TeamResponse)
    class Teams(viewsets.ViewSet):
        renderer_classes = (JSONRenderer,)
        public = frozenset({"GET"})

        def list(self, request): ...

    router = SimpleRouter()
    router.register("teams", Teams, basename="team")
    assert judged("one-tag", path("", include(router.urls))) == []


def test_a_tag_of_the_path_that_the_settings_define() -> None:
    pattern = path("teams/", endpoint().as_view())
    assert judged("one-tag", pattern, TAGS=[{"name": "teams"}]) == []
