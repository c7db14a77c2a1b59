"""`@deprecated` (PEP 702) on a view or on its method deprecates the public operation."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action, api_view
from rest_framework.viewsets import ViewSet
from typing_extensions import deprecated

from .building import JSONView, TeamResponse, build

responding = extend_schema(request=None, responses=TeamResponse)


class Above(JSONView):
    public = frozenset({"GET"})

    @deprecated("Use /v2/.")
    @responding
    def get(self, request):
        """Return a team."""


class Below(JSONView):
    public = frozenset({"GET"})

    @responding
    @deprecated("Use /v2/.")
    def get(self, request):
        """Return a team."""


@deprecated("Use /v2/.")
class Whole(JSONView):
    public = frozenset({"GET"})

    @responding
    def get(self, request):
        """Return a team."""


class Teams(ViewSet):
    renderer_classes = JSONView.renderer_classes
    public = frozenset({"GET"})

    @deprecated("Use /v2/.")
    @responding
    @action(detail=False)
    def recent(self, request):
        """Return a team."""


@responding
@api_view(["GET"])
@deprecated("Use /v2/.")
def function_below(request):
    """Return a team."""


@deprecated("Use /v2/.")
@responding
@api_view(["GET"])
def function_above(request):
    """Return a team."""


VIEWS: Any = {
    "above": Above.as_view(),
    "below": Below.as_view(),
    "class": Whole.as_view(),
    "action": Teams.as_view({"get": "recent"}),
    "function, below": function_below,
    "function, above": function_above,
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_an_operation(view: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view.cls, "public", {"GET"}, raising=False)
    publication = build(path("0/", view))
    assert publication.findings == ()
    operation = publication.document["paths"]["/0/"]["get"]
    assert operation["deprecated"] is True
    assert operation["description"] == "Return a team.\n\nDeprecated: Use /v2/."


def test_a_class_that_is_derived_from_a_deprecated_one() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        class Derived(Whole):
            public = frozenset({"GET"})

    operation = build(Derived).document["paths"]["/0/"]["get"]
    assert "deprecated" not in operation
    assert operation["description"] == "Return a team."


def test_a_description_in_the_decorator() -> None:
    class View(JSONView):
        public = frozenset({"GET"})

        @deprecated("")
        @extend_schema(responses=TeamResponse, description="A team.")
        def get(self, request): ...

    operation = build(View).document["paths"]["/0/"]["get"]
    assert (operation["deprecated"], operation["description"]) == (True, "A team.")


def test_the_message_is_not_a_description_of_the_operation() -> None:
    class View(JSONView):
        public = frozenset({"GET"})

        @deprecated("Use /v2/.")
        @responding
        def get(self, request): ...

    rules = {"RULES": {"*": "off", "description": "error"}}
    with override_settings(TYPED_RESPONSES={**settings.TYPED_RESPONSES, **rules}):
        publication = build(View)
    assert [found.id for found in publication.findings] == ["description"]
