"""Views of every kind, list views with paginators, and `-> Response[T]`."""

from __future__ import annotations

from inspect import getsourcelines
from typing import Any, Generic, TypedDict

import pytest
from django.test import override_settings
from django.urls import include, path
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, mixins, pagination, serializers, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter
from rest_framework.views import APIView
from typing_extensions import TypedDict as GenericTypedDict
from typing_extensions import TypeVar

from drf_typed_responses.responses import RESPONSE_FORBIDDEN, RESPONSE_NOT_FOUND, Response
from drf_typed_responses.serializers import (
    Serializer,
    inline_sentry_response_serializer,
)

from .building import Built, built, responding, view

T = TypeVar("T")
REF = {"$ref": "#/components/schemas/TeamResponse"}
LIST = {"type": "array", "items": REF}


class TeamResponse(TypedDict):
    id: str


class Page(GenericTypedDict, Generic[T]):
    next: str | None
    results: list[T]


class TeamSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse:
        raise NotImplementedError


class TeamForm(serializers.Serializer):
    name = serializers.CharField()

    def to_representation(self, instance: Any) -> TeamResponse:
        raise NotImplementedError


class PageNumber(pagination.PageNumberPagination):
    page_size = 10


class JSONView(APIView):
    renderer_classes = (JSONRenderer,)


def routed(viewset: Any) -> Built:
    router = SimpleRouter()
    router.register("x", viewset, basename="x")
    return built(path("", include(router.urls)))


# ---------------------------------------------------------------- kinds of views


def test_a_function_view() -> None:
    @extend_schema(responses=TeamSerializer)
    @api_view(["GET"])
    def team(request): ...

    document = built(path("x/", team))
    assert document.body() == REF


def test_a_generic_view_with_an_annotated_serializer() -> None:
    class XView(generics.ListCreateAPIView):
        renderer_classes = (JSONRenderer,)
        serializer_class = TeamForm
        pagination_class = PageNumber

    document = built(view(XView))
    assert document.body() == {"$ref": "#/components/schemas/PaginatedTeamResponseList"}
    assert document.body("post", code="201") == REF
    assert document.request() == {"$ref": "#/components/schemas/TeamForm"}
    assert document.schemas["PaginatedTeamResponseList"]["properties"]["results"] == LIST
    assert document.said == []


def test_a_viewset_and_its_actions() -> None:
    @extend_schema_view(retrieve=extend_schema(responses=TeamSerializer))
    class XViewSet(viewsets.ViewSet):
        renderer_classes = (JSONRenderer,)

        @extend_schema(responses=list[TeamResponse])
        def list(self, request): ...

        def retrieve(self, request, pk: int): ...

        @extend_schema(request=None, responses={200: TeamResponse})
        @action(detail=True, methods=["post"])
        def archive(self, request, pk: int): ...

        @extend_schema(responses={200: TeamSerializer(many=True)})
        @action(detail=False)
        def recent(self, request): ...

    document = routed(XViewSet)
    assert document.body() == LIST
    assert document.body(url="/x/{id}/") == REF
    assert document.body("post", "/x/{id}/archive/") == REF
    assert document.body(url="/x/recent/") == LIST
    assert set(document.schemas) == {"TeamResponse"}


def test_one_component_for_all() -> None:
    class XView(JSONView):
        @extend_schema(responses=TeamSerializer)
        def get(self, request): ...

        @extend_schema(request=None, responses={200: TeamResponse})
        def post(self, request): ...

        @extend_schema(
            request=None, responses={200: inline_sentry_response_serializer("T", TeamResponse)}
        )
        def put(self, request): ...

    document = built(view(XView))
    assert set(document.schemas) == {"T", "TeamResponse"}
    assert document.schemas["T"] == REF
    assert document.said == []


# ---------------------------------------------------------------- pagination


class LimitOffset(pagination.LimitOffsetPagination):
    default_limit = 10


class Cursor(pagination.CursorPagination):
    page_size = 10


