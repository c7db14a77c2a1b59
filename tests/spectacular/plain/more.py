"""More of drf-spectacular's features: versions, webhooks, extensions, serializers of others."""

from __future__ import annotations

import dataclasses
import typing
from typing import Any, Optional

import django_filters.rest_framework as filters
import pydantic
import typing_extensions
from django.contrib.auth.models import Group, User
from django.http import HttpResponse
from django.urls import include, path, re_path
from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerExtension,
    OpenApiSerializerFieldExtension,
    OpenApiViewExtension,
)
from drf_spectacular.plumbing import build_basic_type, build_bearer_security_scheme_object
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiCallback,
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    OpenApiWebhook,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import (
    authentication,
    generics,
    mixins,
    pagination,
    parsers,
    permissions,
    renderers,
    routers,
    serializers,
    throttling,
    versioning,
    views,
    viewsets,
)
from rest_framework.decorators import action, api_view, parser_classes, renderer_classes
from rest_framework.response import Response
from rest_framework.urlpatterns import format_suffix_patterns
from rest_framework_dataclasses.serializers import DataclassSerializer


class Row(typing_extensions.TypedDict):
    """A row."""

    key: str
    value: Optional[float]  # noqa: UP045


# ---------------------------------------------------------------- serializers and fields


class OddField(serializers.Field):
    """Described by an extension."""


class OddFieldExtension(OpenApiSerializerFieldExtension):
    target_class = OddField

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> Any:
        return {"type": "string", "format": "odd"}


class Described(serializers.Serializer):
    team = serializers.CharField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {}


class DescribedExtension(OpenApiSerializerExtension):
    target_class = Described

    def get_name(self) -> str:
        return "DescribedElsewhere"

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        return {"type": "object", "properties": {"x": build_basic_type(OpenApiTypes.INT)}}


class GroupSerializer(serializers.HyperlinkedModelSerializer):
    class Meta:
        model = Group
        fields = ("url", "name", "permissions")
        extra_kwargs = {"permissions": {"view_name": "permission-detail"}}  # noqa: RUF012


class GroupListSerializer(serializers.ListSerializer):
    child = GroupSerializer()

    def to_representation(self, data: Any) -> list[Any]:
        return super().to_representation(data)


class UserSerializer(serializers.ModelSerializer):
    """A user, with fields of every kind."""

    groups = GroupSerializer(many=True, read_only=True)
    group_ids = serializers.PrimaryKeyRelatedField(
        queryset=Group.objects.all(), many=True, source="groups", write_only=True
    )
    first_group = serializers.SlugRelatedField("name", source="groups.first", read_only=True)
    label = serializers.StringRelatedField(source="groups", many=True)
    secret = serializers.CharField(write_only=True, min_length=8, trim_whitespace=False)
    hidden = serializers.HiddenField(default=1)
    picture = serializers.ImageField(allow_null=True, required=False)
    since = serializers.DurationField(min_value=None, help_text="How long.")
    code = serializers.RegexField(r"^[A-Z]+$")
    point = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
    extra = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    anything = serializers.JSONField(required=False)
    address = serializers.IPAddressField(allow_blank=True, default="")
    odd = OddField()
    rows = serializers.SerializerMethodField()
    choice = serializers.ChoiceField([("x", "X"), ("", "None")], allow_blank=True)

    @extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/Row"}})
    def get_rows(self, obj: Any) -> list[Row]: ...

    class Meta:
        model = User
        fields = (
            *("id", "username", "email", "groups", "group_ids", "first_group", "label", "secret"),
            *("hidden", "picture", "since", "code", "point", "extra", "anything", "address"),
            *("odd", "rows", "choice", "last_login", "is_active"),
        )


class DeepSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = "__all__"
        depth = 1


@extend_schema_serializer(
    exclude_fields=["email"], deprecate_fields=["username"], extensions={"x-kind": "short"}
)
class ShortUserSerializer(UserSerializer):
    class Meta(UserSerializer.Meta):
        fields = ("id", "username", "email")
        list_serializer_class = GroupListSerializer


@extend_schema_serializer(many=False)
class EnvelopeSerializer(serializers.Serializer):
    results = ShortUserSerializer(many=True)
    kind = serializers.ChoiceField(["one", "two"])


@dataclasses.dataclass
class Address:
    street: str
    number: Optional[int]  # noqa: UP045
    tags: list[str]


@dataclasses.dataclass
class Person:
    name: str
    address: Address
    kind: typing.Literal["a", "b"] = "a"


class PersonSerializer(DataclassSerializer):
    class Meta:
        dataclass = Person


class Model(pydantic.BaseModel):
    """Of pydantic."""

    id: int
    kind: typing.Literal["a", "b"] = "a"
    parent: Optional[Model] = None  # noqa: UP045


either = PolymorphicProxySerializer(
    "Either",
    lambda: {"user": ShortUserSerializer, "person": PersonSerializer},
    resource_type_field_name="kind",
)
both = PolymorphicProxySerializer(
    "Both", [ShortUserSerializer, PersonSerializer], resource_type_field_name=None, many=True
)


# ---------------------------------------------------------------- authentication, views of others


class KeyAuthentication(authentication.BaseAuthentication):
    pass


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> Any:
        return build_bearer_security_scheme_object("Authorization", "Bearer")


class Foreign(views.APIView):
    """Of a library."""

    def get(self, request): ...


class ForeignExtension(OpenApiViewExtension):
    target_class = "spectacular.plain.more.Foreign"

    def view_replacement(self) -> Any:
        @extend_schema(tags=["foreign"], responses=GroupSerializer)
        class Fixed(self.target_class):
            pass

        return Fixed


# ---------------------------------------------------------------- views


