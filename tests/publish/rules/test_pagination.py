"""The rule `pagination`: a paginated list documents its envelope or its headers."""

from __future__ import annotations

from typing import Any, Generic, TypedDict, TypeVar

import pytest
from django.contrib.auth.models import User
from django.urls import include, path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination, PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from drf_typed_responses.serializers import inline_sentry_response_serializer

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

HINT = (
    "Document the envelope as a generic TypedDict, or the headers with "
    "OpenApiParameter(..., location=OpenApiParameter.HEADER, response=True); where it does not "
    "paginate, write pagination_class = None on the view or in @action."
)
T = TypeVar("T")


class Page(TypedDict, Generic[T]):
    next: str
    results: list[T]


class Paged(Endpoint):
    pagination_class = CursorPagination


class Bare(Paged):
    public = frozenset({"GET"})

    @extend_schema(responses=list[TeamResponse])  # broken
    def get(self, request): ...


def test_a_bare_list() -> None:
    message = "its view paginates, but its 200 response is a bare list without headers"
    expected = broken(__file__, "pagination", message, HINT, path="200")
    assert judged("pagination", Bare) == [expected]


LIST = inline_sentry_response_serializer("TeamList", list[TeamResponse])
LINK = OpenApiParameter("Link", location="header", response=True, description="The next page.")


def test_a_named_list() -> None:
    assert len(judged("pagination", endpoint(base=Paged, responses=LIST))) == 1


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (Endpoint, {"responses": list[TeamResponse]}),
        (Paged, {"responses": TeamResponse}),
        (Paged, {"responses": Page[TeamResponse]}),
        (Paged, {"responses": LIST, "parameters": [LINK]}),
        (Paged, {"responses": {204: None}}),
    ],
)
def test_what_is_documented(base: type, said: dict[str, Any]) -> None:
    assert judged("pagination", endpoint(base=base, **said)) == []


class Fields(serializers.Serializer):
    slug = serializers.CharField()


class Pages(PageNumberPagination):
    page_size = 10


def test_the_envelope_of_a_generic_view() -> None:
    class Listed(generics.ListAPIView):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        serializer_class = Fields
        pagination_class = Pages

    assert judged("pagination", Listed) == []


def test_actions_of_a_viewset() -> None:
    class Teams(viewsets.GenericViewSet):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        queryset = User.objects.none()
        serializer_class = Fields
        pagination_class = Pages

        @extend_schema(responses=list[TeamResponse])
        def list(self, request): ...

        @extend_schema(responses=[].__class__[TeamResponse])
        @action(detail=False)
        def mine(self, request):
            return self.get_paginated_response([])

        @extend_schema(responses=[].__class__[TeamResponse])
        @action(detail=False)
        def theirs(self, request):
            return self.shown()

        def shown(self):
            return Response(self.paginate_queryset([]))

        @extend_schema(responses=[].__class__[str])
        @action(detail=False)
        def names(self, request):
            return Response([])

        @extend_schema(responses=[].__class__[TeamResponse])
        @action(detail=False, pagination_class=None)
        def all(self, request): ...

    router = SimpleRouter()
    router.register("teams", Teams, basename="team")
    found = judged("pagination", path("", include(router.urls)))
    assert [finding.operation for finding in found] == ["GET /teams/mine/", "GET /teams/theirs/"]
