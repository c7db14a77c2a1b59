"""Views and serializers with as many of drf-spectacular's features as one module takes."""

from __future__ import annotations

import collections
import dataclasses
import datetime
import decimal
import enum
import typing
import uuid
from typing import Any, Dict, Generic, List, Literal, NamedTuple, Optional, TypeVar, Union  # noqa: UP035

import typing_extensions
from django.contrib.auth.models import Group, User
from django.db import models
from django.urls import include, path
from django.utils.functional import cached_property
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import generics, mixins, pagination, routers, serializers, viewsets
from rest_framework.decorators import action, api_view
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.response import Response
from rest_framework.views import APIView

if typing.TYPE_CHECKING:
    from somewhere import Nothing  # exists for the type checker only

T = TypeVar("T")
Alias = typing.Union[int, str]  # noqa: UP007


class Color(models.TextChoices):
    RED = "r", "Red"
    BLUE = "b", "Blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Odd(enum.Enum):
    """Which does not render."""

    A = "a"


class Point(NamedTuple):
    x: int
    y: int


class Inner(typing_extensions.TypedDict):
    """An inner."""

    id: int


class Outer(typing_extensions.TypedDict, total=False):
    inner: Inner
    color: Literal["a", "b"]
    inners: List[Inner]  # noqa: UP006
    when: datetime.datetime


class Envelope(typing_extensions.TypedDict, Generic[T]):
    item: T


@dataclasses.dataclass
class Data:
    id: int


