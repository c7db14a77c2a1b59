"""The rule `request-body`: a view that reads a body declares it, or `request=None`."""

from __future__ import annotations

import json
from functools import cached_property, wraps
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.db import transaction
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
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


# ---------------------------------------------------------------- what reads a body elsewhere


class TeamRequest(serializers.Serializer):
    name = serializers.CharField()


def first_name(asked):
    return asked.data["name"]


def team_of(request):
    return request.query_params["team"]


def logged(method):
    @wraps(method)
    def wrapper(self, *args):
        return method(self, *args)

    return wrapper


def validated(method):
    @wraps(method)
    def wrapper(self, request):
        return method(self, request, request.data)

    return wrapper


def unnamed(method):
    def post(self, asked):
        return method(self, asked)

    return post


@extend_schema(responses={201: TeamResponse})
class Helpers(Endpoint):
    """Methods that read a body, and others that read none."""

    public = frozenset({"POST"})
    public_for_subclasses = True

    def create(self, request):
        return request.data

    def perform(self, name, req):
        return self.deeper(req=req)

    def deeper(self, req):
        return self.deeper(req) or req.FILES

    def of_self(self):
        return json.loads(self.request.body)

    def of_query(self):
        return team_of(self.request)

    @staticmethod
    def static(asked):
        return asked.POST["name"]

    @property
    def payload(self):
        return self.request.data

    @cached_property
    def kept_payload(self):
        return self.request.data


class ByHelper(Helpers):
    def post(self, request):
        return self.create(request)


class ByAnotherName(Helpers):
    def post(self, req):
        return req.data


class ByHelpersOfHelpers(Helpers):
    def post(self, request):
        return self.perform("name", request)


class ByItsOwnRequest(Helpers):
    def post(self, request):
        return self.of_self()


class ByStaticMethod(Helpers):
    def post(self, request):
        return self.static(request)


class ByProperty(Helpers):
    def post(self, request):
        return self.payload


class ByCachedProperty(Helpers):
    def post(self, request):
        return self.kept_payload


class ByCallback(Helpers):
    def post(self, request):
        transaction.on_commit(self.of_self)


class ByFunction(Helpers):
    def post(self, request):
        return first_name(request)


class ByVariable(Helpers):
    def post(self, request):
        asked = self.request
        return asked.data


class ByDjangosRequest(Helpers):
    def post(self, request):
        return request._request.read()


class BySuper(ByAnotherName):
    def post(self, request):
        return super().post(request)


class BySerializer(Helpers):
    def post(self, request, data=None):
        TeamRequest(data=data).is_valid(raise_exception=True)


class ByDecorator(Helpers):
    @validated
    def post(self, request, data): ...


class BelowDecorator(Helpers):
    @logged
    def post(self, request):
        return request.data


class BelowAnUnnamedDecorator(Helpers):
    @unnamed
    def post(self, request):
        return request.data


class Async(Helpers):
    async def post(self, request):
        return self.create(request)


@extend_schema(responses={201: TeamResponse})
@api_view(["POST"])
@renderer_classes([JSONRenderer])
def create_by_function(asked):
    return Response(first_name(asked))


READING = [
    ByHelper,
    ByAnotherName,
    ByHelpersOfHelpers,
    ByItsOwnRequest,
    ByStaticMethod,
    ByProperty,
    ByCachedProperty,
    ByCallback,
    ByFunction,
    ByVariable,
    ByDjangosRequest,
    BySuper,
    BySerializer,
    ByDecorator,
    BelowDecorator,
    BelowAnUnnamedDecorator,
    Async,
    path("0/", public_methods("POST")(create_by_function)),
]


@pytest.mark.parametrize("view", READING)
def test_a_view_that_reads_a_body_elsewhere(view: Any) -> None:
    assert [each.id for each in judged("request-body", view)] == ["request-body"]


class ByQuery(Helpers):
    def post(self, request):
        TeamRequest(data=request.query_params).is_valid(raise_exception=True)
        return self.of_query() or TeamRequest(data={"name": "owls"}).data


class ByDjango(Helpers):
    @method_decorator(sensitive_post_parameters("password"))
    def post(self, request):
        login(request, request.user)


class Overridden(ByHelper):
    def post(self, request):
        return self.missing(request, self.team.data)


class OfAnotherSource(Helpers):
    """Its file cannot be read any more."""

    exec(compile("def post(self, request): return request.data", "no_such_file.py", "exec"))


@pytest.mark.parametrize("view", [ByQuery, ByDjango, Overridden, OfAnotherSource])
def test_a_view_that_reads_none_of_its_methods_bodies(view: Any) -> None:
    assert judged("request-body", view) == []


@pytest.mark.parametrize("written", ['"""', "def post(self, request):\n    (", "x\0", "\t("])
def test_a_source_that_has_changed_is_not_read(written: str, tmp_path: Path) -> None:
    file = tmp_path / "endpoints.py"
    file.write_text(written, encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile("def post(self, request): return request.data", str(file), "exec"), names)
    view = type("Changed", (Helpers,), {"post": names["post"]})
    assert judged("request-body", view) == []


# ---------------------------------------------------------------- what declares a body


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
