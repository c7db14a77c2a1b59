"""Findings about arguments of `@extend_schema` that are of another kind name the right one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypedDict

import pytest
from django.contrib.auth.models import User
from django.test import override_settings
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics, serializers
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.findings import Finding
from drf_typed_responses.serializers import Component, inline_sentry_response_serializer

from .building import JSONView, TeamResponse, build, finding


class Theirs:
    def serialize(self, obj: Any, attrs: Any, user: Any) -> TeamResponse: ...


class TheirTeams(Theirs): ...


class Fields(serializers.Serializer):
    id = serializers.CharField()


EXAMPLE = OpenApiExample("A", value={"id": "1"}, response_only=True, status_codes=["200"])


def view(**said: Any) -> Any:
    class TeamEndpoint(JSONView):
        public = frozenset({"GET"})

        @extend_schema(**{"responses": TeamResponse, **said})
        def get(self, request): ...

    return TeamEndpoint


LINE = view().get.__code__.co_firstlineno
BASES = f'Add "{__name__}.Theirs" to TYPED_RESPONSES["SERIALIZER_BASES"], so that the annotation'


def with_rule(rule: str, cls: Any) -> list[Finding]:
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off", rule: "error"}}):
        return list(build(cls).findings)


@pytest.mark.parametrize(
    ("declared", "hint"),
    [
        (Theirs, BASES),
        (TheirTeams(), BASES),
        ({200: TheirTeams}, BASES),
        ({200: OpenApiResponse(Theirs)}, BASES),
        ([TeamResponse], "Write list[TeamResponse]; a list that holds a type is not a type."),
        ({200: [TeamResponse]}, "Write list[TeamResponse];"),
        ([Fields], "Write Fields(many=True);"),
        ([TheirTeams()], BASES),
        ([TeamResponse | None], f"Write list[{__package__}.building.TeamResponse | None];"),
    ],
    ids=[
        "class",
        "subclass",
        "by status",
        "in a response",
        "list",
        "list by status",
        "list of a serializer",
        "list of another serializer",
        "list of a union",
    ],
)
def test_a_body_that_drf_spectacular_does_not_understand(declared: Any, hint: str) -> None:
    (found,) = with_rule("response-schema", view(responses=declared))
    assert (found.id, found.operation) == ("response-schema", "GET /0/")
    assert found.hint.startswith(hint)


class OfTheirClass(JSONView, generics.GenericAPIView):
    public = frozenset({"GET"})
    renderer_classes = (JSONRenderer,)
    serializer_class = Theirs

    def get(self, request): ...


def test_a_serializer_class_that_drf_spectacular_does_not_understand() -> None:
    hints = [each.hint for each in with_rule("response-schema", OfTheirClass)]
    assert [hint for hint in hints if hint.startswith(BASES)] != []


def test_the_message_of_drf_spectacular_has_the_remedy() -> None:
    found = finding(view(responses={200: TeamResponse, 400: [TeamResponse]}))
    assert (found.id, found.operation) == ("drf-spectacular", "GET /0/")
    assert found.hint.startswith("Write list[TeamResponse];")


LIST = "Write examples=[OpenApiExample(...)], also for one."


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ({"examples": EXAMPLE}, "its examples are not a list", LIST),
        ({"examples": {"A": EXAMPLE}}, "its examples are not a list", LIST),
        ({"examples": (EXAMPLE,)}, "its examples are not a list", LIST),
        ({"examples": [{"id": "1"}]}, "its examples are not a list of OpenApiExample", LIST),
        (
            {"responses": {200: OpenApiResponse(TeamResponse, examples=EXAMPLE)}},
            "its examples are not a list of OpenApiExample",
            LIST,
        ),
        (
            {"parameters": OpenApiParameter("slug")},
            "its parameters are not a list",
            "Write parameters=[OpenApiParameter(...)], also for one.",
        ),
    ],
    ids=["one", "dict", "tuple", "dicts", "of a response", "parameters"],
)
def test_an_argument_that_is_not_a_list(said: dict[str, Any], message: str, hint: str) -> None:
    found = finding(view(**said))
    assert (found.id, found.message, found.hint) == ("view-failed", message, hint)
    assert (found.operation, found.file, found.line) == ("GET /0/", __file__, LINE)


def test_a_tag_that_is_not_in_a_list() -> None:
    found = finding(view(tags="Teams"))
    assert (found.id, found.path) == ("malformed", "tags")
    assert found.hint == 'Write a list of one name in @extend_schema: tags=["Teams"].'


class FailsInJSON(serializers.Serializer):
    def get_fields(self) -> Any:
        return json.loads("{")


def test_a_failure_inside_the_standard_library_is_at_the_line_of_the_project() -> None:
    found = finding(view(responses=FailsInJSON))
    assert (found.id, found.file) == ("view-failed", __file__)
    assert found.line == FailsInJSON.get_fields.__code__.co_firstlineno + 1


class FailsInBase(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ("no_field",)


def test_a_failure_of_inherited_code_is_at_the_class_that_inherits_it() -> None:
    found = finding(view(responses=FailsInBase))
    assert (found.id, found.file) == ("view-failed", __file__)
    assert "FailsInBase" in Path(__file__).read_text().splitlines()[(found.line or 0) - 1]


def test_a_failure_outside_the_project_is_at_its_view() -> None:
    found = finding(view(callbacks=[3]))
    assert (found.id, found.file, found.line) == ("view-failed", __file__, LINE)


# ---------------------------------------------------------------- inherited methods


class Base(JSONView):
    @extend_schema(responses=TeamResponse)
    def get(self, request): ...


class First(Base):
    public = frozenset({"GET"})


class Second(Base):
    public = frozenset({"GET"})


def test_a_method_of_the_projects_own_base_is_decorated_in_each_subclass() -> None:
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off", "title": "error"}}):
        one, other = build(First, Second).findings
    assert one.hint.endswith(
        "First inherits it: put @extend_schema_view(get=extend_schema(...)) on First."
    )
    assert "on Second." in other.hint
    assert one.file == __file__
    assert one.line is not None
    assert other.line == one.line + 4


# ---------------------------------------------------------------- names


@Component("Teams")
class Fixed(TypedDict):
    a: int


def test_a_name_conflict_has_a_line() -> None:
    inline = inline_sentry_response_serializer
    views = [view(responses=inline("Teams", list[int])), view(responses=inline("Teams", list[str]))]
    found = next(each for each in build(*views).findings if each.id == "name-conflict")
    assert (found.file, found.path) == (__file__, "Teams")
    assert found.line is not None


def test_one_id_of_two_operations_is_one_finding() -> None:
    found = build(view(operation_id="Retrieve a Team"), view(operation_id="Retrieve a Team"))
    assert [each.id for each in found.findings] == ["repeated-id"]


class ThingSerializer(serializers.Serializer):
    a = serializers.CharField()


def other_thing() -> type[serializers.Serializer]:
    class ThingSerializer(serializers.Serializer):
        b = serializers.CharField()

    return ThingSerializer


class Switched(serializers.Serializer):
    on = serializers.BooleanField(default=True)


class SwitchedRequestSerializer(serializers.Serializer):
    name = serializers.CharField()


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param({"request": ThingSerializer, "responses": other_thing()}, id="two classes"),
        pytest.param(
            {"request": Switched, "responses": {201: Switched, 400: SwitchedRequestSerializer}},
            id="a request of another shape",
        ),
    ],
)
def test_two_serializers_of_one_name_are_an_error(pair: dict[str, Any]) -> None:
    class ThingEndpoint(JSONView):
        public = frozenset({"POST"})

        @extend_schema(**pair)
        def post(self, request): ...

    (found,) = build(ThingEndpoint).findings
    assert (found.level, found.id, found.operation) == ("error", "drf-spectacular", "POST /0/")
    assert "identical names" in found.message
    assert found.hint.startswith("Rename one of the two serializers, or write")


class Colours(serializers.Serializer):
    colour = serializers.ChoiceField(["red", "blue"])


class MoreColours(serializers.Serializer):
    paint = serializers.ChoiceField(["red", "blue"])
    colour = serializers.ChoiceField(["red"])


def test_a_name_of_choices_is_given_in_the_settings() -> None:
    hooks = ["drf_spectacular.hooks.postprocess_schema_enums"]
    every = view(responses={200: Colours, 400: MoreColours})
    publication = build(every, POSTPROCESSING_HOOKS=hooks)
    hints = [found.hint for found in publication.findings if found.id == "drf-spectacular"]
    assert hints
    assert set(hints) == {'Name the choices in SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"].'}