ENVELOPES = [
    (PageNumber, {"count", "next", "previous", "results"}),
    (LimitOffset, {"count", "next", "previous", "results"}),
    (Cursor, {"next", "previous", "results"}),
]


def listing(paginator: Any, responses: Any) -> Built:
    class XView(mixins.ListModelMixin, generics.GenericAPIView):
        renderer_classes = (JSONRenderer,)
        pagination_class = paginator

        @extend_schema(responses=responses)
        def get(self, request): ...

    return built(view(XView))


@pytest.mark.parametrize(("paginator", "keys"), ENVELOPES)
@pytest.mark.parametrize("responses", [TeamSerializer, TeamSerializer(many=True)])
def test_a_paginated_serializer(paginator: Any, keys: set[str], responses: Any) -> None:
    document = listing(paginator, responses)
    name = document.body()["$ref"].removeprefix("#/components/schemas/")
    assert name == "PaginatedTeamResponseList"
    assert set(document.schemas[name]["properties"]) == keys
    assert document.schemas[name]["properties"]["results"] == LIST
    assert document.said == []


@pytest.mark.parametrize(("paginator", "keys"), ENVELOPES)
def test_a_paginated_list_of_a_type(paginator: Any, keys: set[str]) -> None:
    schema = listing(paginator, list[TeamResponse]).body()
    assert set(schema["properties"]) == keys
    assert schema["properties"]["results"] == LIST


@pytest.mark.parametrize("responses", [Page[TeamResponse], {200: Page[TeamResponse]}])
def test_an_envelope_of_a_generic_is_not_wrapped_again(responses: Any) -> None:
    document = listing(PageNumber, responses)
    assert document.body() == {"$ref": "#/components/schemas/PageTeamResponse"}
    assert document.schemas["PageTeamResponse"]["properties"]["results"] == LIST
    assert set(document.schemas) == {"PageTeamResponse", "TeamResponse"}


def test_a_named_response_is_not_wrapped() -> None:
    named = inline_sentry_response_serializer("Teams", list[TeamResponse])
    document = listing(PageNumber, {200: named})
    assert document.body() == {"$ref": "#/components/schemas/Teams"}
    assert document.schemas["Teams"] == LIST


def test_an_error_of_a_list_view_is_not_paginated() -> None:
    document = listing(PageNumber, {200: TeamSerializer(many=True), 403: RESPONSE_FORBIDDEN})
    assert document.body(code="403") == {"$ref": "#/components/schemas/ErrorResponse"}


def test_an_error_that_is_a_list_is_not_paginated() -> None:
    document = listing(PageNumber, {200: TeamSerializer(many=True), 400: list[TeamResponse]})
    assert document.body(code="400") == LIST


@pytest.mark.parametrize("responses", [TeamSerializer, TeamSerializer(many=True)])
@pytest.mark.parametrize("own", [True, False])
def test_a_list_view_without_paginator_is_one_list(responses: Any, own: bool) -> None:
    class XView(mixins.ListModelMixin, generics.GenericAPIView):
        renderer_classes = (JSONRenderer,)
        pagination_class = None
        if not own:
            schema = PlainAutoSchema()

        @extend_schema(responses=responses)
        def get(self, request): ...

    document = built(view(XView))
    assert document.body() == LIST
    assert set(document.schemas) == {"TeamResponse"}


def test_a_list_of_types_in_a_list_view_without_paginator() -> None:
    assert listing(None, list[TeamResponse]).body() == LIST


def test_an_error_of_many_is_a_list() -> None:
    document = listing(PageNumber, {200: TeamSerializer, 400: TeamSerializer(many=True)})
    assert document.body(code="400") == LIST


@pytest.mark.parametrize(
    ("responses", "schema"),
    [(TeamSerializer, REF), (TeamSerializer(), REF), (TeamSerializer(many=True), LIST)],
)
def test_beside_the_plain_autoschema(responses: Any, schema: Any) -> None:
    class XView(JSONView):
        schema = PlainAutoSchema()

        @extend_schema(responses={200: responses, 201: TeamSerializer})
        def get(self, request): ...

    document = built(view(XView))
    assert document.body() == schema
    assert document.body(code="201") == REF
    assert set(document.schemas) == {"TeamResponse"}
    assert document.said == []


