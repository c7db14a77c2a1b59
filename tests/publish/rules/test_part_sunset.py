"""The rule `part-sunset`: deprecated attributes and parameters say until when they stay."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers
from typing_extensions import deprecated

from drf_typed_responses.parameters import query_parameter
from drf_typed_responses.serializers import Sunset

from .judging import LEVELS, endpoint, judged


class Team(TypedDict):
    slug: str
    nick: Annotated[str, deprecated("Use slug.")]
    name: Annotated[str, deprecated("Use slug."), Sunset("2027-03-01")]
    state: Literal["open"] | Annotated[Literal["shut"], deprecated("Use open.")]


def test_attributes_and_values_of_a_typeddict() -> None:
    found = judged("part-sunset", endpoint(responses=Team))
    assert [finding.path for finding in found] == ["Team.nick", "Team.state"]
    assert "Sunset(" in found[0].hint


@Sunset("2027-03-01", fields=["name"])
@extend_schema_serializer(deprecate_fields=["nick", "name"])
class Fields(serializers.Serializer):
    nick = serializers.CharField()
    name = serializers.CharField()
    slug = serializers.CharField()


def test_fields_of_a_serializer() -> None:
    found = judged("part-sunset", endpoint(responses=Fields))
    assert [finding.path for finding in found] == ["Fields.nick"]


def test_parameters() -> None:
    parameters = [
        query_parameter("old", "Old.", deprecated=True),
        query_parameter("older", "Older.", sunset="2027-03-01"),
    ]
    found = judged("part-sunset", endpoint(responses=Team, parameters=parameters))
    assert [finding.path for finding in found if finding.operation] == ["parameters.old"]


def test_it_is_off_by_default() -> None:
    assert LEVELS["part-sunset"] is None
