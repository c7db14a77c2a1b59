"""A route of the URLconf leads to the path that drf-spectacular documents for it."""

from __future__ import annotations

import pytest

from drf_typed_responses.conformance.routes import RouteGuesser

FOUND = [
    ("teams/", "/teams/"),
    ("/teams/", "/teams/"),
    ("teams/<slug:team_slug>/", "/teams/{slug}/"),
    ("teams/<pk>/", "/teams/{slug}/"),
    (r"^teams/(?P<slug>[^/.]+)/$", "/teams/{slug}/"),
    (r"teams/^(?P<slug>[-\w]+)/data\.json$", "/teams/{slug}/data.json"),
    ("teams/<slug:one>/<slug:two>/", None),
    ("people/", None),
]
PATHS = ["/teams/", "/teams/{slug}/", "/teams/{slug}/data.json"]


@pytest.mark.parametrize(("route", "path"), FOUND)
def test_path_of_a_route(route: str, path: str | None) -> None:
    assert RouteGuesser(PATHS).path(route) == path


TRIMMED = {"SCHEMA_PATH_PREFIX": "/api/[0-9]", "SCHEMA_PATH_PREFIX_TRIM": True}
SETTINGS = [
    ({"SCHEMA_PATH_PREFIX_TRIM": True}, "api/0/teams/", "/teams/"),
    ({"SCHEMA_PATH_PREFIX_TRIM": True}, "api/0/people/", None),
    ({**TRIMMED}, "api/0/teams/", "/teams/"),
    ({**TRIMMED}, "internal/api/0/teams/", None),
    ({**TRIMMED, "SCHEMA_PATH_PREFIX_TRIM": False}, "api/0/teams/", None),
    ({"SCHEMA_PATH_PREFIX_INSERT": "/teams"}, "<slug:slug>/", "/teams/{slug}/"),
    ({}, "api/0/teams/", None),
]


@pytest.mark.parametrize(("settings", "route", "path"), SETTINGS)
def test_prefixes_of_spectacular_settings(settings: dict, route: str, path: str | None) -> None:
    assert RouteGuesser.configured(PATHS, settings).path(route) == path


SAME = [
    ("teams/<int:pk>/", "/teams/{id}/"),
    ("teams/<slug:slug>/", "/teams/{slug}/"),
    ("teams/<other>/", "/teams/{id}/"),
]


@pytest.mark.parametrize(("route", "path"), SAME)
def test_paths_that_differ_in_names_of_variables_only(route: str, path: str) -> None:
    assert RouteGuesser(["/teams/{id}/", "/teams/{slug}/"]).path(route) == path


OTHERS = [
    ("teams/<slug:slug>/", "/teams/{slug}/"),
    ("teams/<int:pk>/", None),
    ("people/<int:pk>/", "/people/{name}/"),
]


@pytest.mark.parametrize(("route", "path"), OTHERS)
def test_a_path_of_another_view_is_not_guessed(route: str, path: str | None) -> None:
    routes = [route for route, _ in OTHERS]
    found = RouteGuesser(["/teams/{slug}/", "/people/{name}/"], routes=lambda: routes)
    assert found.path(route) == path
