"""Asynchronous views of adrf are documented as the views of REST framework are."""

from __future__ import annotations

import asyncio
from typing import Any, TypedDict

import pytest
from django.db import models
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.test import APIRequestFactory

from drf_typed_responses.publish import Publication
from drf_typed_responses.responses import Response
from publish.building import published

pytest.importorskip("adrf", reason="adrf is not installed")
if not hasattr(serializers, "BigIntegerField"):
    pytest.skip("adrf needs a newer Django REST framework", allow_module_level=True)

from adrf.decorators import api_view
from adrf.generics import CreateAPIView, ListCreateAPIView
from adrf.routers import SimpleRouter
from adrf.serializers import ModelSerializer
from adrf.viewsets import ModelViewSet


class Stable(models.Model):
    name = models.CharField(max_length=9)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class StableSerializer(ModelSerializer):
    class Meta:
        model = Stable
        fields = ("id", "name")


class TeamResponse(TypedDict):
    id: str


def statuses(publication: Publication, method: str, url: str = "/0/") -> list[str]:
    return list(publication.document["paths"][url][method]["responses"])


def body(publication: Publication, method: str, status: str, url: str = "/0/") -> Any:
    response = publication.document["paths"][url][method]["responses"][status]
    return response["content"]["application/json"]["schema"]


class Meant:
    renderer_classes = (JSONRenderer,)
    serializer_class = StableSerializer
    queryset = Stable.objects.none()


STABLE = {"$ref": "#/components/schemas/Stable"}


def test_a_viewset() -> None:
    class StableViewSet(Meant, ModelViewSet):
        public = frozenset({"GET", "POST"})

        @extend_schema(operation_id="List the Stables")
        async def alist(self, *args: Any, **kwargs: Any) -> Any: ...

        @extend_schema(operation_id="Create a Stable")
        async def acreate(self, *args: Any, **kwargs: Any) -> Any: ...

        @extend_schema(operation_id="Retrieve a Stable")
        async def aretrieve(self, *args: Any, **kwargs: Any) -> Any: ...

    router = SimpleRouter()
    router.register("stables", StableViewSet)
    publication = published(path("", include(router.urls)))
    assert body(publication, "get", "200", "/stables/") == {"type": "array", "items": STABLE}
    assert statuses(publication, "post", "/stables/") == ["201"]
    assert body(publication, "get", "200", "/stables/{id}/") == STABLE


def test_a_paginated_list() -> None:
    class StableViewSet(Meant, ModelViewSet):
        public = frozenset({"GET"})
        pagination_class = LimitOffsetPagination

        async def alist(self, *args: Any, **kwargs: Any) -> Any: ...

    listed = path("x/", StableViewSet.as_view({"get": "alist"}))
    page = body(published(listed), "get", "200", "/x/")
    assert page == {"$ref": "#/components/schemas/PaginatedStableList"}


@pytest.mark.parametrize("generic", [CreateAPIView, ListCreateAPIView])
def test_a_generic_view_that_creates(generic: Any) -> None:
    view = type("StableView", (Meant, generic), {"public": frozenset({"POST"})})
    publication = published(view)
    assert statuses(publication, "post") == ["201"]


def test_a_function() -> None:
    @api_view(["GET"])
    @extend_schema(operation_id="Retrieve a Team")
    async def team(request: Any) -> Response[TeamResponse]:
        """Return a team."""
        return Response({"id": "1"})

    team.cls.public = frozenset({"GET"})
    team.cls.renderer_classes = (JSONRenderer,)
    team.cls.permission_classes = ()
    response = asyncio.run(team(APIRequestFactory().get("/x/")))
    assert response.data == {"id": "1"}
    publication = published(path("x/", team))
    assert body(publication, "get", "200", "/x/") == {"$ref": "#/components/schemas/TeamResponse"}
    operation = publication.document["paths"]["/x/"]["get"]
    assert operation["description"] == "Return a team."
