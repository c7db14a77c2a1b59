"""`private` and `@private_methods`: what they keep out, and what they contradict."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action, api_view, renderer_classes
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.publish import private_methods, public_methods

from .building import NO_RULES, JSONView, SecretResponse, TeamResponse, build
from .test_public import operations, routed

ALL = {**NO_RULES, "PUBLIC": "all"}


class Both(JSONView):
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(request=None, responses={200: SecretResponse})
    def post(self, request): ...


class PrivatePost(Both):
    private = frozenset({"POST"})


class PublicAgain(PrivatePost):
    public = frozenset({"GET", "POST"})


class AllPublic(Both):
    public = frozenset({"GET", "POST"})
    public_for_subclasses = True


class PrivateBelowPublic(AllPublic):
    private = frozenset({"POST"})


def test_one_method_of_a_document_of_all() -> None:
    with override_settings(TYPED_RESPONSES=ALL):
        assert operations(build(PrivatePost)) == {"GET /0/"}


class Nothing(AllPublic):
    public = None


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (PrivatePost, set()),
        (PublicAgain, {"GET /0/", "POST /0/"}),
        (PrivateBelowPublic, {"GET /0/"}),
        (Nothing, set()),
    ],
)
def test_the_nearest_class_decides(view: Any, expected: set[str]) -> None:
    publication = build(view)
    assert operations(publication) == expected
    assert publication.findings == ()


def test_a_function_decides_before_its_class() -> None:
    class XView(JSONView):
        public = frozenset({"GET"})
        private = frozenset({"PUT"})

        @private_methods("GET")
        def get(self, request): ...

        @public_methods("PUT")
        @extend_schema(request=None, responses=TeamResponse)
        def put(self, request): ...

    assert operations(build(XView)) == {"PUT /0/"}


def test_a_function_view() -> None:
    from django.urls import path

    @private_methods("POST")
    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    @api_view(["GET", "POST"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    with override_settings(TYPED_RESPONSES=ALL):
        assert operations(build(path("x/", team))) == {"GET /x/"}


def test_a_contradiction_stays_private() -> None:
    class XView(Both):
        public = frozenset({"GET", "POST"})
        private = frozenset({"POST"})

    publication = build(XView)
    (found,) = publication.findings
    assert operations(publication) == {"GET /0/"}
    assert found.id == "public-methods"
    assert found.message == (
        "XView.public names POST, which the `private` beside it names too, so it stays private"
    )
    assert found.hint == "Remove POST from one of the two."
    assert found.file == __file__


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (True, "is True, which is not a set of methods"),
        ("POST", "is 'POST', which is not a set of methods"),
        ({"post"}, "names 'post', which is not a method"),
    ],
)
def test_a_wrong_declaration(declared: Any, message: str) -> None:
    view = type("XView", (Both,), {"private": declared})
    with override_settings(TYPED_RESPONSES=ALL):
        publication = build(view)
    assert [each.message for each in publication.findings] == [f"XView.private {message}"]


@pytest.mark.parametrize("declared", [True, "POST"])
def test_what_is_not_a_set_keeps_every_method_private(declared: Any) -> None:
    view = type("XView", (Both,), {"private": declared})
    with override_settings(TYPED_RESPONSES=ALL):
        assert operations(build(view)) == set()


def test_an_action_of_that_name_declares_nothing() -> None:
    class TeamViewSet(viewsets.ViewSet):
        renderer_classes = (JSONRenderer,)

        @extend_schema(responses=TeamResponse)
        @action(detail=False)
        def private(self, request): ...

    with override_settings(TYPED_RESPONSES=ALL):
        publication = build(routed(TeamViewSet))
    assert operations(publication) == {"GET /x/private/"}
    assert publication.findings == ()


def test_private_methods_without_names() -> None:
    with pytest.raises(TypeError, match="name the private methods"):
        private_methods()
    with pytest.raises(TypeError, match="name the private methods"):
        private_methods(lambda request: None)  # type: ignore[arg-type]
