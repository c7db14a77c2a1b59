"""The rule `unknown-path-parameter`: each documented path parameter is in the path."""

from __future__ import annotations

import pytest
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema

from drf_typed_responses.parameters import path_parameter, query_parameter

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

SLUG = path_parameter("slug", "The slug of the team.")


class Unknown(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[SLUG])  # broken
    def get(self, request): ...


@pytest.mark.parametrize(
    ("url", "documented", "variables"),
    [
        ("teams/", "/teams/", "it has no variable"),
        ("<slug:team>/", "/{team}/", "team"),
        ("<slug:team>/<int:id>/", "/{team}/{id}/", "team, id"),
    ],
)
def test_a_parameter_that_the_path_lacks(url: str, documented: str, variables: str) -> None:
    found = judged("unknown-path-parameter", path(url, Unknown.as_view()))
    # Messages of drf-spectacular about undeclared variables are not compared here.
    assert [each for each in found if each.id != "drf-spectacular"] == [
        broken(
            __file__,
            "unknown-path-parameter",
            "the path parameter slug is documented, but the path has no {slug}",
            f"Remove it from parameters=[...], or name it as the URL does: {variables}.",
            operation=f"GET {documented}",
            path="slug",
        )
    ]


def test_a_query_parameter() -> None:
    view = endpoint(parameters=[query_parameter("slug", "The slug.")])
    assert judged("unknown-path-parameter", view) == []


def test_a_parameter_that_is_taken_back() -> None:
    @extend_schema(parameters=[SLUG])
    class OnlyDetail(Endpoint):
        public = frozenset({"GET"})

        @extend_schema(
            responses=TeamResponse,
            parameters=[OpenApiParameter("slug", location="path", exclude=True)],
        )
        def get(self, request): ...

    assert judged("unknown-path-parameter", OnlyDetail) == []
