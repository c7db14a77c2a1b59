"""The rule `request-body`: a view that reads a body declares it, or `request=None`."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import generics, serializers
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from drf_typed_responses.publish import public_methods

from ..building import TeamResponse, build
from .judging import Endpoint, broken, endpoint, judged, posting

HINT = (
    "Write request=TeamRequestSerializer, an inline_serializer(...), or request=None for no body."
)


class Unsaid(Endpoint):
    public = frozenset({"POST"})

    @extend_schema(responses={201: TeamResponse})  # broken
    def post(self, request):
        return request.data


def test_a_body_that_nothing_is_said_of() -> None:
    message = "it does not declare its request body"
    assert judged("request-body", Unsaid) == [
        broken(__file__, "request-body", message, HINT, operation="POST /0/")
    ]


class Every(Endpoint):
    public = frozenset({"GET", "PUT", "PATCH", "DELETE"})

    @extend_schema(responses=TeamResponse)
    def get(self, request):
        return self.request.data

    @extend_schema(responses=TeamResponse)
    def put(self, request):
        return self.request.data

    @extend_schema(responses=TeamResponse)
    def patch(self, request):
        return request.FILES["logo"]

    @extend_schema(responses={204: None})
    def delete(self, request):
        return request.body


def test_only_methods_that_take_bodies() -> None:
    found = judged("request-body", Every)
    assert [finding.operation for finding in found] == ["PATCH /0/", "PUT /0/"]


class Archive(Endpoint):
    public = frozenset({"POST"})

    @extend_schema(responses={201: TeamResponse})
    def post(self, request):
        """Archive the team.

        The docstring is indented less than the method.
        """
        return Response({"id": self.team(request).data})

    def team(self, request): ...


class Bodiless(Archive):
    parser_classes = ()


class OfAProject(Archive):
    parser_classes = (JSONParser,)


class BelowParsers(OfAProject): ...


@extend_schema(responses={201: TeamResponse})
@api_view(["POST"])
@renderer_classes([JSONRenderer])
def archive(request):
    return Response(request.query_params)


@pytest.mark.parametrize(
    "view", [Archive, Bodiless, BelowParsers, path("0/", public_methods("POST")(archive))]
)
def test_an_endpoint_that_reads_no_body(view: Any) -> None:
    assert judged("request-body", view) == []


@extend_schema(responses={201: TeamResponse})
@api_view(["POST"])
@renderer_classes([JSONRenderer])
def create(request):
    return Response(request.data)


class GuessesNoRequest(Archive, generics.GenericAPIView):
    serializer_class = None

    def get_serializer_class(self): ...


@pytest.mark.parametrize(
    "view", [OfAProject, GuessesNoRequest, path("0/", public_methods("POST")(create))]
)
def test_a_view_that_reads_a_body(view: Any) -> None:
    found = judged("request-body", view)
    assert [each.id for each in found if each.id == "request-body"] == ["request-body"]


class TeamRequest(serializers.Serializer):
    name = serializers.CharField()


INLINE = inline_serializer("RenameRequest", {"name": serializers.CharField()})


@pytest.mark.parametrize(
    "request_",
    [None, TeamRequest, TeamRequest(many=True), INLINE, {"application/json": TeamRequest}, bytes],
    ids=str,
)
def test_what_may_be_said(request_: Any) -> None:
    assert judged("request-body", posting(request=request_)) == []


@pytest.mark.parametrize(
    "request_", [dict, OpenApiTypes.ANY, OpenApiTypes.OBJECT, {"application/json": dict}], ids=str
)
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_what_says_nothing(request_: Any, version: str) -> None:
    (found,) = judged("request-body", posting(request=request_), OAS_VERSION=version)
    assert found.message == "it does not declare its request body"


class OfTheView(Endpoint, generics.CreateAPIView):
    public = frozenset({"POST"})
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.none()
    serializer_class = TeamRequest


@extend_schema(request=None)
class OnTheView(Unsaid): ...


@extend_schema_view(post=extend_schema(request=TeamRequest))
class OnTheViewsMethod(Unsaid): ...


@pytest.mark.parametrize("view", [OfTheView, OnTheViewsMethod, endpoint()])
def test_what_the_view_says(view: Any) -> None:
    assert judged("request-body", view) == []


def test_none_is_no_body_in_the_document() -> None:
    assert "requestBody" not in build(posting(request=None)).document["paths"]["/0/"]["post"]
