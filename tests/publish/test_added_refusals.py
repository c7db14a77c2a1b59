"""`REFUSALS: "document"`: refusals that nobody documents are added, with the bodies they have."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import OpenApiResponse, extend_schema
from jsonschema import Draft202012Validator
from rest_framework import serializers
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import NotFound
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from drf_typed_responses.publish import Publication

from .building import JSONView, TeamResponse, build, published

DOCUMENT = {"RULES": {"*": "off"}, "REFUSALS": "document"}
STANDARDIZED = "drf_standardized_errors.handler.exception_handler"


class TeamRequest(serializers.Serializer):
    slug = serializers.SlugField()


class Teams(JSONView):
    public = frozenset({"GET", "PUT"})
    authentication_classes = (BasicAuthentication,)
    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request, number):
        raise NotFound

    @extend_schema(
        operation_id="Change a Team",
        request=TeamRequest,
        responses={
            200: TeamResponse,
            401: OpenApiResponse({"type": "string"}, description="Who are you?"),
        },
    )
    def put(self, request, number):
        TeamRequest(data=request.data).is_valid(raise_exception=True)
        return Response({"id": "1"})


TEAMS = path("teams/<int:number>/", Teams.as_view())


def documented(method: str = "get", **settings: Any) -> tuple[Publication, dict[str, Any]]:
    with override_settings(TYPED_RESPONSES={**DOCUMENT, **settings}):
        publication = published(TEAMS)
    return publication, publication.document["paths"]["/teams/{number}/"][method]["responses"]


def schema_of(response: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = response["content"]["application/json"]["schema"]
    return schema


def test_missing_refusals_are_added_with_the_bodies_of_rest_framework() -> None:
    _, responses = documented()
    assert list(responses) == ["200", "401", "404"]
    error = {"$ref": "#/components/schemas/ErrorResponse"}
    assert {status: schema_of(responses[status]) for status in ("401", "404")} == {
        "401": error,
        "404": error,
    }
    assert responses["404"]["description"] == "Not Found"


def test_what_the_decorator_says_stays() -> None:
    _, responses = documented("put")
    assert list(responses) == ["200", "400", "401"]
    assert responses["401"]["description"] == "Who are you?"
    assert schema_of(responses["400"]) == {"$ref": "#/components/schemas/ValidationErrorResponse"}


def test_without_the_setting_nothing_is_added() -> None:
    _, responses = documented(REFUSALS="off")
    assert list(responses) == ["200"]


def test_nothing_is_added_that_the_rule_reports() -> None:
    with override_settings(
        TYPED_RESPONSES={**DOCUMENT, "RULES": {"*": "off", "refusals": "error"}}
    ):
        assert build(TEAMS).findings == ()


# ------------------------------------------------------------ drf-standardized-errors


class Standardized(Teams):
    public = frozenset({"GET", "PUT"})

    def get_exception_handler(self):
        from drf_standardized_errors.handler import exception_handler

        return exception_handler


def answered(method: str, body: bytes = b"", **headers: str) -> tuple[int, Any]:
    """The status and body with which the view refuses a request."""
    request = getattr(APIRequestFactory(), method)(
        "/", body, content_type="application/json", headers=headers
    )
    view = type("Tried", (Standardized,), {"permission_classes": ()} if headers else {})
    response = view.as_view()(request, number=1)
    return response.status_code, response.data


def test_the_bodies_of_drf_standardized_errors() -> None:
    with override_settings(TYPED_RESPONSES=DOCUMENT):
        publication = published(
            path("teams/<int:number>/", Standardized.as_view()), OAS_VERSION="3.1.0"
        )
    item = publication.dereferenced["paths"]["/teams/{number}/"]
    refusals = [
        ("get", answered("get")),
        ("get", answered("get", accept="*/*")),
        ("put", answered("put", b"{", accept="*/*")),
        ("put", answered("put", b"{}", accept="*/*")),
    ]
    assert [status for _, (status, _) in refusals] == [401, 404, 400, 400]
    for method, (status, body) in refusals:
        schema = schema_of(item[method]["responses"][str(status)])
        Draft202012Validator(schema).validate(body)
        assert not Draft202012Validator(schema).is_valid({"detail": "Not found."})


class Formatter:
    """A formatter of the project."""


@pytest.mark.parametrize("name", ["EXCEPTION_FORMATTER_CLASS", "EXCEPTION_HANDLER_CLASS"])
def test_bodies_that_the_project_formats_itself_are_not_guessed(name: str) -> None:
    setting = {name: f"{__name__}.Formatter"}
    with override_settings(TYPED_RESPONSES=DOCUMENT, DRF_STANDARDIZED_ERRORS=setting):
        publication = build(path("teams/<int:number>/", Standardized.as_view()))
    assert {finding.id for finding in publication.findings} == {"refusals"}
    responses = publication.document["paths"]["/teams/{number}/"]["get"]["responses"]
    assert list(responses) == ["200"]
