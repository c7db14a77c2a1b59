"""A body given as a text is the type that the text names in the module of the view."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers

from publish.building import JSONView, finding, published


class Team(TypedDict):
    id: str


class TeamSerializer(serializers.Serializer):
    slug = serializers.CharField()


REFERENCE = {"$ref": "#/components/schemas/Team"}
LIST = {"type": "array", "items": REFERENCE}
TEAMS = "list[Team]"  # an alias


def view(responses: Any) -> Any:
    class TeamView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=responses)
        def get(self, request): ...

    return TeamView


@pytest.mark.parametrize(
    ("responses", "schema"),
    [
        ("Team", REFERENCE),
        (TEAMS, LIST),
        ({200: "Team"}, REFERENCE),
        (OpenApiResponse("Team"), REFERENCE),
        ({(200, "application/json"): TEAMS}, LIST),
        ("int", {"type": "integer"}),
    ],
)
def test_a_name(responses: Any, schema: Any) -> None:
    operation = published(view(responses)).document["paths"]["/0/"]["get"]
    assert operation["responses"]["200"]["content"]["application/json"]["schema"] == schema


def test_an_empty_text_is_no_body() -> None:
    operation = published(view({204: ""})).document["paths"]["/0/"]["get"]
    assert "content" not in operation["responses"]["204"]


@pytest.mark.parametrize(
    ("responses", "id", "hint"),
    [
        (
            "Nobody",
            "drf-spectacular",
            "Write the type itself; a text is the description of an OpenApiResponse(...).",
        ),
        (
            "a team",
            "drf-spectacular",
            "Write the type itself; a text is the description of an OpenApiResponse(...).",
        ),
        (
            "TeamSerializer",
            "unsupported-type",
            "Name the type it returns, as in list[TeamResponse], or use the serializer alone: "
            "TeamSerializer(many=True) for a list.",
        ),
    ],
)
def test_a_text_that_names_no_type_is_an_error(responses: str, id: str, hint: str) -> None:
    found = finding(view(responses))
    assert (found.id, found.hint.replace("that module", f"module {__name__!r}")) == (id, hint)
    assert (found.file, found.operation) == (__file__, "GET /0/")
