"""The rule `sample-agreement`: an id has one slug in all samples, and a slug one id."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from drf_spectacular.utils import OpenApiExample, extend_schema

from .judging import Endpoint, broken, endpoint, judged


class Project(TypedDict):
    id: str
    slug: str


class Team(TypedDict):
    id: str
    slug: str
    projects: list[Project]


def team(id: str, slug: str, *projects: Any) -> dict[str, Any]:
    return {"id": id, "slug": slug, "projects": [{"id": p[0], "slug": p[1]} for p in projects]}


def shown(*teams: Any) -> list[OpenApiExample]:
    return [OpenApiExample("Teams", value=[*teams], response_only=True, status_codes=["200"])]


def showing(*teams: Any) -> Any:
    return endpoint(responses=list[Team], examples=shown(*teams))


class Other(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=list[Team], examples=shown(team("1", "b")))  # broken
    def get(self, request): ...


def test_one_id_with_two_slugs() -> None:
    message = "its Team with the id '1' has the slug 'b', and 'a' in the sample of GET /0/"
    assert judged("sample-agreement", showing(team("1", "a")), Other) == [
        broken(
            __file__,
            "sample-agreement",
            message,
            "Show the same one in both samples, for example from one constant.",
            operation="GET /1/",
            path='200 sample "Teams"',
            level="warning",
        )
    ]


@pytest.mark.parametrize(
    "views",
    [
        [showing(team("1", "a")), showing(team("2", "a"))],
        [showing(team("1", "a"), team("1", "b"))],
        [showing(team("1", "a", ("1", "x"))), showing(team("2", "b", ("1", "y")))],
    ],
    ids=["one slug with two ids", "in one sample", "nested"],
)
def test_other_contradictions(views: Any) -> None:
    assert [found.id for found in judged("sample-agreement", *views)] == ["sample-agreement"]


@pytest.mark.parametrize(
    "views",
    [
        [showing(team("1", "a")), showing(team("1", "a"))],
        [showing(team("1", "a")), showing(team("2", "b"))],
        [showing(team("1", "a", ("1", "x"))), showing(team("2", "b", ("1", "x")))],
        # Another rule reports an invalid sample.
        [showing(team("1", "a")), showing({"id": "1", "slug": "b"})],
        [showing(), showing(object())],
    ],
    ids=["the same", "two", "a project with a team's id", "invalid", "none"],
)
def test_samples_that_agree(views: Any) -> None:
    assert judged("sample-agreement", *views) == []
