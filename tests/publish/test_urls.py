"""Several URLs for one view: the author chooses the documented one, or a finding lists them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
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
    assert found.hint == 'Choose the documented ones: public_urls = {"/old/teams/"}.'
    assert (found.file, found.owner) == (__file__, "team-teams")


def test_only_one_of_them_is_published_all_the_same() -> None:
    assert list(build(*twice(view())).document["paths"]) == ["/old/teams/"]


@pytest.mark.parametrize("kind", [set, list, tuple, frozenset])
def test_the_documented_url(kind: Any) -> None:
    publication = published(*twice(view(public_urls=kind(["/teams/"]))))
    assert list(publication.document["paths"]) == ["/teams/"]


def test_several_documented_urls() -> None:
    # A rule reports two operations of one title.
    paths = build(*twice(view(public_urls={"/teams/", "/old/teams/"}))).document["paths"]
    assert list(paths) == ["/old/teams/", "/teams/"]


NOT_A_URL = "Write a URL as the document or the URL pattern does, with {name} for a variable."


def test_a_url_that_does_not_exist() -> None:
    found = finding(path("teams/", view(public_urls={"/team/", "/teams/"}).as_view()))
    assert found.message == (
        "its public_urls name /team/, which is not one of its URLs; did you mean /teams/?"
    )
    assert found.hint == NOT_A_URL


@pytest.mark.parametrize(
    ("url", "named", "meant"),
    [
        ("teams/<slug:slug>/", "/teams/{slgu}/", "/teams/{slug}/"),
        ("teams/<int:pk>/", "/teams/{key}/", "/teams/{pk}/"),
        ("teams/<int:pk>/", "/teams/{idd}/", "/teams/{pk}/"),
        ("teams/<int:team_pk>/", "/teams/{teamid}/", "/teams/{team_pk}/"),
        ("<slug:version>/teams/", "/{v}/teams/", "/{version}/teams/"),
    ],
)
def test_a_url_with_another_variable(url: str, named: str, meant: str) -> None:
    found = finding(path(url, view(public_urls={named}).as_view()))
    assert found.message == (
        f"its public_urls name {named}, which is not one of its URLs; did you mean {meant}?"
    )
    assert found.hint == NOT_A_URL


def test_a_key_that_the_model_calls_otherwise() -> None:
    cls = view(queryset=Session.objects.none(), public_urls={"/new/{session_key}/", "/new/{id}/"})
    found = finding(path("new/<str:pk>/", cls.as_view()))
    assert "name /new/{id}/, which is not one of its URLs" in found.message


def test_the_url_of_another_view() -> None:
    patterns = [
        path("a/", view(public_urls={"/b/"}).as_view()),
        path("b/", other().as_view()),
    ]
    found = finding(*patterns)
    assert (found.operation, found.id) == ("GET /a/", "public-urls")


def test_urls_that_subclasses_share() -> None:
    base = view(public_urls={"/a/", "/b/"})
    patterns = [path(f"{name}/", type(name, (base,), {}).as_view()) for name in "ab"]
    assert list(build(*patterns).document["paths"]) == ["/a/", "/b/"]
    assert [each.id for each in build(*patterns).findings if each.id == "public-urls"] == []


@pytest.mark.parametrize("given", ["/teams/", 3])
def test_urls_that_are_no_set(given: Any) -> None:
    found = finding(*twice(view(public_urls=given)))
    assert found.message == f"its public_urls are {given!r}, which is not a set of paths"
    assert found.hint == f"Write {{{str(given)!r}}}."


def test_an_id_or_slug_route() -> None:
    cls = view(public_urls={"/teams/{slug}/"})
    patterns = [
        path("teams/<int:pk>/", cls.as_view()),
        re_path(r"^teams/(?P<slug>[a-z-]+)/$", cls.as_view()),
    ]
    assert list(build(*patterns).document["paths"]) == ["/teams/{slug}/"]


class NamedByTheDocument(viewsets.ViewSet):
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.none()
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def retrieve(self, request, **kwargs): ...


@pytest.mark.parametrize(
    ("url", "named", "settings"),
    [
        ("new/<int:pk>/", "/new/{pk}/", {}),
        ("new/<int:pk>/", "/new/{id}/", {}),
        ("new/<int:team_pk>/", "/new/{team_id}/", {}),
        ("new/<int:team_pk>/", "/new/{team_pk}/", {"SCHEMA_COERCE_PATH_PK_SUFFIX": True}),
        ("new/<int:team_pk>/", "/new/{team_id}/", {"SCHEMA_COERCE_PATH_PK_SUFFIX": True}),
        ("new/<slug:team_slug>/", "/new/{teamSlug}/", {"CAMELIZE_NAMES": True}),
        (
            "api/new/<int:pk>/",
            "/new/{id}/",
            {"SCHEMA_PATH_PREFIX": "/api", "SCHEMA_PATH_PREFIX_TRIM": True},
        ),
        (
            "api/new/<int:pk>/",
            "/v1/new/{id}/",
            {
                "SCHEMA_PATH_PREFIX": "/api",
                "SCHEMA_PATH_PREFIX_TRIM": True,
                "SCHEMA_PATH_PREFIX_INSERT": "/v1",
            },
        ),
    ],
)
def test_a_url_as_the_document_or_the_pattern_writes_it(
    url: str, named: str, settings: dict[str, Any]
) -> None:
    viewset = type("TeamViewSet", (NamedByTheDocument,), {"public_urls": {named}})
    view = viewset.as_view({"get": "retrieve"})
    (documented,) = build(path("old/<int:pk>/", view), path(url, view), **settings).document[
        "paths"
    ]
    assert "/new/" in documented


def test_a_function_that_names_its_url_as_the_document_does() -> None:
    @publish.public_methods("GET", urls={"/i/{id}/"})
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET"])
    @renderer_classes([JSONRenderer])
    def team(request, pk): ...

    publication = build(path("a/<int:pk>/", team), path("i/<int:pk>/", team))
    assert publication.findings == ()
    assert list(publication.document["paths"]) == ["/i/{id}/"]


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


# ---------------------------------------------------------------- one URL of several views


def other(**said: Any) -> Any:
    class OtherEndpoint(JSONView):
        public = frozenset({"GET"})
        owner = "team-others"

        @extend_schema(operation_id="Retrieve Another", responses=TeamResponse)
        def get(self, request, **kwargs): ...

        @extend_schema(operation_id="Send", request=None, responses={200: TeamResponse})
        def post(self, request, **kwargs): ...

    for name, value in said.items():
        setattr(OtherEndpoint, name, value)
    return OtherEndpoint


NAME = f"{__name__}.TeamEndpoint"
OTHER = f"{__name__}.OtherEndpoint"


def taken(*patterns: Any, **settings: Any) -> tuple[str, str]:
    """The operation and the message of the one finding."""
    found = finding(*patterns, **settings)
    assert (found.level, found.id, found.file) == ("error", "url-taken", __file__)
    assert found.hint
    return found.operation, found.message


@pytest.mark.parametrize(("methods", "method"), [({"GET"}, "GET"), ({"POST"}, "POST")])
def test_a_view_behind_another_is_never_asked(methods: set[str], method: str) -> None:
    patterns = [path("x/", view().as_view()), path("x/", other(public=methods).as_view())]
    message = f"{OTHER} gets no requests: {NAME} is routed at the same URL first"
    assert taken(*patterns) == (f"{method} /x/", message)


def test_a_public_view_behind_a_private_one_is_never_asked() -> None:
    hidden = view(public=frozenset())
    _, message = taken(path("x/", hidden.as_view()), path("x/", other().as_view()))
    assert message == f"{OTHER} gets no requests: a private view is routed at the same URL first"


def test_a_function_view_is_named_by_its_function() -> None:
    @publish.public_methods("GET")
    @extend_schema(responses=TeamResponse)
    @api_view(["GET"])
    def team(request): ...

    _, message = taken(path("x/", team), path("x/", other().as_view()))
    assert message.endswith(f": {__name__}.team is routed at the same URL first")


def test_a_private_view_behind_a_public_one_does_not_matter() -> None:
    hidden = other(public=frozenset())
    published(path("x/", view().as_view()), path("x/", hidden.as_view()))


def test_two_actions_of_a_viewset_at_one_url() -> None:
    class XViewSet(viewsets.ViewSet):
        public = frozenset({"GET", "POST"})
        renderer_classes = (JSONRenderer,)

        @extend_schema(responses=list[TeamResponse])
        def list(self, request): ...

        @extend_schema(request=None, responses={200: TeamResponse})
        def create(self, request): ...

    listing, creating = XViewSet.as_view({"get": "list"}), XViewSet.as_view({"post": "create"})
    operation, message = taken(path("x/", listing), path("x/", creating))
    assert operation == "POST /x/"
    assert ".XViewSet.create gets no requests: " in message
    assert message.endswith(".XViewSet.list is routed at the same URL first")


def test_urls_that_a_document_writes_alike() -> None:
    patterns = [path("x/<int:i>/", view().as_view()), path("x/<slug:i>/", other().as_view())]
    message = f"{NAME} and {OTHER} would both be GET /x/{{i}}/"
    (found,) = (f for f in build(*patterns).findings if f.id == "url-taken")
    assert (found.operation, found.message) == ("GET /x/{i}/", message)


def test_the_key_of_a_model_is_written_as_its_field() -> None:
    users = User.objects.none()
    patterns = [
        path("x/<int:pk>/", view(queryset=users).as_view()),
        path("x/<int:id>/", other(queryset=users).as_view()),
    ]
    message = f"{OTHER} and {NAME} would both be GET /x/{{id}}/"
    assert taken(*patterns) == ("GET /x/{id}/", message)


def test_urls_that_differ_in_a_prefix_that_is_left_out() -> None:
    patterns = [path("v1/x/", view().as_view()), path("v2/x/", other().as_view())]
    settings = {"SCHEMA_PATH_PREFIX": "/v[0-9]", "SCHEMA_PATH_PREFIX_TRIM": True}
    message = f"{NAME} and {OTHER} would both be GET /x/"
    assert taken(*patterns, **settings) == ("GET /x/", message)
    published(*patterns, SCHEMA_PATH_PREFIX="/v[0-9]")


def test_only_one_of_them_is_public() -> None:
    hidden = other(public=frozenset())
    patterns = [path("x/<slug:i>/", hidden.as_view()), path("x/<int:i>/", view().as_view())]
    assert not [f for f in build(*patterns).findings if f.id == "url-taken"]


def test_one_view_at_one_url_twice() -> None:
    cls = view()
    published(path("x/", cls.as_view()), path("x/", cls.as_view()))


def test_a_url_outside_of_an_include_without_prefix() -> None:
    view = type("OldViewSet", (NamedByTheDocument,), {"public_urls": {"/old/{id}/"}})
    included = [path("<int:pk>/", view.as_view({"get": "retrieve"}))]
    publication = build(path("", include(included)), path("old/", include(included)))
    assert publication.findings == ()
    assert list(publication.document["paths"]) == ["/old/{id}/"]
