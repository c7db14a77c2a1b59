"""Every way to declare a response."""

from __future__ import annotations

from typing import Any, List, Literal, Optional, TypedDict, Union  # noqa: UP035

import pytest
from django.test import override_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.serializers import Serializer, inline_sentry_response_serializer

from .building import built, responding, view

TEAM = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
    "required": ["id", "name"],
}
REF = {"$ref": "#/components/schemas/TeamResponse"}
LIST = {"type": "array", "items": REF}


class TeamResponse(TypedDict):
    id: str
    name: str


class UserResponse(TypedDict):
    kind: Literal["user"]


class BotResponse(TypedDict):
    kind: Literal["bot"]


class TeamSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse:
        raise NotImplementedError


class TeamsSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> list[TeamResponse]:
        raise NotImplementedError


class InheritingSerializer(TeamSerializer):
    """Its `serialize` is its base's."""


class ForeignBase:
    """A project's own base, of neither DRF nor us."""

    def serialize(self, obj: Any) -> Any: ...


class ForeignSerializer(ForeignBase):
    def serialize(self, obj: Any) -> TeamResponse:
        raise NotImplementedError


@pytest.mark.parametrize(
    "responses",
    [
        pytest.param(TeamSerializer, id="class"),
        pytest.param(TeamSerializer(), id="instance"),
        pytest.param(InheritingSerializer, id="inherited"),
        pytest.param(TeamResponse, id="TypedDict"),
        pytest.param({200: TeamSerializer}, id="by status"),
        pytest.param({"200": TeamSerializer}, id="by status as text"),
        pytest.param({200: TeamResponse}, id="TypedDict by status"),
        pytest.param({(200, "application/json"): TeamSerializer}, id="by media type"),
        pytest.param({(200, "application/json"): TeamResponse}, id="TypedDict by media type"),
        pytest.param(OpenApiResponse(response=TeamSerializer), id="OpenApiResponse"),
        pytest.param(OpenApiResponse(response=TeamResponse), id="TypedDict in OpenApiResponse"),
        pytest.param({200: OpenApiResponse(TeamSerializer())}, id="OpenApiResponse by status"),
    ],
)
def test_a_team(responses: Any) -> None:
    document = responding(responses)
    assert document.body() == REF
    assert document.schemas == {"TeamResponse": TEAM}
    assert document.said == []


@pytest.mark.parametrize(
    "responses",
    [
        pytest.param(TeamSerializer(many=True), id="many"),
        pytest.param({200: TeamSerializer(many=True)}, id="many by status"),
        pytest.param({(200, "application/json"): TeamSerializer(many=True)}, id="many by media"),
        pytest.param(OpenApiResponse(TeamSerializer(many=True)), id="many in OpenApiResponse"),
        pytest.param(list[TeamResponse], id="list"),
        pytest.param(List[TeamResponse], id="List"),  # noqa: UP006
        pytest.param({200: list[TeamResponse]}, id="list by status"),
        pytest.param({200: OpenApiResponse(list[TeamResponse])}, id="list in OpenApiResponse"),
    ],
)
def test_a_list_response(responses: Any) -> None:
    document = responding(responses)
    assert document.body() == LIST
    assert document.schemas == {"TeamResponse": TEAM}
    assert document.said == []


OR_NULL = {"type": "object", "nullable": True, "anyOf": [REF, {**TEAM, "nullable": True}]}
USER = {"$ref": "#/components/schemas/UserResponse"}
BOT = {"$ref": "#/components/schemas/BotResponse"}
TAGGED = {
    "anyOf": [USER, BOT],
    "discriminator": {
        "propertyName": "kind",
        "mapping": {"user": USER["$ref"], "bot": BOT["$ref"]},
    },
}
UNIONS = [
    pytest.param(Optional[TeamResponse], OR_NULL, id="Optional"),  # noqa: UP045
    pytest.param(TeamResponse | None, OR_NULL, id="or None"),
    pytest.param(Union[UserResponse, BotResponse], TAGGED, id="Union"),  # noqa: UP007
    pytest.param(UserResponse | BotResponse, TAGGED, id="or"),
    pytest.param(
        dict[str, TeamResponse], {"type": "object", "additionalProperties": REF}, id="dict"
    ),
]


