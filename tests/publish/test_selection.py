"""The setting PUBLIC: which operations the document has."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import DefaultRouter
from rest_framework.urlpatterns import format_suffix_patterns

from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.publish import Publication, public_methods
from drf_typed_responses.publish import build as build_project

from .building import JSONView, PrivateView, TeamResponse, TeamView, project


class UserSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("id", "username")


class UserViewSet(viewsets.ModelViewSet):
    queryset = User.objects.all()
    serializer_class = UserSerializer
    renderer_classes = (JSONRenderer,)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def archive(self, request, pk): ...


class WithdrawnView(JSONView):
    public = frozenset()

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class HalfView(JSONView):
    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    @public_methods()
    @extend_schema(request=None, responses=TeamResponse)
    def post(self, request): ...


@extend_schema(responses=TeamResponse)
@api_view(["GET"])
@renderer_classes([JSONRenderer])
def team(request): ...


def routes() -> Any:
    router = DefaultRouter()
    router.register("users", UserViewSet)
    return path("", include(router.urls))


# Views that declare nothing, each with what could keep one of its operations out of a document.
UNDECLARED = [
    routes(),
    path("team/", team),
    path("private/", PrivateView.as_view()),
    path("second/", PrivateView.as_view()),
    *format_suffix_patterns([path("suffixed/", PrivateView.as_view())]),
    path("excluded/", extend_schema(exclude=True)(type("Excluded", (PrivateView,), {})).as_view()),
    path("unseen/", type("Unseen", (PrivateView,), {"schema": None}).as_view()),
]


def built(public: str, *patterns: Any) -> Publication:
    with project(*patterns):
        of_project = {**settings.TYPED_RESPONSES, "PUBLIC": public}
        with override_settings(TYPED_RESPONSES=of_project):
            return build_project()


def operations(document: dict[str, Any]) -> set[str]:
    return {f"{m.upper()} {url}" for url, item in document["paths"].items() for m in item}


def chosen(public: str, *patterns: Any) -> set[str]:
    publication = built(public, *patterns)
    assert [f for f in publication.findings if f.id != "drf-spectacular"] == []
    return operations(publication.document)


def test_all_has_the_operations_of_drf_spectacular() -> None:
    with project(*UNDECLARED):
        plain = SchemaGenerator().get_schema(request=None, public=True)
    every = operations(plain)
    assert {"DELETE /users/{id}/", "GET /second/", "GET /team/", "GET /suffixed{format}"} <= every
    assert chosen("all", *UNDECLARED) == every


def test_declared_has_what_views_declare() -> None:
    patterns = [*UNDECLARED, path("team-view/", TeamView.as_view())]
    assert chosen("declared", *patterns) == {"GET /team-view/"}


def test_a_view_opts_out_of_all() -> None:
    assert chosen("all", WithdrawnView, PrivateView) == {"GET /1/"}


def test_a_method_opts_out_of_all() -> None:
    assert chosen("all", HalfView) == {"GET /0/"}


def test_a_route_opts_out_of_all() -> None:
    class OpenView(PrivateView):
        public = None

    patterns = [path("a/", OpenView.as_view()), path("b/", OpenView.as_view(public=frozenset()))]
    assert chosen("all", *patterns) == {"GET /a/"}


def test_a_view_that_declares_a_method_keeps_the_others_out_of_all() -> None:
    assert chosen("all", TeamView) == {"GET /0/"}


def test_a_view_names_its_urls_in_all() -> None:
    class NamedView(PrivateView):
        public_urls = frozenset({"/b/"})

    patterns = [path("a/", NamedView.as_view()), path("b/", NamedView.as_view())]
    assert chosen("all", *patterns) == {"GET /b/"}


def only_teams(url: str, method: str, view: type) -> bool:
    return method == "GET" and issubclass(view, (TeamView, WithdrawnView, UserViewSet))


def test_a_function_decides_alone() -> None:
    patterns = [
        routes(),
        path("team/", TeamView.as_view()),
        path("no/", WithdrawnView.as_view()),
        path("other/", PrivateView.as_view()),
    ]
    expected = {"GET /users/", "GET /users/{id}/", "GET /team/", "GET /no/"}
    assert chosen(f"{__name__}.only_teams", *patterns) == expected


def fails(url: str, method: str, view: type) -> bool:
    raise LookupError(f"no audience for {url}")


def test_a_function_that_fails_ends_the_build() -> None:
    with pytest.raises(SettingsError) as raised:
        built(f"{__name__}.fails", TeamView)
    assert str(raised.value) == (
        f'TYPED_RESPONSES["PUBLIC"]: {__name__}.fails failed for GET /0/: '
        "LookupError: no audience for /0/"
    )


@pytest.mark.parametrize(
    ("public", "message"),
    [
        ("some", 'must be "declared", "all" or the dotted path of a function, not \'some\''),
        (["all"], 'must be "declared", "all" or the dotted path of a function, not [\'all\']'),
        (f"{__name__}.UNDECLARED", f"{__name__}.UNDECLARED is not callable"),
        ("nowhere.chosen", "nowhere.chosen cannot be imported: ModuleNotFoundError"),
    ],
)
def test_a_wrong_value_of_public(public: Any, message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        built(public, TeamView)
    assert message in str(raised.value)
