"""The rule `response-null`: for None the renderer sends no body, which no schema admits."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import Serializer, inline_sentry_response_serializer

from ..building import JSONView, TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    "Declare the type without None, and `204: None` beside it where there may be no body; the "
    "annotation `-> Response[Team | None]` says both."
)
VERSIONS = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


class MayBeNull(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses={200: TeamResponse | None})  # broken
    def get(self, request): ...


def test_a_body_that_may_be_null() -> None:
    assert JSONRenderer().render(None) == b""
    message = "its 200 response may be null, for which Django REST framework sends no body"
    assert judged("response-null", MayBeNull) == [
        broken(__file__, "response-null", message, HINT, path="200")
    ]


class MayFindNothing(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse | None: ...


@VERSIONS
@pytest.mark.parametrize(
    "response",
    [
        MayFindNothing,
        inline_sentry_response_serializer("MaybeTeam", TeamResponse | None),
        str | None,
        Literal["a", None],
    ],
    ids=str,
)
def test_ways_to_say_null(response: Any, version: str) -> None:
    found = judged("response-null", endpoint(responses={201: response}), OAS_VERSION=version)
    assert [(finding.id, finding.path) for finding in found] == [("response-null", "201")]


def test_raw_openapi() -> None:
    null = {"type": "string", "enum": [None], "nullable": True}
    response = {"anyOf": [{"type": "string"}, {"oneOf": [null]}]}
    (found,) = judged("response-null", endpoint(responses={200: response}))
    assert (found.id, found.path) == ("response-null", "200")


class Annotated(JSONView):
    public = frozenset({"GET"})

    def get(self, request) -> Response[TeamResponse | None]: ...


class Many(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=MayFindNothing(many=True))
    def get(self, request): ...


ENDLESS: dict[str, Any] = {"anyOf": [{"type": "string"}]}
ENDLESS["anyOf"].append({"$ref": "#/components/schemas/Endless"})


@VERSIONS
def test_null_that_is_no_body_of_a_success(version: str) -> None:
    hidden = {"type": "string", "nullable": True, "enum": ["a"]}
    others = [list[str | None], TeamResponse, {"type": "object"}, hidden]
    views = [endpoint(responses={200: response}) for response in others]
    refused = endpoint(responses={200: TeamResponse, 404: str | None})
    views += [Annotated, Many, refused]
    settings = {"APPEND_COMPONENTS": {"schemas": {"Endless": ENDLESS}}, "OAS_VERSION": version}
    views += [endpoint(responses={200: {"$ref": "#/components/schemas/Endless"}})]
    # In 3.1 the keyword `nullable` itself is a finding of another check.
    found = [f for f in judged("response-null", *views, **settings) if f.id == "response-null"]
    assert found == []
