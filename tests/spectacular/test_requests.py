"""A view that declares only its response has no request body."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers, viewsets
from rest_framework.decorators import api_view
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.responses import RESPONSE_NO_CONTENT, Response
from drf_typed_responses.serializers import Serializer
from publish.building import JSONView, published

from .building import Built, built, responding, view


class TeamResponse(TypedDict):
    id: str


class TeamSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse:
        raise NotImplementedError


class TeamForm(serializers.Serializer):
    name = serializers.CharField()


GUESS = "unable to guess serializer"
METHODS = ["post", "put", "patch"]


def annotated(base: Any, method: str = "post", **attributes: Any) -> Built:
    def handler(self, request: Any) -> Response[TeamResponse]: ...

    parts = {"renderer_classes": (JSONRenderer,), method: handler, **attributes}
    return built(view(type("XView", (base,), parts)))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("base", [JSONView, generics.GenericAPIView])
def test_an_annotated_response_and_no_serializer(base: Any, method: str) -> None:
    document = annotated(base, method)
    assert "requestBody" not in document.operation(method)
    assert document.said == []


@pytest.mark.parametrize("base", [JSONView, generics.GenericAPIView])
def test_a_serializer_class_is_still_the_request(base: Any) -> None:
    document = annotated(base, serializer_class=TeamForm)
    assert document.request() == {"$ref": "#/components/schemas/TeamForm"}


@pytest.mark.parametrize("responses", [None, TeamForm])
def test_a_serializer_class_of_ours_is_no_request(responses: Any) -> None:
    """It declares the response of the view, not its request."""

    class XView(JSONView):
        serializer_class = TeamSerializer

        def post(self, request: Any): ...

    if responses:
        XView.post = extend_schema(responses=responses)(XView.post)
    document = built(view(XView))
    name = "TeamForm" if responses else "TeamResponse"
    assert document.body("post") == {"$ref": f"#/components/schemas/{name}"}
    assert "requestBody" not in document.operation("post")
    assert document.said == []


@pytest.mark.parametrize("name", ["get_serializer", "get_serializer_class"])
@pytest.mark.parametrize("base", [JSONView, generics.GenericAPIView])
def test_a_view_that_chooses_its_serializer(base: Any, name: str) -> None:
    chosen = TeamForm if name == "get_serializer_class" else TeamForm()
    document = annotated(base, **{name: lambda self, **kwargs: chosen})
    assert document.request() == {"$ref": "#/components/schemas/TeamForm"}


def test_an_annotated_function_view() -> None:
    @api_view(["POST"])
    def team(request: Any) -> Response[TeamResponse]: ...

    document = built(path("x/", team))
    assert "requestBody" not in document.operation("post")
    assert document.said == []


def test_an_annotated_action() -> None:
    class XViewSet(viewsets.ViewSet):
        renderer_classes = (JSONRenderer,)

        def create(self, request: Any) -> Response[TeamResponse]: ...

    document = built(path("x/", XViewSet.as_view({"post": "create"})))
    assert "requestBody" not in document.operation("post")
    assert document.said == []


@pytest.mark.parametrize("responses", [TeamSerializer, {200: list[TeamResponse]}, TeamResponse])
def test_a_response_of_ours_in_the_decorator(responses: Any) -> None:
    document = responding(responses, "post")
    assert "requestBody" not in document.operation("post")
    assert document.said == []


@pytest.mark.parametrize("responses", [TeamForm, None])
def test_a_response_of_others_is_guessed_as_before(responses: Any) -> None:
    (said,) = responding(responses, "post").said
    assert GUESS in said


def test_a_view_that_says_nothing_is_guessed_once() -> None:
    class XView(JSONView):
        def post(self, request: Any): ...

    assert sum(GUESS in said for said in built(view(XView)).said) == 1


@pytest.mark.parametrize("responses", [{204: RESPONSE_NO_CONTENT}, {200: TeamForm}])
def test_any_declared_response_in_a_public_document(responses: Any) -> None:
    class XView(JSONView):
        public = frozenset({"POST"})

        @extend_schema(operation_id="Archive a Team", responses=responses)
        def post(self, request: Any): ...

    document = published(XView).document
    assert "requestBody" not in document["paths"]["/0/"]["post"]
