"""Statuses in the return annotation of a view method: `Response[T, Literal[404]]`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Literal, TypedDict

import pytest
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import generics, serializers
from typing_extensions import TypeAliasType, TypeVar

from drf_typed_responses.responses import RESPONSE_NOT_FOUND, ErrorResponse, Response
from publish.building import JSONView

from .building import Built, built, view

T = TypeVar("T")
NOTHING = {"description": "No response body"}
NotFound = Response[ErrorResponse, Literal[404]]
NoTeam = TypeAliasType("NoTeam", NotFound)


class TeamResponse(TypedDict):
    id: str


class UserResponse(TypedDict):
    name: str


class Refused(Response[ErrorResponse, Literal[403]]):
    """Fixes its body and its status."""


class Created(Response[T, Literal[201]]):
    """Fixes its status."""


def returning(annotation: Any, method: str = "get", **declared: Any) -> Built:
    def handler(self: Any, request: Any): ...

    handler.__annotations__["return"] = annotation
    decorate = extend_schema(request=None, **declared)
    return built(view(type("XView", (JSONView,), {method: decorate(handler)})))


def bodies(document: Built, method: str = "get") -> dict[str, Any]:
    """The names of the bodies by status; None for no body."""
    responses = document.responses(method)
    return {code: _body(response) for code, response in responses.items()}


def _body(response: Any) -> Any:
    for media in response.get("content", {}).values():
        schema = media["schema"]
        names = [each["$ref"].rpartition("/")[2] for each in schema.get("anyOf", [schema])]
        return " | ".join(names)
    return None


TEAM, USER, ERROR = "TeamResponse", "UserResponse", "ErrorResponse"

ANNOTATIONS = {
    "an error": (Response[TeamResponse] | NotFound, {"200": TEAM, "404": ERROR}),
    "two errors of one type": (
        Response[TeamResponse] | Response[ErrorResponse, Literal[404, 409]],
        {"200": TEAM, "404": ERROR, "409": ERROR},
    ),
    "two errors of two types": (
        Response[TeamResponse] | NotFound | Response[UserResponse, Literal[409]],
        {"200": TEAM, "404": ERROR, "409": USER},
    ),
    "one error of two types": (
        Response[TeamResponse] | NotFound | Response[UserResponse, Literal[404]],
        {"200": TEAM, "404": "ErrorResponse | UserResponse"},
    ),
    "a success": (Response[TeamResponse, Literal[202]], {"202": TEAM}),
    "two successes": (
        Response[TeamResponse] | Response[UserResponse, Literal[202]],
        {"200": TEAM, "202": USER},
    ),
    "one success twice": (
        Response[TeamResponse] | Response[UserResponse, Literal[200]],
        {"200": "TeamResponse | UserResponse"},
    ),
    "one type of two successes": (
        Response[TeamResponse, Literal[200, 201]],
        {"200": TEAM, "201": TEAM},
    ),
    "no body": (Response[None, Literal[202]], {"202": None}),
    "or no body": (
        Response[TeamResponse | None] | NotFound,
        {"200": TEAM, "204": None, "404": ERROR},
    ),
    "no content": (
        Response[TeamResponse] | Response[None, Literal[204]],
        {"200": TEAM, "204": None},
    ),
    "an enum": (
        Response[TeamResponse, Literal[HTTPStatus.CREATED]],
        {"201": TEAM},
    ),
    "a union of statuses": (
        Response[TeamResponse, Literal[200] | Literal[201]],
        {"200": TEAM, "201": TEAM},
    ),
    "any status": (Response[TeamResponse, int], {"200": TEAM}),
    "some statuses of any": (Response[TeamResponse, Literal[201] | HTTPStatus], {"200": TEAM}),
    "an alias": (Response[TeamResponse] | NoTeam, {"200": TEAM, "404": ERROR}),
    "a subclass": (Response[TeamResponse] | Refused, {"200": TEAM, "403": ERROR}),
    "a generic subclass": (Created[TeamResponse], {"201": TEAM}),
    "text": ("Response[TeamResponse] | NotFound", {"200": TEAM, "404": ERROR}),
    "or another class": (
        NotFound | Response[TeamResponse] | HttpResponse,
        {"200": TEAM, "404": ERROR},
    ),
}


@pytest.mark.parametrize(("annotation", "expected"), ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_the_annotation_documents_its_statuses(annotation: Any, expected: Any) -> None:
    document = returning(annotation)
    assert bodies(document) == expected
    assert document.said == []


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_in_each_method(method: str) -> None:
    document = returning(Response[TeamResponse] | NotFound, method)
    assert bodies(document, method) == {"200": TEAM, "404": ERROR}


def test_the_success_of_a_create_view() -> None:
    class XView(generics.CreateAPIView):
        @extend_schema(request=None)
        def post(self, request) -> Response[TeamResponse] | NotFound: ...

    assert bodies(built(view(XView)), "post") == {"201": TEAM, "404": ERROR}


BOTH = Response[TeamResponse] | NotFound
WHOLE = Response[TeamResponse, Literal[200]] | NotFound
USER_REFUSED = OpenApiResponse(UserResponse, description="No.")

MERGED = {
    "only a success": (BOTH, {200: TeamResponse}, {"200": TEAM, "404": ERROR}),
    "no status": (BOTH, TeamResponse, {"200": TEAM, "404": ERROR}),
    "no status, stated": (WHOLE, TeamResponse, {"200": TEAM, "404": ERROR}),
    "another error": (BOTH, {409: USER_REFUSED}, {"200": TEAM, "404": ERROR, "409": USER}),
    "the same error": (BOTH, {404: RESPONSE_NOT_FOUND}, {"200": TEAM, "404": ERROR}),
    "the error of another type wins": (BOTH, {404: USER_REFUSED}, {"200": TEAM, "404": USER}),
    "the success of another type wins": (WHOLE, {200: UserResponse}, {"200": USER, "404": ERROR}),
    "a key of text": (BOTH, {"404": USER_REFUSED}, {"200": TEAM, "404": USER}),
    "a media type": (
        BOTH,
        {(404, "application/json"): UserResponse},
        {"200": TEAM, "404": USER},
    ),
    "a range": (BOTH, {"4XX": USER_REFUSED}, {"200": TEAM, "4XX": USER}),
    "every other": (BOTH, {"default": USER_REFUSED}, {"200": TEAM, "404": ERROR, "default": USER}),
    "no body, as the decorator says": (BOTH, {404: None}, {"200": TEAM, "404": None}),
    "only described": (
        BOTH,
        {404: OpenApiResponse(description="There is none.")},
        {"200": TEAM, "404": ERROR},
    ),
}


@pytest.mark.parametrize(("annotation", "declared", "expected"), MERGED.values(), ids=MERGED)
def test_the_decorator_wins(annotation: Any, declared: Any, expected: Any) -> None:
    assert bodies(returning(annotation, responses=declared)) == expected


def test_a_description_of_the_decorator_stays() -> None:
    described = OpenApiResponse(description="There is no such team.")
    document = returning(BOTH, responses={404: described})
    assert document.responses()["404"]["description"] == "There is no such team."


@pytest.mark.parametrize(
    ("status", "phrase"), [(404, "Not Found"), (422, "Unprocessable Content"), (499, "")]
)
def test_an_error_has_the_phrase_of_its_status(status: int, phrase: str) -> None:
    document = returning(Response[TeamResponse] | Response[ErrorResponse, Literal[status]])  # type: ignore[valid-type]
    assert document.responses()[str(status)]["description"] == phrase


def test_an_error_alone_leaves_the_success_to_the_serializer() -> None:
    class Fields(serializers.Serializer):
        slug = serializers.CharField()

    class XView(generics.RetrieveAPIView):
        serializer_class = Fields

        def get(self, request) -> NotFound | HttpResponse: ...

    assert bodies(built(view(XView))) == {"200": "Fields", "404": ERROR}


def test_a_literal_that_is_no_status() -> None:
    assert bodies(returning(Response[TeamResponse, Literal["no"]])) == {"200": TEAM}  # type: ignore[type-var]
