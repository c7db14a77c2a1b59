"""The rule `sample-valid`: every sample is valid against its published schema."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any, Optional, TypedDict

import pytest
from django.contrib.auth.models import User
from drf_spectacular.utils import OpenApiExample, extend_schema, inline_serializer
from rest_framework import generics, serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.findings import Finding

from .judging import OWNER, Endpoint, endpoint, judged

HINT = "Correct the sample, or the type if the sample is right."


class AvatarResponse(TypedDict):
    url: str


class TeamOptional(TypedDict, total=False):
    nickname: str


class Team(TeamOptional):
    slug: str
    avatar: AvatarResponse  # field
    lead: Optional[str]  # noqa: UP045


GOOD = {"slug": "a", "avatar": {"url": "x"}, "lead": None}


def shown(value: Any) -> list[OpenApiExample]:
    return [OpenApiExample("A team", value=value, response_only=True, status_codes=["200"])]


class Wrong(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=list[Team], examples=shown([GOOD, {**GOOD, "avatar": None}]))
    def get(self, request): ...


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_the_field_is_named_with_its_line(version: str) -> None:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = lines.index("    avatar: AvatarResponse  # field") + 1
    message = "`[1].avatar` is null, but `avatar` is not Optional: Team.avatar"
    assert judged("sample-valid", Wrong, OAS_VERSION=version) == [
        Finding(
            "error",
            "sample-valid",
            message,
            hint=HINT,
            operation="GET /0/",
            path='200 sample "ATeam"',
            file=__file__,
            line=line,
            owner=OWNER,
        )
    ]


UNWRITABLE = "it holds a value that the renderer cannot write"
MISTAKES = {
    "another type": ({**GOOD, "slug": 1}, "`slug`"),
    "missing": ({"slug": "a", "lead": None}, "`avatar`"),
    "null": ({**GOOD, "nickname": None}, "`nickname`"),
    "nested": ({**GOOD, "avatar": {"url": None}}, "`avatar.url`"),
    "a list": ([GOOD], ""),
    "nothing": (None, ""),
    "not a number": ({**GOOD, "slug": float("nan")}, UNWRITABLE),
    "an object of Python": ({**GOOD, "slug": object()}, UNWRITABLE),
}


@pytest.mark.parametrize(("value", "place"), MISTAKES.values(), ids=MISTAKES)
def test_one_mistake_is_one_finding(value: Any, place: str) -> None:
    (found,) = judged("sample-valid", endpoint(responses=Team, examples=shown(value)))
    assert place in found.message


@pytest.mark.parametrize("value", [GOOD, {**GOOD, "lead": "b"}, {**GOOD, "nickname": "c"}])
def test_samples_as_the_schema_says(value: Any) -> None:
    assert judged("sample-valid", endpoint(responses=Team, examples=shown(value))) == []


class Event(TypedDict):
    id: uuid.UUID
    at: datetime.datetime
    cost: Decimal
    places: tuple[int, int]


def test_a_sample_is_checked_as_the_renderer_writes_it() -> None:
    written = {
        "id": "7d9a1c3e-6a59-4c43-9f9a-0f6a8c2f5a11",
        "at": "2026-01-06T09:30:00Z",
        "cost": "1.50",
        "places": [1, 2],
    }
    in_python = {
        "id": uuid.UUID(written["id"]),
        "at": datetime.datetime(2026, 1, 6, tzinfo=datetime.UTC),
        "cost": "1.50",
        "places": (1, 2),
    }
    one, other = (
        judged("sample-valid", endpoint(responses=Event, examples=shown(v)))
        for v in (written, in_python)
    )
    assert [f.message for f in one] == [f.message for f in other]
    assert all("cost" in f.message for f in one)


class Fields(serializers.Serializer):
    slug = serializers.CharField()


class Pages(PageNumberPagination):
    page_size = 10


def test_the_envelope_that_drf_spectacular_puts_around_a_sample() -> None:
    class Listed(generics.ListAPIView):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        serializer_class = Fields
        pagination_class = Pages

        @extend_schema(examples=shown({"slug": "a"}))
        def get(self, request): ...

    assert judged("sample-valid", Listed) == []


def test_a_list_within_the_list_that_drf_spectacular_makes() -> None:
    class Listed(generics.ListAPIView):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        serializer_class = Fields
        pagination_class = Pages

        @extend_schema(examples=shown([{"slug": "a"}]))
        def get(self, request): ...

    (found,) = judged("sample-valid", Listed)
    assert found.message.startswith("`results[0]` is an array, not an object")
    assert found.hint == "Give one item as the value: drf-spectacular puts a list around it."


def test_a_sample_of_a_request() -> None:
    from .judging import posting

    wrong = OpenApiExample("A request", value={"slug": None}, request_only=True)
    (found,) = judged("sample-valid", posting(request=Fields, examples=[wrong]))
    assert found.path == 'request sample "ARequest"'


def test_an_attribute_that_is_not_documented_is_the_matter_of_another_rule() -> None:
    view = endpoint(responses=Team, examples=shown({**GOOD, "token": "x"}))
    assert judged("sample-valid", view) == []


class Named(serializers.Serializer):
    name = serializers.CharField()  # name


class Member(Named):  # member
    age = serializers.IntegerField(  # age
        min_value=0,
    )
    joined = serializers.DateField(source="name == x")  # joined

    class Meta:
        name = "no field"


class Owner(serializers.ModelSerializer):  # owner
    class Meta:
        model = User
        fields = ("username",)


@pytest.mark.parametrize(
    ("serializer", "value", "mark"),
    [
        (Member, {"name": 1, "age": 1, "joined": "2026-01-06"}, "name"),
        (Member, {"name": "a", "age": -1, "joined": "2026-01-06"}, "age"),
        (Member, {"name": "a", "age": 1}, "joined"),
        (Member, 7, "member"),
        (Owner, {"username": None}, "owner"),
    ],
)
def test_the_field_of_a_drf_serializer_is_named_with_its_line(
    serializer: Any, value: Any, mark: str
) -> None:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    (line,) = (n for n, text in enumerate(lines, 1) if text.endswith(f"  # {mark}"))
    view = endpoint(responses=serializer, examples=shown(value))
    (found,) = judged("sample-valid", view)
    assert (found.file, found.line) == (__file__, line)


def test_an_inline_serializer_is_written_in_its_view() -> None:
    inline = inline_serializer("Inline", {"name": serializers.CharField()})
    view = endpoint(responses=inline, examples=shown({"name": 1}))
    (found,) = judged("sample-valid", view)
    assert Path(found.file).name == "judging.py"


def test_a_sample_of_a_schema_that_leads_nowhere() -> None:
    nowhere = {200: {"$ref": "#/components/schemas/Nowhere"}}
    every = judged("sample-valid", endpoint(responses=nowhere, examples=shown(GOOD)))
    (found,) = (each for each in every if each.id == "sample-valid")
    assert found.hint == "Correct the schema; no sample can be checked against it."
