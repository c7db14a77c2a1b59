"""Several URLs for one view: the author says which is documented, or a finding names them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from drf_typed_responses import publish

from .building import JSONView, TeamResponse, build, finding, published


def view(**said: Any) -> Any:
    class TeamEndpoint(JSONView):
        public = frozenset({"GET"})
        owner = "team-teams"

        @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
        def get(self, request, **kwargs): ...

    for name, value in said.items():
        setattr(TeamEndpoint, name, value)
    return TeamEndpoint


def twice(cls: Any) -> list[Any]:
    return [path("teams/", cls.as_view()), path("old/teams/", cls.as_view())]


def test_a_second_url_is_named() -> None:
    found = finding(*twice(view()))
    assert (found.level, found.id, found.operation) == ("error", "public-urls", "GET /old/teams/")
    assert found.message == "its view has several URLs: /old/teams/, /teams/"
    assert found.hint == 'Name the documented one: public_urls = {"/old/teams/"}.'
    assert (found.file, found.owner) == (__file__, "team-teams")


def test_only_one_of_them_is_published_all_the_same() -> None:
    assert list(build(*twice(view())).document["paths"]) == ["/old/teams/"]


@pytest.mark.parametrize("kind", [set, list, tuple, frozenset])
def test_the_documented_url(kind: Any) -> None:
    publication = published(*twice(view(public_urls=kind(["/teams/"]))))
    assert list(publication.document["paths"]) == ["/teams/"]


def test_several_documented_urls() -> None:
    # Two operations of one title are the matter of a rule.
    paths = build(*twice(view(public_urls={"/teams/", "/old/teams/"}))).document["paths"]
    assert list(paths) == ["/old/teams/", "/teams/"]


def test_a_url_that_does_not_exist() -> None:
    found = finding(path("teams/", view(public_urls={"/team/", "/teams/"}).as_view()))
    assert found.message == "its public_urls name /team/, which is no URL"
    assert found.hint == "Write it as the document does, with {name} for a variable."


@pytest.mark.parametrize("given", ["/teams/", 3])
def test_urls_that_are_no_set(given: Any) -> None:
    found = finding(*twice(view(public_urls=given)))
    assert found.message == f"its public_urls are {given!r}, which is no set of paths"
    assert found.hint == f"Write {{{str(given)!r}}}."


def test_an_id_or_slug_route() -> None:
    cls = view(public_urls={"/teams/{slug}/"})
    patterns = [
        path("teams/<int:pk>/", cls.as_view()),
        re_path(r"^teams/(?P<slug>[a-z-]+)/$", cls.as_view()),
    ]
    assert list(build(*patterns).document["paths"]) == ["/teams/{slug}/"]


def test_a_function_view() -> None:
    @publish.public_methods("GET", urls={"/teams/"})
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    publication = published(path("teams/", team), path("old/teams/", team))
    assert list(publication.document["paths"]) == ["/teams/"]


class TeamViewSet(viewsets.ViewSet):
    renderer_classes = (JSONRenderer,)
    public = frozenset({"GET"})
    public_urls = frozenset({"/teams/"})

    @extend_schema(operation_id="List Teams", responses=list[TeamResponse])
    def list(self, request): ...

    @publish.public_methods("GET", urls={"/teams/mine/"})
    @extend_schema(operation_id="List My Teams", responses=[].__class__[TeamResponse])
    @action(detail=False)
    def mine(self, request): ...


def test_the_actions_of_a_viewset() -> None:
    router = SimpleRouter()
    router.register("teams", TeamViewSet, basename="team")
    patterns = [path("", include(router.urls)), path("old/", include(router.urls))]
    assert list(published(*patterns).document["paths"]) == ["/teams/", "/teams/mine/"]