def test_named_inline_and_constants_beside_the_plain_autoschema() -> None:
    class XView(JSONView):
        schema = PlainAutoSchema()

        @extend_schema(
            responses={
                200: inline_sentry_response_serializer("Teams", list[TeamResponse]),
                403: RESPONSE_FORBIDDEN,
            }
        )
        def get(self, request): ...

    document = built(view(XView))
    assert document.body() == {"$ref": "#/components/schemas/Teams"}
    assert document.schemas["Teams"] == LIST
    assert document.body(code="403") == {"$ref": "#/components/schemas/ErrorResponse"}


# ---------------------------------------------------------------- Response[T]


def test_the_annotation_is_the_success_response() -> None:
    class XView(JSONView):
        def get(self, request) -> Response[TeamResponse]: ...

        def put(self, request) -> Response[list[TeamResponse]]: ...

    document = built(view(XView))
    assert document.body() == REF
    assert document.body("put") == LIST
    assert set(document.schemas) == {"TeamResponse"}


def test_where_only_errors_are_declared() -> None:
    class XView(JSONView):
        @extend_schema(responses={403: RESPONSE_FORBIDDEN, 404: RESPONSE_NOT_FOUND})
        def get(self, request) -> Response[TeamResponse]: ...

    document = built(view(XView))
    assert list(document.responses()) == ["200", "403", "404"]
    assert document.body() == REF


def test_what_the_decorator_says_goes_first() -> None:
    class XView(JSONView):
        @extend_schema(responses=list[TeamResponse])
        def get(self, request) -> Response[TeamResponse]: ...

    assert built(view(XView)).body() == LIST


def test_post_of_a_create_view_is_201() -> None:
    class XView(generics.CreateAPIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=None)
        def post(self, request) -> Response[TeamResponse]: ...

    document = built(view(XView))
    assert list(document.responses("post")) == ["201"]
    assert document.body("post", code="201") == REF


def test_delete_is_204() -> None:
    class XView(JSONView):
        def delete(self, request) -> Response[None]: ...

    document = built(view(XView))
    assert document.responses("delete") == {"204": {"description": "No response body"}}
    assert document.said == []


def test_delete_is_204_where_only_errors_are_declared() -> None:
    class XView(JSONView):
        @extend_schema(responses={403: RESPONSE_FORBIDDEN})
        def delete(self, request) -> Response[None]: ...

    assert list(built(view(XView)).responses("delete")) == ["204", "403"]


def test_response_of_none_is_204() -> None:
    class XView(JSONView):
        @extend_schema(request=None)
        def post(self, request) -> Response[None]: ...

    assert list(built(view(XView)).responses("post")) == ["204"]


@pytest.mark.parametrize(("hint", "schema"), [(int, "integer"), (str, "string")])
def test_response_of_a_scalar(hint: Any, schema: str) -> None:
    def get(self, request): ...

    get.__annotations__ = {"return": Response[hint]}
    document = built(view(type("XView", (JSONView,), {"get": get})))
    assert document.body() == {"type": schema}


def test_response_without_a_type_says_nothing() -> None:
    class XView(JSONView):
        @extend_schema(responses=TeamSerializer)
        def get(self, request) -> Response: ...

    assert built(view(XView)).body() == REF


def test_function_view_with_an_annotation() -> None:
    @api_view(["GET"])
    def team(request) -> Response[TeamResponse]: ...

    assert built(path("x/", team)).body() == REF


