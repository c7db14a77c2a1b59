"""A project with an AutoSchema of its own: each override acts as in plain drf-spectacular.

The law holds however the project combines its class with ours.
"""

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, TypedDict

import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from django.urls import path
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, serializers, viewsets
from rest_framework.filters import SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import Private, Serializer
from drf_typed_responses.spectacular import AutoSchema

from .building import ENUM_HOOK, built
from .overrides import OVERRIDES, WAYS, ErrorSerializer, overriding

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- a project without annotations


class PartSerializer(serializers.Serializer):
    size = serializers.IntegerField(min_value=1, max_value=9)
    state = serializers.ChoiceField(["new", "old"])


class ThingSerializer(serializers.Serializer):
    """A thing."""

    id = serializers.CharField(max_length=8, help_text="Its id.")
    parts = PartSerializer(many=True)
    weight = serializers.SerializerMethodField()

    def get_weight(self, obj: Any) -> int: ...


def views() -> list[Any]:
    """The URL patterns; made anew, because decorators read `DEFAULT_SCHEMA_CLASS`."""

    class JSON:
        renderer_classes = (JSONRenderer,)

    class Things(JSON, viewsets.GenericViewSet):
        """All things."""

        queryset = User.objects.none()
        serializer_class = ThingSerializer
        pagination_class = PageNumberPagination
        filter_backends = (SearchFilter,)
        search_fields = ("id",)

        def list(self, request): ...

        @extend_schema(examples=[OpenApiExample("A", {"id": "a"})])
        def create(self, request): ...

        @extend_schema(responses={200: ThingSerializer, 404: ErrorSerializer}, tags=["Tagged"])
        def retrieve(self, request, pk):
            """Return one."""

        def partial_update(self, request, pk): ...

        def destroy(self, request, pk): ...

    @extend_schema(responses={200: ThingSerializer(many=True)})
    class Several(JSON, APIView):
        is_list = True

        def get(self, request): ...

    class Sent(JSON, APIView):
        shown = read = PartSerializer

        @extend_schema(responses={201: ThingSerializer})
        def post(self, request): ...

    class Whole(JSON, generics.RetrieveUpdateAPIView):
        serializer_class = ThingSerializer
        shown = PartSerializer

    several = {"get": "list", "post": "create"}
    one = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
    return [
        path("things/", Things.as_view(several)),
        path("things/<pk>/", Things.as_view(one)),
        path("several/", Several.as_view()),
        path("sent/", Sent.as_view()),
        path("whole/", Whole.as_view()),
    ]


# ---------------------------------------------------------------- a project with annotations


class Team(TypedDict):
    id: str
    size: int
    owner: Private[str]


class TeamSerializer(serializers.Serializer):
    id = serializers.CharField()
    size = serializers.IntegerField()


class OwnTeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> Team: ...


class MethodSerializer(serializers.Serializer):
    team = serializers.SerializerMethodField()

    def get_team(self, obj: Any) -> Team: ...


class NestingSerializer(serializers.Serializer):
    team = TeamSerializer(read_only=True)


def holder(base: type) -> type:
    """A serializer of one name, whichever it derives from."""
    return type("HolderSerializer", (base,), {})


def typed(annotated: bool) -> list[Any]:
    """Two projects with one document: a type or a serializer of REST framework for each body."""

    class JSON(APIView):
        renderer_classes = (JSONRenderer,)

    class List(viewsets.GenericViewSet):
        renderer_classes = (JSONRenderer,)
        filter_backends = ()
        pagination_class = None

    guessed = {} if annotated else {"serializer_class": TeamSerializer}
    body = Response[Team] if annotated else None
    several = Response[list[Team]] if annotated else None
    declared = Team if annotated else TeamSerializer

    class Annotated(JSON):
        vars().update(guessed)

        def get(self, request) -> body: ...

        @extend_schema(request=None)
        def post(self, request) -> body: ...

    class Listed(List):
        vars().update(guessed)

        def list(self, request) -> several: ...

    class Declared(JSON):
        @extend_schema(request=None, responses={200: declared, 404: ErrorSerializer})
        def put(self, request): ...

        @extend_schema(responses=OwnTeamSerializer if annotated else TeamSerializer)
        def get(self, request): ...

    class Requested(JSON):
        @extend_schema(request=declared, responses={204: None})
        def post(self, request): ...

    class Held(JSON):
        @extend_schema(responses=holder(MethodSerializer if annotated else NestingSerializer))
        def get(self, request): ...

    return [
        path("annotated/", Annotated.as_view()),
        path("listed/", Listed.as_view({"get": "list"})),
        path("declared/", Declared.as_view()),
        path("held/", Held.as_view()),
        path("requested/", Requested.as_view()),
    ]


def with_types() -> list[Any]:
    return typed(annotated=True)


def without_types() -> list[Any]:
    return typed(annotated=False)


# ---------------------------------------------------------------- the laws

