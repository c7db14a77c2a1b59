"""The rule `description`: an operation has a description, in the docstring of its method."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import include, path
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, serializers, viewsets
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.routers import SimpleRouter

from drf_typed_responses.publish import public_methods
from drf_typed_responses.responses import Response
from drf_typed_responses.spectacular import AutoSchema

from ..building import JSONView, TeamResponse, build
from .judging import OWNER, broken, judged

HINT = "Describe it in the docstring of its method."


class Silent(JSONView):
    public = frozenset({"GET"})
    owner = OWNER

    @extend_schema(responses=TeamResponse)  # broken
    def get(self, request): ...


def test_no_description() -> None:
    expected = broken(__file__, "description", "it has no description", HINT)
    assert judged("description", Silent) == [expected]


class Summarizing(AutoSchema):
    """Gives the docstring as the summary."""

    def get_summary(self):
        return super().get_description()

    def get_description(self):
        return ""


class Described(AutoSchema):
    """Describes every operation itself."""

    def get_description(self):
        return f"The {self.method} of a team."


class Summarized(JSONView):
    public = frozenset({"GET"})
    schema = Summarizing()

    def get(self, request) -> Response[TeamResponse]:
        """Return a team."""


def without_description(result: Any, **_: Any) -> Any:
    result["paths"]["/0/"]["get"].pop("description")
    return result


def test_a_docstring_that_the_schema_class_moves() -> None:
    (found,) = judged("description", Summarized)
    assert found.message == "it has no description, although its method has a docstring"
    assert found.hint == (
        "Summarizing.get_description leaves it out. Correct that, or write "
        'description="..." in @extend_schema.'
    )


def test_a_docstring_that_a_hook_drops() -> None:
    hooks = [f"{__name__}.without_description"]
    (found,) = judged("description", OfTheMethod, POSTPROCESSING_HOOKS=hooks)
    assert found.message == "it has no description, although its method has a docstring"
    assert found.hint.startswith("A decorator or a hook leaves it out.")


class DescribedBySchema(Summarized):
    schema = Described()

    def get(self, request) -> Response[TeamResponse]: ...


def test_a_description_that_the_schema_class_makes() -> None:
    assert judged("description", DescribedBySchema) == []


class Base(JSONView):
    """The base of all endpoints."""


class OfTheBase(Base):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class OfAll(JSONView):
    """The teams."""

    public = frozenset({"GET", "PUT"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(request=None, responses=TeamResponse)
    def put(self, request): ...


class Blank(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request):
        """ """


class OfPrivateOnesToo(JSONView):
    """Return a team, or purge it."""

    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(request=None, responses=TeamResponse)
    def put(self, request): ...


@pytest.mark.parametrize(
    ("view", "count"), [(OfTheBase, 1), (OfAll, 2), (OfPrivateOnesToo, 1), (Blank, 1)]
)
def test_what_speaks_of_something_else(view: Any, count: int) -> None:
    assert [f.message for f in judged("description", view)] == ["it has no description"] * count


class OfTheMethod(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request):
        """Return a team."""


class OfTheInheritedMethod(OfTheMethod): ...


class OfTheOverriddenMethod(OfTheMethod):
    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class OfTheDecorator(OfAll):
    """The teams."""

    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, description="The teams.")
    def get(self, request): ...


@extend_schema_view(get=extend_schema(description="Return a team."))
class OfTheDecoratedView(Silent): ...


class OfTheOnlyOperation(JSONView):
    """Return a team."""

    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class TeamFields(serializers.Serializer):
    slug = serializers.CharField()


class Generic(generics.ListAPIView):
    """List the teams."""

    renderer_classes = (JSONRenderer,)
    public = frozenset({"GET"})
    serializer_class = TeamFields
    queryset = User.objects.none()


DESCRIBED = [
    OfTheMethod,
    OfTheInheritedMethod,
    OfTheOverriddenMethod,
    OfTheDecorator,
    OfTheDecoratedView,
    OfTheOnlyOperation,
    Generic,
]


@pytest.mark.parametrize("view", DESCRIBED)
def test_a_description(view: Any) -> None:
    assert judged("description", view) == []


def test_a_function_view() -> None:
    @public_methods("GET")
    @extend_schema(responses=TeamResponse)
    @api_view(["GET"])
    @renderer_classes([JSONRenderer])
    def team(request):
        """Return a team."""

    assert judged("description", path("team/", team)) == []


def test_the_methods_of_a_viewset_that_nobody_wrote() -> None:
    class Teams(viewsets.ReadOnlyModelViewSet):  # class
        """The teams."""

        renderer_classes = (JSONRenderer,)
        public = frozenset({"GET"})
        owner = OWNER
        serializer_class = TeamFields
        queryset = User.objects.none()

    router = SimpleRouter()
    router.register("teams", Teams, basename="team")
    found = judged("description", path("", include(router.urls)))
    # The class is where a method would be written.
    assert found == [
        broken(
            __file__,
            "description",
            "it has no description",
            f"{HINT} Teams inherits it: put @extend_schema_view({action}=extend_schema(...)) "
            "on Teams.",
            operation=operation,
            mark="# class",
        )
        for operation, action in (("GET /teams/", "list"), ("GET /teams/{id}/", "retrieve"))
    ]


def test_a_docstring_is_published_as_it_is_but_for_its_indentation() -> None:
    class Marked(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=TeamResponse)
        def get(self, request):
            """
            Return a team.

            * `slug`: its **name** in the URL

                code
            """

    operation = build(Marked).document["paths"]["/0/"]["get"]
    assert operation["description"] == (
        "Return a team.\n\n* `slug`: its **name** in the URL\n\n    code"
    )
