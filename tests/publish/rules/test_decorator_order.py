"""The rule `decorator-order`: `@extend_schema` stands above `@api_view` and `@action`."""

from __future__ import annotations

from typing import Any

from django.test import override_settings
from django.urls import include, path
from drf_spectacular import utils
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from drf_typed_responses.publish import public_methods

from ..building import TeamResponse, build
from .judging import judged

HINT = "Write @extend_schema above {}."


@public_methods("GET")
@api_view(["GET"])
@renderer_classes([JSONRenderer])
@extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
def below(request): ...


@public_methods("GET")
@extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
@api_view(["GET"])
@renderer_classes([JSONRenderer])
def above(request): ...


class TeamViewSet(viewsets.ViewSet):
    renderer_classes = (JSONRenderer,)
    public = frozenset({"GET"})

    @action(detail=False)
    @utils.extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def below(self, request): ...

    @extend_schema(operation_id="Retrieve another Team", responses=TeamResponse)
    @action(detail=False)
    def above(self, request): ...


def routed(viewset: Any) -> Any:
    router = SimpleRouter()
    router.register("x", viewset, basename="x")
    return path("", include(router.urls))


def test_below_api_view() -> None:
    (found,) = judged("decorator-order", path("x/", below))
    assert found.message == "its @extend_schema stands below @api_view, where it has no effect"
    assert found.hint == HINT.format("@api_view")
    assert (found.operation, found.file) == ("GET /x/", __file__)


def test_below_action() -> None:
    (found,) = judged("decorator-order", routed(TeamViewSet))
    assert found.message == "its @extend_schema stands below @action, where it has no effect"
    assert found.hint == HINT.format("@action")
    assert (found.operation, found.file) == ("GET /x/below/", __file__)


def test_above_api_view() -> None:
    assert judged("decorator-order", path("x/", above)) == []


def test_nothing_else_is_said_of_the_operation() -> None:
    with override_settings(TYPED_RESPONSES={"RULES": {}}):
        found = build(path("x/", below)).findings
    assert [each.id for each in found] == ["decorator-order"]
