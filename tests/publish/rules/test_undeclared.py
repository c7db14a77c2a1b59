"""The rule `undeclared`: each method of each view says whether it is public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework import viewsets
from rest_framework.decorators import action, api_view
from rest_framework.urlpatterns import format_suffix_patterns

from drf_typed_responses.publish import private_methods, public_methods

from ..building import TeamResponse, TeamView, build
from ..test_public import operations
from ..test_public import routed as routed_viewset
from .judging import Endpoint, broken, judged


class Half(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    def post(self, request): ...  # broken


class Whole(Half):
    private = frozenset({"POST"})


class Closed(Half):
    public = frozenset()


class Unsaid(Endpoint):
    def get(self, request): ...

    def delete(self, request): ...


def test_a_method_that_is_not_named() -> None:
    assert judged("undeclared", Half) == [
        broken(
            __file__,
            "undeclared",
            "it is declared neither public nor private",
            'Name "POST" in public = {...} or in private = {...} of Half.',
            operation="POST /0/",
        )
    ]


def test_a_view_that_declares_nothing() -> None:
    found = judged("undeclared", Unsaid)
    assert {each.operation for each in found} == {"GET /0/", "DELETE /0/"}


@pytest.mark.parametrize("view", [Whole, Closed])
def test_a_view_that_declares_each_method(view: Any) -> None:
    assert judged("undeclared", view) == []


def test_a_view_with_several_urls_is_reported_once() -> None:
    patterns = format_suffix_patterns([path("a/", Half.as_view()), path("b/", Half.as_view())])
    levels = {"*": "off", "undeclared": "error"}
    with override_settings(TYPED_RESPONSES={"RULES": levels, "PUBLIC": "all"}):
        found = build(*patterns).findings
    assert [(each.operation, each.id) for each in found] == [("POST /a/", "undeclared")]


def test_a_view_of_another_package() -> None:
    assert judged("undeclared", path("schema/", SpectacularAPIView.as_view())) == []


class Actions(viewsets.ViewSet):
    owner = "team-teams"

    @private_methods("GET")
    @action(detail=False)
    def hidden(self, request): ...

    @public_methods()
    @action(detail=False)
    def closed(self, request): ...

    @action(detail=False, methods=["POST"])
    def unsaid(self, request): ...


def test_actions() -> None:
    (found,) = judged("undeclared", routed_viewset(Actions))
    assert found.operation == "POST /x/unsaid/"
    assert found.hint == ('Write @public_methods("POST") or @private_methods("POST") above unsaid.')


def test_a_function_view() -> None:
    @public_methods("GET")
    @extend_schema(responses=TeamResponse)
    @api_view(["GET", "POST"])
    def team(request): ...

    (found,) = judged("undeclared", path("x/", team))
    assert found.hint == 'Write @public_methods("POST") or @private_methods("POST") above team.'


def test_the_document_stays_as_it_is() -> None:
    levels = {"*": "off", "undeclared": "error"}
    with override_settings(TYPED_RESPONSES={"RULES": levels}):
        assert operations(build(TeamView, Unsaid)) == {"GET /0/"}