@pytest.mark.parametrize(("hint", "schema"), UNIONS)
def test_a_hint(hint: Any, schema: dict[str, Any]) -> None:
    document = responding(hint)
    assert document.body() == schema
    assert document.said == []


@pytest.mark.parametrize(
    ("hint", "schema"),
    [
        pytest.param(List[TeamResponse], LIST, id="list"),  # noqa: UP006
        *UNIONS,
        pytest.param(
            dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}, id="x"
        ),
        pytest.param(str, {"type": "string"}, id="scalar"),
        pytest.param(Literal["a"], {"type": "string", "enum": ["a"]}, id="Literal"),
    ],
)
def test_a_named_inline_response(hint: Any, schema: dict[str, Any]) -> None:
    document = responding({200: inline_sentry_response_serializer("ListOrgTeamResponse", hint)})
    assert document.body() == {"$ref": "#/components/schemas/ListOrgTeamResponse"}
    assert document.schemas["ListOrgTeamResponse"] == schema
    assert document.said == []


def test_a_named_inline_response_of_one_typeddict() -> None:
    document = responding({200: inline_sentry_response_serializer("OneTeam", TeamResponse)})
    assert document.body() == {"$ref": "#/components/schemas/OneTeam"}
    assert document.schemas == {"OneTeam": REF, "TeamResponse": TEAM}
    assert document.said == []


def test_a_serializer_of_a_list_is_a_component() -> None:
    document = responding(TeamsSerializer)
    assert document.body() == {"$ref": "#/components/schemas/Teams"}
    assert document.schemas == {"TeamResponse": TEAM, "Teams": LIST}


def test_raw_openapi() -> None:
    raw = {"type": "object", "properties": {"id": {"type": "string"}}}
    assert responding({200: raw}).body() == raw
    assert responding({(200, "application/json"): raw}).body() == raw
    assert responding({200: OpenApiResponse(raw)}).body() == raw


def test_basic_types_stay_as_drf_spectacular_spells_them() -> None:
    assert responding({200: OpenApiTypes.UUID}).body() == {"type": "string", "format": "uuid"}
    assert responding({200: str}).body() == {"type": "string"}
    assert responding({200: list[int]}).body() == {"type": "array", "items": {"type": "integer"}}


def test_no_body() -> None:
    assert responding(None).responses() == {"200": {"description": "No response body"}}


@override_settings(TYPED_RESPONSES={"SERIALIZER_BASES": ["spectacular.test_responses.ForeignBase"]})
@pytest.mark.parametrize("responses", [ForeignSerializer, ForeignSerializer()])
def test_a_base_of_the_project(responses: Any) -> None:
    document = responding({200: responses})
    assert document.body() == REF
    assert document.schemas == {"TeamResponse": TEAM}
    assert document.said == []


def test_a_base_that_is_not_named_is_not_ours() -> None:
    document = responding({200: ForeignSerializer}, valid=False)
    assert document.schemas == {}
    assert "could not resolve" in document.said[0]


def test_description_and_status_of_an_openapi_response() -> None:
    document = responding({404: OpenApiResponse(TeamResponse, description="Gone")})
    assert document.responses()["404"]["description"] == "Gone"
    assert document.body(code="404") == REF


def test_every_media_type_of_one_status() -> None:
    document = responding(
        {(200, "application/json"): TeamSerializer, (200, "text/csv"): OpenApiTypes.STR}
    )
    assert set(document.responses()["200"]["content"]) == {"application/json", "text/csv"}
    assert document.body() == REF


@pytest.mark.parametrize(
    ("request_", "schema"),
    [
        (TeamSerializer, REF),
        (TeamSerializer(many=True), LIST),
        (TeamResponse, REF),
        (list[TeamResponse], LIST),
        ({"application/json": TeamResponse}, REF),
        (
            inline_sentry_response_serializer("Body", list[TeamResponse]),
            {"$ref": "#/components/schemas/Body"},
        ),
    ],
)
@pytest.mark.parametrize("method", ["post", "patch"])
def test_a_request_body(request_: Any, schema: Any, method: str) -> None:
    def handler(self: Any, request: Any) -> Any: ...

    document_it = extend_schema(request=request_, responses=None)
    cls = type("XView", (APIView,), {method: document_it(handler)})
    cls.renderer_classes, cls.parser_classes = (JSONRenderer,), (JSONParser,)
    document = built(view(cls))
    assert document.request(method) == schema
    assert document.said == []
