"""The rule `public-inherited`: a view says itself that an operation is public."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import include, path
from drf_spectacular.extensions import OpenApiViewExtension
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from drf_typed_responses.publish import public_methods

from ..building import SecretResponse, TeamResponse
from .judging import OWNER, Endpoint, broken, endpoint, judged

WAY_OUT = "If {base} means its subclasses, write public_for_subclasses = True in {base}."


class Base(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class Derived(Base):
    @extend_schema(responses=SecretResponse)  # broken
    def get(self, request): ...


def test_a_subclass_at_a_further_url() -> None:
    hint = 'Write public = {"GET"} in Derived, or public = set() to keep it private.'
    assert judged("public-inherited", Base, Derived) == [
        broken(
            __file__,
            "public-inherited",
            "Derived inherits its `public` from Base",
            f"{hint} {WAY_OUT.format(base='Base')}",
            operation="GET /1/",
        )
    ]


class Meant(Base):
    public = frozenset({"GET"})
    public_for_subclasses = True


class BelowMeant(Meant): ...


class AgainBelowMeant(BelowMeant):
    public = frozenset({"GET"})


class BelowAgain(AgainBelowMeant): ...


@pytest.mark.parametrize("view", [Base, endpoint(Base), BelowMeant, AgainBelowMeant])
def test_a_declaration_of_its_own_or_of_a_base_that_means_it(view: Any) -> None:
    assert judged("public-inherited", view) == []


def test_a_base_speaks_only_for_its_own_declaration() -> None:
    (found,) = judged("public-inherited", BelowAgain)
    assert found.message == "BelowAgain inherits its `public` from AgainBelowMeant"


class Replaced(Endpoint):
    public = frozenset({"GET"})

    def get(self, request): ...


class Replacement(OpenApiViewExtension):
    target_class = Replaced

    def view_replacement(self):
        class Fixed(self.target_class):
            @extend_schema(responses=TeamResponse)
            def get(self, request): ...

        return Fixed


def test_an_extension_documents_a_subclass() -> None:
    assert judged("public-inherited", Replaced) == []


def test_a_route_declares_it() -> None:
    pattern = path("x/", Derived.as_view(public={"GET"}))
    assert judged("public-inherited", pattern) == []


class OnMethod(Endpoint):
    @public_methods("GET")
    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class BelowOnMethod(OnMethod): ...


def test_a_method_that_a_base_declares_public() -> None:
    (found,) = judged("public-inherited", OnMethod, BelowOnMethod)
    assert found.operation == "GET /1/"
    assert found.message == "BelowOnMethod inherits get from OnMethod, which declares it public"
    assert found.hint.startswith("Override it in BelowOnMethod, with @public_methods() if it is")


class HistoryMixin:
    @extend_schema(responses=[].__class__[TeamResponse])
    @action(detail=False)
    def history(self, request): ...


class HiddenMixin:
    @public_methods()
    @extend_schema(responses=SecretResponse)
    @action(detail=False)
    def hidden(self, request): ...


class Listing(viewsets.ViewSet):
    renderer_classes = (JSONRenderer,)
    owner = OWNER

    @extend_schema(responses=[].__class__[TeamResponse])
    def list(self, request): ...


class TeamViewSet(HistoryMixin, HiddenMixin, Listing):
    public = frozenset({"GET"})


class MeantHistory(HistoryMixin):
    public_for_subclasses = True

    @extend_schema(responses=[].__class__[TeamResponse])
    @action(detail=False)
    def history(self, request): ...


class MeantViewSet(MeantHistory, Listing):
    public = frozenset({"GET"})


def routed(viewset: Any) -> Any:
    router = SimpleRouter()
    router.register("x", viewset, basename="x")
    return path("", include(router.urls))


def test_an_action_of_a_mixin() -> None:
    (found,) = judged("public-inherited", routed(TeamViewSet))
    assert found.operation == "GET /x/history/"
    assert found.message == (
        "TeamViewSet makes it public, but the action history comes from HistoryMixin"
    )
    assert found.hint == (
        "Write @public_methods() above the action to keep it private. "
        + WAY_OUT.format(base="HistoryMixin")
    )


def test_an_action_of_a_mixin_that_means_it() -> None:
    assert judged("public-inherited", routed(MeantViewSet)) == []
