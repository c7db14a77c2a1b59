"""Declarations of public operations, and findings about wrong ones."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import include, path
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import DefaultRouter, SimpleRouter
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework.versioning import URLPathVersioning

from drf_typed_responses.publish import public_methods

from .building import (
    JSONView,
    PrivateView,
    SecretResponse,
    TeamResponse,
    TeamView,
    build,
    finding,
    published,
)


def operations(publication: Any) -> set[str]:
    return {
        f"{method.upper()} {url}"
        for url, item in publication.document["paths"].items()
        for method in item
    }


def routed(viewset: Any, router: Any = SimpleRouter) -> Any:
    routes = router()
    routes.register("x", viewset, basename="x")
    return path("", include(routes.urls))


def test_private_methods_are_absent() -> None:
    assert operations(published(TeamView)) == {"GET /0/"}


def test_private_views_and_what_only_they_use_are_absent() -> None:
    publication = published(TeamView, PrivateView)
    assert operations(publication) == {"GET /0/"}
    assert set(publication.document["components"]["schemas"]) == {"TeamResponse"}
    assert publication.operations == 1
    assert publication.schemas == 1


def test_nothing_public() -> None:
    publication = published(PrivateView)
    assert publication.document["paths"] == {}
    assert "schemas" not in publication.document["components"]


def test_a_subclass_is_as_public_as_its_base() -> None:
    class Derived(TeamView): ...

    assert operations(published(path("a/", Derived.as_view()))) == {"GET /a/"}


def test_a_subclass_is_private_again() -> None:
    class Derived(TeamView):
        public = frozenset()

    assert operations(published(Derived)) == set()


def test_a_route_makes_a_view_private() -> None:
    patterns = [path("a/", TeamView.as_view()), path("b/", TeamView.as_view(public=frozenset()))]
    assert operations(published(*patterns)) == {"GET /a/"}


def test_a_route_makes_a_view_public() -> None:
    class XView(JSONView):
        public = frozenset()

        @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
        def get(self, request): ...

    assert operations(published(path("a/", XView.as_view(public={"GET"})))) == {"GET /a/"}


def test_private_code_that_fails_does_not_matter() -> None:
    class Failing(JSONView):
        def __init__(self, **kwargs: Any) -> None:
            raise RuntimeError("private")

    patterns = path("b/", lambda request: None)
    assert operations(published(TeamView, Failing, patterns)) == {"GET /0/"}


def test_public_above_api_view() -> None:
    @public_methods("GET")
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET", "POST"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    assert operations(published(path("x/", team))) == {"GET /x/"}


def test_public_below_api_view() -> None:
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET", "POST"])
    @renderer_classes([JSONRenderer])
    @public_methods("GET")
    def team(request): ...

    assert operations(published(path("x/", team))) == {"GET /x/"}


def test_public_set_on_an_api_view() -> None:
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET", "POST"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    team.public = {"GET"}
    assert operations(published(path("x/", csrf_exempt(team)))) == {"GET /x/"}


def test_a_wrong_declaration_set_on_an_api_view() -> None:
    @api_view(["GET"])
    def team(request): ...

    team.public = "GET"
    found = finding(path("x/", team))
    assert found.message == "team.public is 'GET', which is not a set of methods"


def test_public_on_a_method() -> None:
    class XView(JSONView):
        @public_methods("GET")
        @extend_schema(responses=TeamResponse)
        def get(self, request): ...

        def put(self, request): ...

    assert operations(published(XView)) == {"GET /0/"}


class TeamViewSet(viewsets.ViewSet):
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.none()  # declares the type of the id in the path

    @public_methods("GET")
    @extend_schema(responses=list[TeamResponse])
    def list(self, request): ...

    @extend_schema(request=None, responses=SecretResponse)
    def create(self, request): ...

    @public_methods("POST")
    @extend_schema(request=None, responses={200: TeamResponse})
    @action(detail=True, methods=["get", "post"])
    def archive(self, request, pk: int): ...

    @extend_schema(responses=SecretResponse)
    @action(detail=True)
    def secret(self, request, pk: int): ...


@pytest.mark.parametrize("router", [SimpleRouter, DefaultRouter])
def test_public_actions(router: Any) -> None:
    publication = published(routed(TeamViewSet, router))
    assert operations(publication) == {"GET /x/", "POST /x/{id}/archive/"}
    assert set(publication.document["components"]["schemas"]) == {"TeamResponse"}


def test_a_public_viewset() -> None:
    class Whole(TeamViewSet):
        public = frozenset({"GET", "POST"})

        @public_none
        @extend_schema(responses=SecretResponse)
        @action(detail=True)
        def hidden(self, request, pk: int): ...

    assert operations(published(routed(Whole))) == {
        "GET /x/",
        "POST /x/",
        "POST /x/{id}/archive/",
        "GET /x/{id}/secret/",
    }


def test_an_action_declares_other_methods_than_its_class() -> None:
    class XViewSet(TeamViewSet):
        public = frozenset({"GET"})

        @public_methods("POST")
        @extend_schema(request=None, responses={200: TeamResponse})
        @action(detail=False, methods=["get", "post"])
        def join(self, request): ...

        @public_methods()
        @extend_schema(responses=SecretResponse)
        @action(detail=True)
        def secret(self, request, pk: int): ...

    assert operations(published(routed(XViewSet))) == {
        "GET /x/",
        "POST /x/join/",
        "POST /x/{id}/archive/",
    }


def public_none(function: Any) -> Any:
    return public_methods()(function)


def test_format_suffixes() -> None:
    patterns = format_suffix_patterns([path("x/", TeamView.as_view())])
    assert operations(published(*patterns)) == {"GET /x/"}


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("declared", "message", "hint"),
    [
        ("GET", "is 'GET', which is not a set of methods", 'Write {"GET"}.'),
        ("get", "is 'get', which is not a set of methods", 'Write {"GET"}.'),
        (True, "is True, which is not a set of methods", 'Write {"GET"}.'),
        ({"get"}, "names 'get', which is not a method", 'Write "GET".'),
        ({"FETCH"}, "names 'FETCH', which is not a method", "Use one of GET, POST, PUT"),
        ({"OPTIONS"}, "names 'OPTIONS', which is not a method", "Use one of GET, POST, PUT"),
        ({"DELETE"}, "names DELETE, which the view does not handle", "Remove it"),
        ({1}, "names '1', which is not a method", "Use one of"),
    ],
)
def test_a_wrong_declaration(declared: Any, message: str, hint: str) -> None:
    class XView(JSONView):
        public = declared

        def get(self, request): ...

    # The correct methods are published, and not compared here.
    found = finding(XView)
    assert found.id == "public-methods"
    assert found.level == "error"
    assert found.message == f"XView.public {message}"
    assert found.hint.startswith(hint)
    assert found.file == __file__
    assert found.line is not None


def test_a_wrong_declaration_of_a_route() -> None:
    found = finding(path("a/", TeamView.as_view(public="GET")))
    assert found.message == "TeamView.public is 'GET', which is not a set of methods"


class OfDjango(View):
    public = frozenset({"GET"})
    owner = "team-x"


@public_methods("GET")
def of_django(request: Any) -> Any: ...


@pytest.mark.parametrize("view", [OfDjango.as_view(), of_django])
def test_a_view_of_django_is_never_public(view: Any) -> None:
    found = finding(path("x/", view))
    name = getattr(view, "view_class", view).__name__
    assert (found.id, found.path, found.file) == ("excluded", name, __file__)
    assert found.message == f"{name} is public, but only views of REST framework have a schema"
    assert found.owner == ("team-x" if name == "OfDjango" else "")
    assert found.line is not None


@pytest.mark.parametrize("declared", [True, "yes", frozenset(), {"all"}])
def test_an_attribute_named_public_of_another_kind_is_ignored(declared: Any) -> None:
    published(path("x/", type("Other", (View,), {"public": declared}).as_view()))


def test_a_decorator_without_its_parentheses() -> None:
    with pytest.raises(TypeError, match='@public_methods\\("GET"\\)'):

        @public_methods
        @api_view(["GET"])
        def team(request): ...


def test_all_wrong_methods_of_one_view() -> None:
    class XView(JSONView):
        public = ("get", "PUT", "DELETE")

        def get(self, request): ...

    messages = [found.message for found in build(XView).findings]
    assert messages == [
        "XView.public names 'get', which is not a method",
        "XView.public names DELETE, which the view does not handle",
        "XView.public names PUT, which the view does not handle",
    ]


def test_a_wrong_declaration_on_a_function_view() -> None:
    @public_methods("PUT")
    @api_view(["GET"])
    def team(request): ...

    found = finding(path("x/", team))
    assert found.message == "team.public names PUT, which the view does not handle"
    assert found.file == __file__


def test_a_wrong_declaration_on_an_action() -> None:
    class XViewSet(viewsets.ViewSet):
        @public_methods("post")
        @action(detail=True)
        def archive(self, request, pk: int): ...

    found = finding(routed(XViewSet))
    assert found.message == "XViewSet.archive.public names 'post', which is not a method"
    assert found.file == __file__


def test_a_method_that_one_of_two_routes_has() -> None:
    class XViewSet(viewsets.ViewSet):
        public = frozenset({"GET", "POST"})
        renderer_classes = (JSONRenderer,)

        @extend_schema(responses=TeamResponse)
        def read(self, request): ...

        @extend_schema(request=None, responses={200: TeamResponse})
        def write(self, request): ...

    published(
        path("a/", XViewSet.as_view({"get": "read"})),
        path("b/", XViewSet.as_view({"post": "write"})),
    )


class Versioning(URLPathVersioning):
    default_version = None


class VersionedTeamView(TeamView):
    versioning_class = Versioning


def test_a_versioned_view_without_a_version_is_not_left_out_silently() -> None:
    """drf-spectacular leaves it out of every version without a message."""
    found = finding(path("<version>/teams/", VersionedTeamView.as_view()))
    assert (found.level, found.id, found.operation) == (
        "error",
        "excluded",
        "GET /{version}/teams/",
    )
    assert "VersionedTeamView is public and versioned" in found.message
    assert found.hint == 'Set TYPED_RESPONSES["API_VERSION"] to the version to document.'
    assert found.file == __file__


def test_a_versioned_view_is_of_the_default_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Versioning, "default_version", "v1")
    publication = published(path("<version>/teams/", VersionedTeamView.as_view()))
    assert operations(publication) == {"GET /v1/teams/"}
