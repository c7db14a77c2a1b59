"""The rule `request-body`: a method that may take a body documents it, or says `request=None`."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view, inline_serializer
from rest_framework import generics, serializers
from rest_framework.renderers import JSONRenderer

from ..building import TeamResponse, build
from .judging import Endpoint, broken, endpoint, judged, posting

HINT = (
    "Write request=TeamRequestSerializer, an inline_serializer(...), or request=None for no body."
)


class Unsaid(Endpoint):
    public = frozenset({"POST"})

    @extend_schema(responses={201: TeamResponse})  # broken
    def post(self, request): ...


def test_a_body_that_nothing_is_said_of() -> None:
    message = "it does not declare its request body"
    assert judged("request-body", Unsaid) == [
        broken(__file__, "request-body", message, HINT, operation="POST /0/")
    ]


class Every(Endpoint):
    public = frozenset({"GET", "PUT", "PATCH", "DELETE"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(responses=TeamResponse)
    def put(self, request): ...

    @extend_schema(responses=TeamResponse)
    def patch(self, request): ...

    @extend_schema(responses={204: None})
    def delete(self, request): ...


def test_only_methods_that_take_bodies() -> None:
    found = judged("request-body", Every)
    assert [finding.operation for finding in found] == ["PATCH /0/", "PUT /0/"]


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
