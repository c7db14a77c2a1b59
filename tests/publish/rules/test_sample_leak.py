"""The rule `sample-leak`: no sample shows an attribute that is private or not documented."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, Literal, TypedDict, TypeVar

import pytest
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_serializer
from rest_framework import serializers

from drf_typed_responses.findings import Finding
from drf_typed_responses.serializers import Private

from .judging import OWNER, Endpoint, endpoint, judged, posting

HINT = "Remove it from the sample, or document it."


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


def test_a_private_attribute() -> None:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = lines.index("class Team(TypedDict):  # type") + 1
    message = "it shows an attribute that is private in Team: `nickname_of_old`"
    where = {"operation": "GET /0/", "path": '200 sample "ATeam"', "file": __file__, "line": line}
    assert judged("sample-leak", Leaking) == [
        Finding("error", "sample-leak", message, hint=HINT, owner=OWNER, **where)
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
        (Page[Project], {"items": [], "token_of_all": []}, "PageProject: `token_of_all`"),
        (list[Cat | Dog], [{"kind": "cat", "chip": "x"}], "Cat: `[0].chip`"),
        # It matches no arm, so the attributes of all arms count.
        (Cat | Dog, {"kind": "cow", "chip": "x"}, "Cat: `chip`"),
        (dict[str, Hidden], {"a": {"password": "x"}}, "Hidden: `a.password`"),
        (Excluded, {"password": "x"}, "Excluded: `password`"),
        (Fields, {"slug": "a", "password": "x"}, "Fields: `password`"),
    ],
    ids=["generic", "union", "no arm", "nothing else", "excluded", "excluded of a serializer"],
)
def test_private_attributes_are_named(type_: Any, value: Any, where: str) -> None:
    (found,) = judged("sample-leak", endpoint(responses=type_, examples=shown(value)))
    assert found.message == f"it shows an attribute that is private in {where}"


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


class Account(serializers.Serializer):
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField()
    password = serializers.CharField(write_only=True, required=False)


class Linked(serializers.Serializer):
    account = Account(write_only=True, required=False)
    name = serializers.CharField()


ACCOUNT = {"id": 1, "name": "Ada"}


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(
    ("response", "value", "where"),
    [
        (Account, {**ACCOUNT, "password": "x"}, "in Account: `password`"),
        # drf-spectacular puts the list around it.
        (Account(many=True), {**ACCOUNT, "password": "x"}, "in Account: `[0].password`"),
        (Linked, {"name": "a", "account": ACCOUNT}, "in Linked: `account`"),
    ],
)
def test_a_response_that_shows_what_is_write_only(
    response: Any, value: Any, where: str, version: str
) -> None:
    view = endpoint(responses=response, examples=shown(value))
    (found,) = judged("sample-leak", view, OAS_VERSION=version)
    assert found.message == f"it shows an attribute that is write-only {where}"


def test_a_component_of_responses_only_does_not_have_it() -> None:
    view = endpoint(responses=Account, examples=shown({**ACCOUNT, "password": "x"}))
    (found,) = judged("sample-leak", view, COMPONENT_SPLIT_REQUEST=True)
    what = "its type does not document in Account: `password`"
    assert found.message == f"it shows an attribute that {what}"


def test_a_request_shows_what_is_write_only() -> None:
    sent = OpenApiExample("Sent", value={"name": "Ada", "password": "x"}, request_only=True)
    view = posting(request=Account, responses={204: None}, examples=[sent])
    assert judged("sample-leak", view) == []
    assert judged("sample-valid", view) == []
