"""A build knows the route of each operation, and writes it into the contract file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import override_settings
from django.urls import include, path, re_path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.versioning import URLPathVersioning

from drf_typed_responses.conformance import Contract
from drf_typed_responses.publish import build
from publish.building import TeamResponse, project


class View(GenericAPIView):
    public = frozenset({"GET"})
    renderer_classes = (JSONRenderer,)
    queryset = Group.objects.all()

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request: Any, **kwargs: Any) -> Any:
        return Response({"id": "1"})


class PrivateView(View):
    public = frozenset()


class VersionedView(View):
    class versioning_class(URLPathVersioning):
        default_version = "v1"
        allowed_versions = ("v1", "v2")


@contextmanager
def served(*urls: Any, **settings: Any) -> Iterator[None]:
    urlconf = ModuleType("known_urls")
    urlconf.urlpatterns = list(urls)  # type: ignore[attr-defined]
    with project(**settings), override_settings(ROOT_URLCONF=urlconf):
        yield


def contracts(tmp_path: Path) -> list[Contract]:
    """The contract of a build, and the same contract loaded from its file."""
    contract = Contract.of(build())
    file = tmp_path / "contract.json"
    file.write_text(json.dumps(contract.saved(), default=str))
    return [contract, Contract.load(file)]


def name(contract: Contract, route: str) -> str | None:
    operation = contract.operation("GET", route)
    return operation and operation.name


TRIMMED = {"SCHEMA_PATH_PREFIX": None, "SCHEMA_PATH_PREFIX_TRIM": True}


def test_a_private_view_whose_route_ends_like_a_documented_path(tmp_path: Path) -> None:
    """drf-spectacular trims the common prefix of the public paths."""
    urls = (
        path("api/teams/", type("Teams", (View,), {}).as_view()),
        path("api/people/", type("People", (View,), {}).as_view()),
        path("pages/teams/", PrivateView.as_view()),
    )
    with served(*urls, **TRIMMED):
        for contract in contracts(tmp_path):
            assert name(contract, "api/teams/") == "GET /teams/"
            assert name(contract, "pages/teams/") is None
            assert name(contract, "teams/") is None


def test_a_contract_without_routes_guesses() -> None:
    """A document alone does not show the prefix that drf-spectacular has trimmed."""
    urls = (
        path("api/teams/", type("Teams", (View,), {}).as_view()),
        path("api/people/", type("People", (View,), {}).as_view()),
    )
    with served(*urls, **TRIMMED), override_settings(SPECTACULAR_SETTINGS=TRIMMED):
        contract = Contract(build().document)
        assert name(contract, "api/teams/") == "GET /teams/"
        assert name(contract, "pages/teams/") == "GET /teams/"


@pytest.mark.parametrize(
    ("url", "settings", "route", "operation"),
    [
        (path("teams/<int:pk>/", View.as_view()), {}, "teams/<int:pk>/", "GET /teams/{id}/"),
        (
            path("teams/<int:pk>/", View.as_view()),
            {"SCHEMA_PATH_PREFIX_INSERT": "/served"},
            "teams/<int:pk>/",
            "GET /served/teams/{id}/",
        ),
        (
            re_path(r"^teams/", include([re_path(r"^(?P<slug>[^/.]+)/$", View.as_view())])),
            {},
            r"^teams/(?P<slug>[^/.]+)/$",
            "GET /teams/{slug}/",
        ),
        (
            path("<version>/teams/", VersionedView.as_view()),
            {},
            "/v1/teams/",
            "GET /v1/teams/",
        ),
    ],
    ids=["a coerced key", "a prefix that is inserted", "regular expressions", "a version"],
)
def test_the_operation_of_a_route(
    tmp_path: Path, url: Any, settings: dict[str, Any], route: str, operation: str
) -> None:
    with served(url, **settings):
        for contract in contracts(tmp_path):
            assert name(contract, route) == operation
            assert contract.operation("POST", route) is None


def test_a_route_of_another_version_is_not_documented(tmp_path: Path) -> None:
    with served(path("<version>/teams/", VersionedView.as_view())):
        for contract in contracts(tmp_path):
            assert name(contract, "/v2/teams/") is None


def test_an_operation_of_a_hand_written_file_has_no_known_route() -> None:
    """It is found by its path; operations of the build are not."""
    with served(path("teams/<int:pk>/", View.as_view())):
        contract = Contract.of(build())
        by_hand = {"get": {"responses": {"200": {"description": ""}}}}
        paths = {**contract.document["paths"], "/old/{name}/": by_hand}
        merged = Contract({**contract.document, "paths": paths}, routes=contract.routes)
        assert name(merged, "old/<slug:slug>/") == "GET /old/{name}/"
        assert name(merged, "teams/<int:team>/") is None


def test_routes_stay_on_the_server() -> None:
    with served(path("internal/<int:pk>/", View.as_view())):
        publication = build()
    contract = Contract.of(publication)
    assert contract.routes == {"GET /internal/{id}/": "/internal/{pk}/"}
    assert contract.saved()["routes"] == contract.routes
    assert "{pk}" not in json.dumps(publication.document)