def test_viewset_with_annotations() -> None:
    class XViewSet(viewsets.GenericViewSet):
        renderer_classes = (JSONRenderer,)
        pagination_class = PageNumber

        def list(self, request) -> Response[list[TeamResponse]]: ...

        def retrieve(self, request, pk: int) -> Response[TeamResponse]: ...

        @extend_schema(request=None)
        def create(self, request) -> Response[TeamResponse]: ...

        @extend_schema(request=None)
        @action(detail=True, methods=["put"])
        def archive(self, request, pk: int) -> Response[Page[TeamResponse]]: ...

    document = routed(XViewSet)
    assert document.body(url="/x/{id}/") == REF
    assert document.body("post", code="201") == REF
    assert document.body("put", "/x/{id}/archive/") == {
        "$ref": "#/components/schemas/PageTeamResponse"
    }
    assert document.body()["properties"]["results"] == LIST


def test_union_of_responses() -> None:
    class XView(JSONView):
        def get(self, request) -> Response[TeamResponse | Page[TeamResponse]]: ...

    assert built(view(XView)).body() == {
        "anyOf": [REF, {"$ref": "#/components/schemas/PageTeamResponse"}]
    }


# ---------------------------------------------------------------- refused


class Unannotated(Serializer):
    def serialize(self, obj, attrs, user, **kwargs): ...


class Silent(Serializer):
    """Does not even have a serialize."""


@pytest.mark.parametrize(
    ("serializer", "words"),
    [
        (Unannotated, "no annotation says what it returns"),
        (Silent, "no annotation says what it returns"),
    ],
)
def test_a_serializer_that_says_nothing_is_an_error(serializer: Any, words: str) -> None:
    document = responding(serializer)
    assert len(document.said) == 1
    said = document.said[0]
    assert "Error" in said
    assert f"{serializer.__name__}.serialize" in said
    assert words in said
    if serializer is not Silent:
        line = serializer.serialize.__code__.co_firstlineno
        assert f"{__file__}:{line}" in said


class Loose(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> dict: ...


class LooseValues(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> dict[str, Any]: ...


class LooseSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> Any: ...


@pytest.mark.parametrize(
    ("serializer", "schema"),
    [
        (Loose, {"type": "object", "additionalProperties": {}}),
        (LooseValues, {"type": "object", "additionalProperties": {}}),
        (LooseSerializer, {}),
    ],
)
def test_a_serializer_of_anything(serializer: Any, schema: Any) -> None:
    document = responding(serializer)
    name = serializer.__name__.removesuffix("Serializer")
    assert document.said == []
    assert document.body() == {"$ref": f"#/components/schemas/{name}"}
    assert document.schemas[name] == schema


class BaseWithoutSerialize:
    """A project's base that leaves `serialize` to its subclasses."""


class WithoutSerialize(BaseWithoutSerialize):
    pass


@override_settings(TYPED_RESPONSES={"SERIALIZER_BASES": [f"{__name__}.BaseWithoutSerialize"]})
def test_a_serializer_without_serialize_is_an_error() -> None:
    (said,) = responding({200: WithoutSerialize}).said
    assert "WithoutSerialize: it has no method serialize" in said
    assert f"{__file__}:{getsourcelines(WithoutSerialize)[1]}" in said


def test_what_an_error_says_of_a_serializer_is_said_once() -> None:
    (said,) = responding(Unannotated).said
    assert said.count("Unannotated.serialize") == 1


@pytest.mark.parametrize("hint", [list[TeamSerializer], TeamSerializer | None, dict[str, TeamForm]])
def test_a_serializer_inside_a_type_is_an_error_with_the_way_out(hint: Any) -> None:
    (said,) = responding({200: inline_sentry_response_serializer("Teams", hint)}).said
    assert "is a serializer, but a type is expected" in said
    assert "Name the type it returns, as in list[TeamResponse]" in said


def test_an_unsupported_type_is_an_error_with_its_place() -> None:
    class Odd(TypedDict):
        value: complex

    document = responding({200: inline_sentry_response_serializer("Odd", Odd)})
    assert len(document.said) == 1
    assert "Odd.value" in document.said[0]
    assert f"{__file__}:" in document.said[0]
