"""The rule `deprecated-sunset`: a deprecated operation has a date for its end."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import OpenApiParameter, extend_schema

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    'Write extensions={"x-sunset": "2027-01-31"} in @extend_schema, '
    "or name the sunset in the description."
)


class Old(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, deprecated=True)  # broken
    def get(self, request): ...


def test_deprecated_for_ever() -> None:
    message = "it is deprecated but does not say until when it may be called"
    expected = broken(__file__, "deprecated-sunset", message, HINT)
    assert judged("deprecated-sunset", Old) == [expected]


HEADER = OpenApiParameter("Sunset", location="header", response=True, description="When it ends.")


@pytest.mark.parametrize(
    "said",
    [
        {"deprecated": False},
        {"deprecated": True, "extensions": {"x-sunset": "2027-01-31"}},
        {"deprecated": True, "description": "Sunset: 2027-01-31."},
        {"deprecated": True, "parameters": [HEADER]},
    ],
)
def test_what_is_said(said: dict[str, Any]) -> None:
    assert judged("deprecated-sunset", endpoint(**said)) == []


@pytest.mark.parametrize("day", ["", "next year"])
def test_an_extension_without_a_date_says_nothing(day: str) -> None:
    said = {"deprecated": True, "extensions": {"x-sunset": day}}
    assert len(judged("deprecated-sunset", endpoint(**said))) == 1