class Thing(models.Model):
    name = models.CharField(max_length=10, help_text="The name.")
    color = models.CharField(max_length=1, choices=Color.choices)
    level = models.IntegerField(choices=[(1, "low"), (2, "high")], null=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    groups = models.ManyToManyField(Group)
    price = models.DecimalField(max_digits=5, decimal_places=2)
    made = models.DateTimeField(auto_now_add=True)
    token = models.UUIDField(default=uuid.uuid4)
    extra = models.JSONField(default=dict)

    class Meta:
        app_label = "auth"

    @property
    def size(self) -> int:
        """How large."""
        return 1

    @cached_property
    def sizes(self) -> List[Optional[int]]:  # noqa: UP006, UP045
        return []

    @property
    def outer(self) -> Outer:
        raise NotImplementedError

    def nothing(self):
        return None


# drf-spectacular does not understand the hints that we reject.
HINTS: dict[str, Any] = {
    "integer": int,
    "strings": List[str],  # noqa: UP006
    "bare_list": list,
    "bare_dict": dict,
    "optional": Optional[int],  # noqa: UP045
    "union": Union[int, str],  # noqa: UP007
    "new_union": int | None,
    "counts": Dict[str, int],  # noqa: UP006
    "anything": Dict[str, Any],  # noqa: UP006
    "any_value": Any,
    "inner": Inner,
    "outer": Outer,
    "outers": List[Outer],  # noqa: UP006
    "maybe_outer": Optional[Outer],  # noqa: UP045
    "point": Point,
    "points": List[Point],  # noqa: UP006
    "pair": typing.Tuple[int, str],  # noqa: UP006
    "row": typing.Tuple[int, ...],  # noqa: UP006
    "tags": typing.Set[str],  # noqa: UP006
    "literal": Literal["a", "b"],
    "color": Color,
    "level": Level,
    # In 3.1 drf-spectacular fails at an Enum without a type.
    **({"odd": Odd} if spectacular_settings.OAS_VERSION < "3.1" else {}),
    "levels": List[Level],  # noqa: UP006
    "alias": Alias,
    "moment": datetime.datetime,
    "day": datetime.date,
    "clock": datetime.time,
    "span": datetime.timedelta,
    "price": decimal.Decimal,
    "token": uuid.UUID,
    "raw": bytes,
    "data": Data,
    "datas": List[Data],  # noqa: UP006
    "complex": complex,
    "queue": collections.deque[int],
    "default": collections.defaultdict[str, int],
    "serial": serializers.CharField,
    "string": "int",
    "iterable": typing.Iterable[int],
    "annotated": typing.Annotated[int, "how many"],
    "callable": typing.Callable[[], int],
    "type_var": T,
    "unset": ...,
}


def method_of(name: str, hint: Any) -> Any:
    def method(self, obj): ...

    method.__name__ = f"get_{name}"
    if hint is not ...:
        method.__annotations__["return"] = hint
    return method


HintsSerializer = type(
    "HintsSerializer",
    (serializers.Serializer,),
    {
        **{name: serializers.SerializerMethodField() for name in HINTS},
        **{f"get_{name}": method_of(name, hint) for name, hint in HINTS.items()},
        "__module__": __name__,
    },
)


class OverridesSerializer(serializers.Serializer):
    a = serializers.SerializerMethodField()
    b = serializers.SerializerMethodField()
    c = serializers.SerializerMethodField()
    d = serializers.SerializerMethodField()
    e = serializers.SerializerMethodField()

    @extend_schema_field(OpenApiTypes.URI)
    def get_a(self, obj): ...

    @extend_schema_field({"type": "string", "format": "x"})
    def get_b(self, obj): ...

    @extend_schema_field(List[int])  # noqa: UP006
    def get_c(self, obj): ...

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_d(self, obj): ...

    @extend_schema_field(Outer)
    def get_e(self, obj) -> int: ...


@extend_schema_field(Optional[int])  # noqa: UP045
class IntOrNoneField(serializers.Field):
    pass


@extend_schema_field(int)
class IntField(serializers.Field):
    pass


class ThingSerializer(serializers.ModelSerializer):
    """A thing."""

    nothing = serializers.ReadOnlyField()
    own = IntOrNoneField(help_text="Mine.")
    other = IntField()

    class Meta:
        model = Thing
        fields = (
            *("id", "name", "color", "level", "owner", "groups", "price", "made", "token"),
            *("extra", "size", "sizes", "outer", "nothing", "own", "other"),
        )


@extend_schema_serializer(
    examples=[OpenApiExample("One", value={"name": "a"})], component_name="Renamed"
)
class AnnotatedSerializer(serializers.Serializer):
    name = serializers.CharField()
    status = serializers.ChoiceField(choices=["a", "b"])

    def to_representation(self, instance) -> dict[str, Any]:
        return super().to_representation(instance)


class OtherSerializer(serializers.Serializer):
    status = serializers.ChoiceField(choices=[("a", "A"), ("c", "C")], allow_null=True)
    things = ThingSerializer(many=True)
    one = AnnotatedSerializer(required=False)

    def to_representation(self, instance) -> Nothing:
        return super().to_representation(instance)


class DictSerializer(serializers.Serializer):
    status = serializers.MultipleChoiceField(choices=Color.choices)

    def to_representation(self, instance) -> Dict[str, int]:  # noqa: UP006
        return {}


class ThingViewSet(viewsets.ModelViewSet):
    """All things."""

    queryset = Thing.objects.all()
    serializer_class = ThingSerializer
    filter_backends = (SearchFilter, OrderingFilter)
    search_fields = ("name",)

    @extend_schema(responses={200: AnnotatedSerializer(many=True), 404: OpenApiTypes.OBJECT})
    @action(detail=False, pagination_class=pagination.PageNumberPagination)
    def recent(self, request): ...

    @action(detail=True, methods=["post"], serializer_class=OtherSerializer)
    def touch(self, request, pk) -> Response: ...


class AnnotatedListView(generics.ListCreateAPIView):
    queryset = Thing.objects.all()
    serializer_class = AnnotatedSerializer
    pagination_class = pagination.CursorPagination


@extend_schema_view(get=extend_schema(responses=OtherSerializer))
class GenericThings(mixins.ListModelMixin, generics.GenericAPIView):
    queryset = Thing.objects.all()
    serializer_class = OtherSerializer

    def get(self, request) -> Response:
        """Things."""


class Raw(APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("q", Optional[int]),  # noqa: UP045
            OpenApiParameter("many", {"type": "array", "items": {"type": "string"}}),
            OtherSerializer,
        ],
        responses={
            200: {"type": "object", "properties": {"a": {"type": "string"}}},
            (201, "text/csv"): str,
            202: list[int],
            203: Dict[str, int],  # noqa: UP006
            204: None,
            205: OpenApiResponse(description="Nothing"),
            206: OpenApiResponse(List[str], description="Strings"),  # noqa: UP006
            207: inline_serializer("Inline", {"x": serializers.IntegerField()}),
            208: Optional[int],  # noqa: UP045
            400: PolymorphicProxySerializer(
                "Poly", [AnnotatedSerializer, DictSerializer], resource_type_field_name=None
            ),
        },
    )
    def get(self, request) -> Response: ...

    @extend_schema(request=DictSerializer, responses=list[int])
    def post(self, request): ...

    @extend_schema(request={"application/json": OtherSerializer}, responses={200: DictSerializer})
    def put(self, request) -> Nothing: ...

    @extend_schema(request=OpenApiTypes.BINARY, responses=OpenApiTypes.BINARY)
    def patch(self, request): ...

    def delete(self, request): ...


class Unguessable(APIView):
    def get(self, request): ...

    @extend_schema(responses=object)
    def post(self, request): ...

    @extend_schema(responses={200: 3})
    def put(self, request): ...


class Both(APIView):
    @extend_schema(responses={200: HintsSerializer, 201: OverridesSerializer(many=True)})
    def get(self, request): ...


@extend_schema(responses=OpenApiResponse(AnnotatedSerializer(many=True), description="All"))
@api_view(["GET", "POST"])
def function(request) -> Response: ...


router = routers.DefaultRouter()
router.register("things", ThingViewSet)
urlpatterns = [
    path("api/", include(router.urls)),
    path("api/annotated/", AnnotatedListView.as_view()),
    path("api/generic/", GenericThings.as_view()),
    path("api/raw/<uuid:token>/<thing>/", Raw.as_view()),
    path("api/unguessable/", Unguessable.as_view()),
    path("api/both/", Both.as_view()),
    path("api/function/", function),
    path("api/", include("spectacular.plain.more")),
]