class UserFilter(filters.FilterSet):
    since = filters.IsoDateTimeFilter(field_name="date_joined", lookup_expr="gte")
    is_staff = filters.MultipleChoiceFilter(choices=[("a", "A"), ("b", "B")])
    name = filters.CharFilter(method="by_name")
    ids = filters.BaseInFilter(field_name="id")

    def by_name(self, queryset: Any, name: str, value: int) -> Any:
        return queryset

    class Meta:
        model = User
        fields = {"username": ["exact", "icontains"], "groups": ["exact"]}  # noqa: RUF012


class CSVRenderer(renderers.BaseRenderer):
    media_type = "text/csv"
    format = "csv"


class Envelope(pagination.PageNumberPagination):
    page_size = 5

    def get_paginated_response_schema(self, schema: Any) -> Any:
        return {"type": "object", "properties": {"data": schema}}


changed = OpenApiCallback(
    name="Changed",
    path="{$request.body#/address}",
    decorator=extend_schema(request=GroupSerializer, responses={204: None}),
)
event = OpenApiWebhook(
    name="Event", decorator=extend_schema(summary="An event", request=UserSerializer, responses=str)
)


@extend_schema_view(
    list=extend_schema(filters=True, tags=["users"], operation_id="everyone"),
    destroy=extend_schema(exclude=True),
    create=extend_schema(callbacks=[changed], external_docs="https://example.org"),
)
class UserViewSet(viewsets.ModelViewSet):
    queryset = User.objects.all()
    serializer_class = UserSerializer
    authentication_classes = (KeyAuthentication, authentication.BasicAuthentication)
    permission_classes = (permissions.IsAuthenticatedOrReadOnly,)
    throttle_classes = (throttling.AnonRateThrottle,)
    filter_backends = (filters.DjangoFilterBackend,)
    filterset_class = UserFilter
    pagination_class = Envelope
    lookup_field = "username"
    lookup_value_regex = "[a-z]+"

    def get_serializer_class(self) -> Any:
        return ShortUserSerializer if self.action == "list" else UserSerializer

    @extend_schema(
        methods=["GET"],
        responses={(200, "application/json"): DeepSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    @extend_schema(
        methods=["POST"],
        request=OpenApiRequest(PersonSerializer, encoding={"name": {"contentType": "text/plain"}}),
        responses={201: OpenApiResponse(EnvelopeSerializer, examples=[OpenApiExample("x", {})])},
    )
    @action(
        detail=True, methods=["get", "post"], url_path="the/deep", renderer_classes=[CSVRenderer]
    )
    def deep(self, request: Any, username: str) -> Response: ...

    @action(detail=False, pagination_class=None, filter_backends=[])
    def top(self, request: Any) -> HttpResponse: ...

    @top.mapping.delete
    def drop_top(self, request: Any): ...


class Files(generics.CreateAPIView):
    serializer_class = UserSerializer
    parser_classes = (parsers.MultiPartParser, parsers.FormParser, parsers.JSONParser)
    renderer_classes = (CSVRenderer, renderers.JSONRenderer)


class Versioned(mixins.RetrieveModelMixin, generics.GenericAPIView):
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    versioning_class = versioning.URLPathVersioning

    @extend_schema(responses=either, versions=["v2"], deprecated=True, extensions={"x-a": 1})
    def get(self, request: Any, version: str, pk: int): ...

    @extend_schema(request=either, responses={200: both, 400: Model, 404: list[Address]})
    def put(self, request: Any, version: str, pk: int): ...


class ByNamespace(generics.ListAPIView):
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    versioning_class = versioning.NamespaceVersioning


class ByHeader(generics.RetrieveUpdateDestroyAPIView):
    queryset = Group.objects.all()
    serializer_class = GroupSerializer
    versioning_class = versioning.AcceptHeaderVersioning


class Modelled(views.APIView):
    @extend_schema(
        parameters=[
            OpenApiParameter("X-Key", location="header", required=True),
            OpenApiParameter("filter", PersonSerializer, style="deepObject", explode=True),
            OpenApiParameter("kind", enum=["a", "b"], many=True, default=["a"]),
            OpenApiParameter("X-Rest", int, response=[200], location="header"),
        ],
        request=Model,
        responses={200: Model, 201: inline_serializer("Ones", {"x": GroupSerializer()}, many=True)},
    )
    def post(self, request): ...


class Asynchronous(views.APIView):
    async def get(self, request) -> Response: ...


class Hidden(views.APIView):
    schema = None


@extend_schema(responses=Described(many=True))
@api_view(["GET"])
@renderer_classes([renderers.JSONRenderer])
def described(request: Any, format: Any = None) -> Response: ...


@extend_schema(
    request=Described,
    # A text is a description for drf-yasg, from which projects come.
    responses={200: Described, 202: GroupListSerializer, 404: "Not found.", 409: "Conflict"},
)
@api_view(["POST", "PATCH"])
@parser_classes([parsers.JSONParser])
def describing(request: Any): ...


router = routers.SimpleRouter(trailing_slash=False)
router.register("users", UserViewSet)
listing = ([path("groups/", ByNamespace.as_view())], "v1")
urlpatterns = [
    path("", include(router.urls)),
    path("files/", Files.as_view()),
    re_path(r"^(?P<version>v1|v2)/groups/(?P<pk>\d+)/$", Versioned.as_view()),
    path("named/", include(listing, namespace="v1")),
    path("header/<int:pk>/", ByHeader.as_view()),
    path("modelled/", Modelled.as_view()),
    path("asynchronous/", Asynchronous.as_view()),
    path("foreign/", Foreign.as_view()),
    path("hidden/", Hidden.as_view()),
    path("describing/", describing),
    *format_suffix_patterns([path("described/", described)]),
]
