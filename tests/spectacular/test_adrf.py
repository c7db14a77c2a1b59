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
from publish.building import finding, published
from publish.rules.judging import judged

pytest.importorskip("adrf", reason="adrf is not installed")
if not hasattr(serializers, "BigIntegerField"):
    pytest.skip("adrf needs a newer Django REST framework", allow_module_level=True)

from adrf.decorators import api_view
from adrf.generics import CreateAPIView, ListAPIView, ListCreateAPIView
from adrf.routers import SimpleRouter
from adrf.serializers import BaseSerializer as AsyncBaseSerializer
from adrf.serializers import ListSerializer as AsyncListSerializer
from adrf.serializers import ModelSerializer
from adrf.serializers import Serializer as AsyncSerializer
from adrf.views import APIView
from adrf.viewsets import ModelViewSet
from async_property import async_property


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


def test_the_docstrings_of_adrf_describe_nothing() -> None:
    class Described(Meant, ListCreateAPIView):
        """Ours."""

        public = frozenset({"GET"})

    class Plain(Meant, ListCreateAPIView):
        public = frozenset({"GET"})

    class PlainViewSet(Meant, ModelViewSet):
        public = frozenset({"GET"})

    plain = path("set/", PlainViewSet.as_view({"get": "alist"}))
    document = published(Described, Plain, plain).document
    operations = [item["get"] for item in document["paths"].values()]
    parts = [*operations, *document["components"]["schemas"].values()]
    assert [part["description"] for part in parts if "description" in part] == ["Ours."]


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


class TeamFields(AsyncSerializer):
    slug = serializers.CharField()


class TeamSerializer(TeamFields):
    async def ato_representation(self, instance: Any) -> TeamResponse:
        return {"id": str(instance)}


class NumbersSerializer(TeamFields):
    async def ato_representation(self, instance: Any) -> list[int]:
        return [instance]


class BothSerializer(TeamSerializer):
    def to_representation(self, instance: Any) -> TeamResponse:
        return {"id": str(instance)}


class DifferentSerializer(TeamSerializer):
    def to_representation(self, instance: Any) -> list[int]:
        return [instance]


class MissingSerializer(AsyncBaseSerializer):
    async def ato_representation(self, instance: Any):  # type: ignore[no-untyped-def]
        return {"id": str(instance)}


class TextField(serializers.IntegerField):
    async def ato_representation(self, value: Any) -> str:
        return str(value)


class TextSerializer(AsyncSerializer):
    number = TextField()


class DataSerializer(TeamFields):
    @async_property
    async def adata(self) -> TeamResponse:
        return {"id": "1"}


class BothDataSerializer(DataSerializer):
    @property
    def data(self) -> TeamResponse:
        return {"id": "1"}


class DifferentDataSerializer(DataSerializer):
    @property
    def data(self) -> list[int]:
        return [1]


class UnsaidDataSerializer(TeamFields):
    @async_property
    async def adata(self):
        return {"teams": await super().adata}


class PassedOnSerializer(TeamFields):
    @async_property
    async def adata(self):
        return await super().adata


class TeamList(AsyncListSerializer):
    @async_property
    async def adata(self) -> dict[str, int]:
        return {"teams": 1}


class CountedSerializer(TeamFields):
    class Meta:
        list_serializer_class = TeamList


def responding(serializer: Any, *, many: bool = False) -> Any:
    class TeamView(Meant, APIView):
        public = frozenset({"GET"})

        @extend_schema(responses=serializer(many=True) if many else serializer)
        async def get(self, request: Any) -> Any: ...

    return TeamView


TEAM = {"$ref": "#/components/schemas/TeamResponse"}


@pytest.mark.parametrize("serializer", [TeamSerializer, BothSerializer])
def test_the_annotation_of_ato_representation_is_the_response(serializer: Any) -> None:
    assert body(published(responding(serializer)), "get", "200") == TEAM
    listed = body(published(responding(serializer, many=True)), "get", "200")
    assert listed == {"type": "array", "items": TEAM}


@pytest.mark.parametrize("serializer", [DataSerializer, BothDataSerializer])
def test_the_annotation_of_adata_is_the_response(serializer: Any) -> None:
    assert body(published(responding(serializer)), "get", "200") == TEAM
    assert judged("rendered-fields", responding(serializer)) == []


def test_the_annotation_of_adata_of_a_list() -> None:
    listed = body(published(responding(CountedSerializer, many=True)), "get", "200")
    assert listed == {"type": "object", "additionalProperties": {"type": "integer"}}


def test_the_adata_of_a_list_view() -> None:
    class CountView(Meant, ListAPIView):
        public = frozenset({"GET"})
        serializer_class = CountedSerializer

    listed = body(published(CountView), "get", "200")
    assert listed == {"type": "object", "additionalProperties": {"type": "integer"}}


def test_an_adata_without_annotation() -> None:
    (found,) = judged("rendered-fields", responding(UnsaidDataSerializer))
    assert found.message.startswith("UnsaidDataSerializer.adata may return something else")
    assert judged("rendered-fields", responding(PassedOnSerializer)) == []


def test_an_annotation_without_a_name() -> None:
    publication = published(responding(NumbersSerializer))
    assert body(publication, "get", "200") == {"$ref": "#/components/schemas/Numbers"}
    component = publication.document["components"]["schemas"]["Numbers"]
    assert component == {"type": "array", "items": {"type": "integer"}}


def test_a_field_with_ato_representation() -> None:
    publication = published(responding(TextSerializer))
    component = publication.document["components"]["schemas"]["Text"]
    assert component["properties"] == {"number": {"type": "string"}}


def test_what_adrf_renders_is_the_annotation() -> None:
    async def rendered(serializer: Any) -> Any:
        return await serializer.adata

    assert asyncio.run(rendered(TeamSerializer(3))) == {"id": "3"}
    assert asyncio.run(rendered(TextSerializer({"number": 5}))) == {"number": "5"}
    assert asyncio.run(rendered(DataSerializer(3))) == {"id": "1"}
    assert asyncio.run(rendered(CountedSerializer([], many=True))) == {"teams": 1}


@pytest.mark.parametrize(
    ("serializer", "id", "message", "hint"),
    [
        (
            DifferentSerializer,
            "unsupported-type",
            "the methods to_representation and ato_representation of DifferentSerializer return "
            "different types",
            "Let both return the same type, or write a serializer for each.",
        ),
        (
            DifferentDataSerializer,
            "unsupported-type",
            "the properties data and adata of DifferentDataSerializer return different types",
            "Let both return the same type, or write a serializer for each.",
        ),
        (
            MissingSerializer,
            "missing-annotation",
            "no annotation says what it returns",
            "Write one: `async def ato_representation(self, instance) -> TeamResponse`.",
        ),
    ],
)
def test_what_cannot_be_read_is_a_finding(
    serializer: Any, id: str, message: str, hint: str
) -> None:
    found = finding(responding(serializer))
    assert (found.id, found.message, found.hint) == (id, message, hint)
    assert found.file == __file__
    assert found.line