# A type is not read as a serializer is, and is always the whole body, also of a list view.
OF_SERIALIZERS = {
    *("get_examples", "_is_list_view", "resolve_serializer", "_map_serializer"),
    *("_map_basic_serializer", "_postprocess_serializer_schema", "get_serializer_name"),
    *("_get_serializer_name", "_map_serializer_field", "_map_serializer_field that chooses"),
    *("_get_serializer_field_meta", "_insert_field_validators", "_insert_min_max"),
    *("_map_response_type_hint", "get_serializer_identity"),
}
OF_BODIES = [row for row in OVERRIDES if row not in OF_SERIALIZERS]


def document(schema_class: type, project: Callable[[], list[Any]] = views) -> tuple[str, list[str]]:
    """The document of a project in JSON, and what drf-spectacular said."""
    with override_settings(REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": schema_class}):
        made = built(*project(), valid=False, **ENUM_HOOK)
    return json.dumps(made.document, indent=1, default=str), made.said


@cache
def plain(row: str, project: Callable[[], list[Any]] = views) -> tuple[str, list[str]]:
    return document(overriding(OVERRIDES[row], PlainAutoSchema), project)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", OVERRIDES)
def test_an_override_acts_as_in_plain_drf_spectacular(row: str, way: str) -> None:
    assert document(WAYS[way](OVERRIDES[row])) == plain(row)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", OF_BODIES)
def test_an_override_is_applied_to_annotated_responses_once(row: str, way: str) -> None:
    """As plain drf-spectacular applies it to the serializers that the types stand for."""
    annotated, _ = document(WAYS[way](OVERRIDES[row]), with_types)
    with_serializers, _ = plain(row, without_types)
    assert annotated == with_serializers


# Behind ours, `resolve_serializer` is not asked about types.
@pytest.mark.parametrize("row", sorted(OF_SERIALIZERS - {"resolve_serializer"}))
def test_the_order_of_the_classes_does_not_matter(row: str) -> None:
    first, *others = [document(way(OVERRIDES[row]), with_types) for way in WAYS.values()]
    assert others == [first, first]


@pytest.mark.parametrize("row", OVERRIDES)
def test_an_override_changes_the_document(row: str) -> None:
    """The rows do something, so that the laws above can fail."""
    assert plain(row) != document(PlainAutoSchema)


def test_a_field_of_a_model_without_a_document() -> None:
    """Projects ask a schema object for the schema of a field, outside an operation."""
    field = User._meta.get_field("is_staff")
    plain = PlainAutoSchema()._map_model_field(field, None)
    assert AutoSchema()._map_model_field(field, None) == plain
    assert plain["type"] == "boolean"


def test_each_method_has_a_row() -> None:
    methods = {name for name, value in vars(PlainAutoSchema).items() if not name.startswith("__")}
    assert methods - {row.partition(" ")[0] for row in OVERRIDES} == set()


# ---------------------------------------------------------------- calls


class Calls:
    """Records the calls of an AutoSchema: the method, the positional and the named arguments."""

    made: ClassVar[Counter[tuple[str, int, tuple[str, ...]]]]


def recording(base: type) -> type:
    """An AutoSchema that records the calls of its methods and passes them on."""

    def passed_on(name: str) -> Any:
        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            Calls.made[name, len(args), tuple(kwargs)] += 1
            return getattr(super(Recording, self), name)(*args, **kwargs)

        return method

    methods = [name for name, value in vars(PlainAutoSchema).items() if callable(value)]
    Recording = type("Recording", (base,), {name: passed_on(name) for name in methods})  # noqa: N806
    return Recording


RECORDINGS = {
    "derived from ours": lambda: recording(AutoSchema),
    "behind ours": lambda: type("Mine", (AutoSchema, recording(PlainAutoSchema)), {}),
    "before ours": lambda: type("Mine", (recording(PlainAutoSchema), AutoSchema), {}),
}


def calls(schema_class: type, project: Callable[[], list[Any]]) -> Counter[Any]:
    Calls.made = Counter()
    document(schema_class, project)
    return Calls.made


@pytest.mark.parametrize("way", RECORDINGS)
@pytest.mark.parametrize("project", [views, with_types])
def test_methods_are_called_as_drf_spectacular_calls_them(project: Any, way: str) -> None:
    """With the same arguments: an override may have any signature that drf-spectacular allows."""
    plainly = {*calls(recording(PlainAutoSchema), views)}
    assert {*calls(RECORDINGS[way](), project)} - plainly == set()


@pytest.mark.parametrize("way", RECORDINGS)
@pytest.mark.parametrize("method", ["get_response_serializers", "get_request_serializer"])
def test_a_question_is_asked_no_more_often_than_by_drf_spectacular(method: str, way: str) -> None:
    plainly = calls(recording(PlainAutoSchema), views)
    assert 0 < calls(RECORDINGS[way](), views)[method, 0, ()] <= plainly[method, 0, ()]
