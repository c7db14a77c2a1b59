"""The rule `title-unique`: no two operations have the same title."""

from __future__ import annotations

import pytest
from django.urls import path
from drf_spectacular.utils import extend_schema

from ..building import TeamResponse, build
from .judging import Endpoint, broken, endpoint, judged

HINT = "Write a more specific sentence as the operation_id of one of them."


class Second(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)  # broken
    def get(self, request): ...


@pytest.mark.parametrize("title", ["Retrieve a Team", "Retrieve A team"])
def test_a_title_twice(title: str) -> None:
    found = judged("title-unique", endpoint(operation_id=title), Second)
    message = "it has the same title 'Retrieve a Team' as GET /0/"
    assert found == [broken(__file__, "title-unique", message, HINT, operation="GET /1/")]


def test_a_title_three_times_is_two_findings() -> None:
    views = [endpoint(operation_id="Retrieve a Team") for _ in range(3)]
    found = judged("title-unique", *views)
    assert [finding.operation for finding in found] == ["GET /1/", "GET /2/"]


def test_a_summary_twice() -> None:
    views = [endpoint(operation_id=f"team_{n}", summary="Retrieve a Team") for n in (1, 2)]
    assert len(judged("title-unique", *views)) == 1


def test_operations_without_title() -> None:
    assert judged("title-unique", endpoint(), endpoint()) == []


def test_the_numbers_that_drf_spectacular_gives_are_not_in_the_title() -> None:
    publication = build(*(endpoint(operation_id="Retrieve a Team") for _ in range(2)))
    titles = {item["get"]["summary"] for item in publication.document["paths"].values()}
    assert titles == {"Retrieve a Team"}


def test_a_title_that_ends_with_a_number() -> None:
    views = [
        path("a/", endpoint(operation_id="Run Step").as_view()),
        path("b/", endpoint(operation_id="Run Step 2").as_view()),
    ]
    assert judged("title-unique", *views) == []
