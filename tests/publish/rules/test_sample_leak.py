"""The rule `sample-leak`: no sample shows an attribute that is private or not documented."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, Literal, TypedDict, TypeVar

import pytest
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers

from drf_typed_responses.findings import Finding
from drf_typed_responses.serializers import Private

from .judging import OWNER, Endpoint, endpoint, judged

HINT = "Take it out of the sample, or document it. Its name is not repeated here if it is private."


class Project(TypedDict):
    slug: str


class Team(TypedDict):  # type
    slug: str
    nickname_of_old: Private[str]
    projects: list[Project]
    counts: dict[str, int]


GOOD = {"slug": "a", "projects": [{"slug": "b"}], "counts": {"anything": 1}}


def shown(value: Any) -> list[OpenApiExample]:
    return [OpenApiExample("A team", value=value, response_only=True, status_codes=["200"])]


class Leaking(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=Team, examples=shown({**GOOD, "nickname_of_old": "x"}))
    def get(self, request): ...


def test_a_private_attribute_is_not_named() -> None:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = lines.index("class Team(TypedDict):  # type") + 1
    message = "it shows an attribute that its type does not document in Team"
    place = ("GET /0/", '200 sample "ATeam"', __file__, line, OWNER)
    assert judged("sample-leak", Leaking) == [
        Finding("error", "sample-leak", message, HINT, *place)
    ]


T = TypeVar("T")


class Page(TypedDict, Generic[T]):
    items: list[T]
    token_of_all: Private[list[T]]


class Cat(TypedDict):
    kind: Literal["cat"]
    chip: Private[str]


class Dog(TypedDict):
    kind: Literal["dog"]


class Hidden(TypedDict):
    password: Private[str]


@extend_schema_serializer(exclude_fields=["password"])
class Excluded(TypedDict):
    password: str


@extend_schema_serializer(exclude_fields=["password"])
class Fields(serializers.Serializer):
    slug = serializers.CharField()
    password = serializers.CharField()


@pytest.mark.parametrize(
    ("type_", "value", "where"),
    [
        (Page[Project], {"items": [], "token_of_all": []}, " in PageProject"),
        (list[Cat | Dog], [{"kind": "cat", "chip": "x"}], " in Cat, at `[0]`"),
        # Of no arm, so of each arm that it could be.
        (Cat | Dog, {"kind": "cow", "chip": "x"}, " in Cat"),
        (dict[str, Hidden], {"a": {"password": "x"}}, " in Hidden, at `a`"),
        (Excluded, {"password": "x"}, " in Excluded"),
        (Fields, {"slug": "a", "password": "x"}, " in Fields"),
    ],
    ids=["generic", "union", "no arm", "nothing else", "excluded", "excluded of a serializer"],
)
def test_no_private_attribute_is_named(type_: Any, value: Any, where: str) -> None:
    (found,) = judged("sample-leak", endpoint(responses=type_, examples=shown(value)))
    assert found.message == f"it shows an attribute that its type does not document{where}"


@pytest.mark.parametrize(
    ("value", "where"),
    [
        ({**GOOD, "token": 1}, " in Team: `token`"),
        ({**GOOD, "projects": [{"slug": "b", "token": 1}]}, " in Project: `projects[0].token`"),
    ],
)
def test_an_attribute_that_is_not_documented(value: Any, where: str) -> None:
    (found,) = judged("sample-leak", endpoint(responses=Team, examples=shown(value)))
    assert found.message == f"it shows an attribute that its type does not document{where}"


def test_a_typo_is_found_as_missing() -> None:
    value = {**GOOD, "projects": [{"slugg": "b"}]}
    assert judged("sample-leak", endpoint(responses=Team, examples=shown(value))) == []


def test_what_is_missing_elsewhere_hides_no_leak() -> None:
    value = {**GOOD, "projects": [{"slug": "b", "slugs": "x"}, {}]}
    assert len(judged("sample-leak", endpoint(responses=Team, examples=shown(value)))) == 1


@pytest.mark.parametrize("value", [GOOD, {**GOOD, "projects": []}, [GOOD], "text"])
def test_samples_without_a_leak(value: Any) -> None:
    assert judged("sample-leak", endpoint(responses=Team, examples=shown(value))) == []
