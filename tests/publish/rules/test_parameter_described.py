"""The rule `parameter-described`: every parameter has a description."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import path
from django_filters import CharFilter, DateFromToRangeFilter
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.pagination import (
    CursorPagination,
    LimitOffsetPagination,
    PageNumberPagination,
)
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.parameters import GlobalParams, path_parameter, query_parameter

from ..building import TeamResponse, build
from .judging import OWNER, Endpoint, broken, endpoint, judged

HINT = "Give the parameter a description; a serializer's field takes it from help_text."


class Quiet(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[OpenApiParameter("slug")])  # broken
    def get(self, request): ...


def test_a_parameter_without_description() -> None:
    message = "the query parameter slug has no description"
    assert judged("parameter-described", Quiet) == [
        broken(__file__, "parameter-described", message, HINT, path="slug")
    ]


class Filters(serializers.Serializer):
    order = serializers.ChoiceField([("asc", "Ascending")])


class Described(serializers.Serializer):
    order = serializers.ChoiceField([("asc", "Ascending")], help_text="How to sort.")


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        (query_parameter("name", ""), "query parameter name"),
        (query_parameter("name", "  "), "query parameter name"),
        (OpenApiParameter("X-Trace", location="header"), "header parameter X-Trace"),
        (OpenApiParameter("session", location="cookie"), "cookie parameter session"),
        # drf-spectacular lists its choices as description, which do not count as one.
        (Filters, "query parameter order"),
        (OpenApiParameter("order", enum=["asc"]), "query parameter order"),
    ],
)
def test_other_parameters_without_description(parameter: Any, name: str) -> None:
    (found,) = judged("parameter-described", endpoint(parameters=[parameter]))
    assert found.message == f"the {name} has no description"


def test_a_declared_variable_without_description() -> None:
    view = endpoint(parameters=[path_parameter("slug", "")])
    (found,) = judged("parameter-described", path("<slug:slug>/", view.as_view()))
    assert found.message == "the path parameter slug has no description"


@pytest.mark.parametrize(
    "parameters",
    [
        [],
        [GlobalParams.name("The name of the team.", required=True)],
        [GlobalParams.slug("The slug.")],
        [Described],
    ],
)
def test_described_parameters(parameters: Any) -> None:
    assert judged("parameter-described", endpoint(parameters=parameters)) == []


def test_a_variable_that_is_not_declared() -> None:
    # `path-variable` reports it.
    pattern = path("<slug:slug>/", endpoint().as_view())
    assert judged("parameter-described", pattern) == []


class Printable(JSONRenderer):
    media_type, format = "text/print", "print"


def test_the_parameter_for_a_renderer_has_a_description() -> None:
    view = endpoint()
    view.renderer_classes = (JSONRenderer, Printable)
    assert judged("parameter-described", view) == []
    (parameter,) = build(view).document["paths"]["/0/"]["get"]["parameters"]
    assert parameter["name"] == "format"
    assert parameter["description"] == "The format of the response."


@pytest.mark.parametrize(
    "paginator", [PageNumberPagination, LimitOffsetPagination, CursorPagination]
)
def test_the_parameters_of_rest_framework_are_described(paginator: Any) -> None:
    class Sized(paginator):  # type: ignore[misc]
        page_size, page_size_query_param = 10, "size"

    class Teams(generics.ListAPIView):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        queryset = User.objects.none()
        serializer_class = Described
        pagination_class = Sized
        filter_backends = (SearchFilter, OrderingFilter)
        search_fields = ("username",)

    assert judged("parameter-described", Teams) == []
    parameters = build(Teams).document["paths"]["/0/"]["get"]["parameters"]
    assert {"ordering", "search"} < {parameter["name"] for parameter in parameters}


def test_a_parameter_that_operations_share() -> None:
    views = [endpoint(parameters=[OpenApiParameter("slug")]) for _ in range(2)]
    found = judged("parameter-described", *views)
    assert [finding.operation for finding in found] == ["GET /0/", "GET /1/"]


# ---------------------------------------------------------------- django-filter


class UserFilter(FilterSet):  # filterset
    joined = DateFromToRangeFilter(field_name="date_joined")
    first_name = CharFilter(help_text="The first name.")

    class Meta:
        model = User
        fields = {"username": ["exact", "icontains"], "is_staff": ["exact"]}


class DescribedUserFilter(UserFilter):
    @classmethod
    def filter_for_field(cls, *args: Any, **kwargs: Any) -> Any:
        made = super().filter_for_field(*args, **kwargs)
        made.extra["help_text"] = "A field of the user."
        return made

    joined = None


class Users(generics.ListAPIView):
    public = frozenset({"GET"})
    owner = OWNER
    renderer_classes = (JSONRenderer,)
    queryset = User.objects.none()
    serializer_class = Described
    filter_backends = (DjangoFilterBackend,)


class Filtered(Users):
    filterset_class = UserFilter


class FilteredByFields(Users):
    filterset_fields = ("username", "is_staff")

    @extend_schema(parameters=[OpenApiParameter("other")])
    def get(self, request): ...


class FilteredByDescribed(Users):
    filterset_class = DescribedUserFilter


def test_all_filters_are_one_finding_at_the_filterset() -> None:
    assert judged("parameter-described", Filtered) == [
        broken(
            __file__,
            "parameter-described",
            "no description for its filters is_staff, joined_after, joined_before, username, "
            "username__icontains",
            'Declare them in UserFilter with help_text="...", or set the help_text of all lookups '
            "in its filter_for_field.",
            path="UserFilter",
            mark="# filterset",
        )
    ]


def test_filters_that_the_view_names() -> None:
    filters, other = judged("parameter-described", FilteredByFields)
    assert filters.path == "filterset_fields"
    assert filters.hint == (
        'Replace filterset_fields by a FilterSet whose filters have help_text="...".'
    )
    assert filters.message == "no description for its filters is_staff, username"
    assert other.message == "the query parameter other has no description"


def test_a_filter_for_field_that_describes_every_lookup() -> None:
    assert judged("parameter-described", FilteredByDescribed) == []
