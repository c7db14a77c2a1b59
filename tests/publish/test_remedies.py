"""Findings about arguments of `@extend_schema` that are of another kind name the right one."""

from __future__ import annotations

import json
from pathlib import Path
from types import GenericAlias
from typing import Any, TypedDict

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import override_settings
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)
from rest_framework import generics, serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.versioning import AcceptHeaderVersioning

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
        ((Fields,), "Write Fields(many=True);"),
        ({200: (Fields,)}, "Write Fields(many=True);"),
        ([Fields(many=True)], "Write Fields(many=True);"),
        ([OpenApiResponse(TeamResponse)], "Write list[TeamResponse];"),
        ([OpenApiResponse(Theirs)], BASES),
        (HttpResponse, "Write the type of the body: TeamResponse; a HttpResponse is not one."),
        (Response, "Write the type of the body: TeamResponse; a Response is not one."),
        ("TeamReply", "Write the type itself;"),
        ({200: "The team."}, "Write the type itself; a text is the description of an"),
        (200, "Write a dict from statuses to types: responses={200: TeamResponse}."),
        ({200}, "Write a dict from statuses to types:"),
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
        "tuple",
        "tuple by status",
        "list of a list serializer",
        "list of a response",
        "list of a response of another serializer",
        "response of Django",
        "response of REST framework",
        "name",
        "text",
        "status",
        "statuses",
    ],
)
def test_a_body_that_drf_spectacular_does_not_understand(declared: Any, hint: str) -> None:
    (found,) = with_rule("response-schema", view(responses=declared))
    assert (found.id, found.operation) == ("response-schema", "GET /0/")
    assert found.hint.startswith(hint)


def test_a_generic_response_of_rest_framework() -> None:
    alias = GenericAlias(Response, (TeamResponse,))
    found = finding(view(responses=alias))
    assert (found.id, found.line) == ("unsupported-type", LINE)
    assert found.message == "rest_framework.response.Response is not the type of a body"
    assert found.hint == f"Name the type itself: {__package__}.building.TeamResponse."


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


# ---------------------------------------------------------------- bodies of requests


def posting(request: Any) -> Any:
    class TeamsEndpoint(JSONView):
        public = frozenset({"POST"})

        @extend_schema(request=request, responses={201: TeamResponse})
        def post(self, request): ...

    return TeamsEndpoint


MANY = "Write Fields(many=True); a list that holds a type is not a type."
REQUESTS = {
    "list": ([Fields], MANY),
    "tuple": ((Fields,), MANY),
    "list serializer": ([Fields(many=True)], MANY),
    "by media type": ({"application/json": [Fields]}, MANY),
    "with examples": ({"application/json": OpenApiRequest([Fields])}, MANY),
    "list of a type": ([TeamResponse], "Write list[TeamResponse];"),
    "serializer of another class": (Theirs, BASES),
}


@pytest.mark.parametrize(("request_", "hint"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_that_drf_spectacular_does_not_understand(request_: Any, hint: str) -> None:
    (found,) = with_rule("request-body", posting(request_))
    assert (found.id, found.operation) == ("request-body", "POST /0/")
    assert found.hint.startswith(hint)
    message = finding(posting(request_))
    assert message.id == "drf-spectacular"
    assert message.hint == found.hint


def test_a_list_of_a_serializer_as_a_type() -> None:
    found = finding(posting(list[Fields]))
    assert found.id == "unsupported-type"
    assert found.hint.endswith("or use the serializer alone: Fields(many=True) for a list.")


def test_a_request_in_whose_operation_the_response_is_wrong_too() -> None:
    @extend_schema(request=[Fields], responses={201: [TeamResponse]})
    class Both(posting(None)):  # type: ignore[misc]
        def post(self, request): ...

    hints = {each.hint for each in build(Both).findings}
    assert hints == {MANY, "Write list[TeamResponse]; a list that holds a type is not a type."}


# ---------------------------------------------------------------- other arguments


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
        (
            {"parameters": Fields},
            "its parameters are not a list",
            "Write parameters=[OpenApiParameter(...)], also for one.",
        ),
        (
            {"callbacks": "paid"},
            "its callbacks are not a list",
            "Write callbacks=[OpenApiCallback(...)], also for one.",
        ),
        (
            {"versions": "v1"},
            "its versions are 'v1', not a list of versions",
            'Write versions=["v1"].',
        ),
        (
            {"versions": 3},
            "its versions are 3, not a list of versions",
            'Write versions=["v1"].',
        ),
        (
            {"extensions": ["x-sunset"]},
            "its extensions are not a dict",
            'Write extensions={"x-...": ...}.',
        ),
    ],
    ids=[
        "one",
        "dict",
        "tuple",
        "dicts",
        "of a response",
        "parameter",
        "serializer",
        "callbacks",
        "version",
        "number of a version",
        "extensions",
    ],
)
def test_an_argument_that_is_not_a_list(said: dict[str, Any], message: str, hint: str) -> None:
    found = finding(view(**said))
    assert (found.id, found.message, found.hint) == ("view-failed", message, hint)
    assert (found.operation, found.file, found.line) == ("GET /0/", __file__, LINE)


@pytest.mark.parametrize(
    "parameter", [Fields(many=True), "slug", {"name": "slug", "in": "query"}], ids=type
)
def test_a_parameter_of_another_kind(parameter: Any) -> None:
    cls = view(parameters=[parameter], responses=[TeamResponse])
    # The rule reports the response, and says nothing of the parameter.
    found = [each for each in with_rule("response-schema", cls) if each.id == "drf-spectacular"]
    assert [each.hint for each in found] == [
        "Write OpenApiParameter(...), or a serializer without many=True: each of its fields is a "
        "parameter."
    ]


def test_a_parameter_of_an_unknown_type() -> None:
    found = finding(view(parameters=[OpenApiParameter("slug", "string")]))
    assert (found.id, found.operation) == ("drf-spectacular", "GET /0/")
    assert found.hint.startswith("Write a type as the `type` of the OpenApiParameter, such as int")


def test_a_parameter_at_an_unknown_place() -> None:
    found = finding(view(parameters=[OpenApiParameter("slug", str, "querry")]))
    message = "it is 'querry', which is not one of query, querystring, path, header, cookie"
    assert (found.id, found.path, found.message) == ("malformed", "parameters.0.in", message)
    assert found.hint.endswith("such as OpenApiParameter.QUERY.")
    assert (found.operation, found.line) == ("GET /0/", LINE)


class Reading(serializers.Serializer):
    anything = serializers.ReadOnlyField()
    missing = serializers.SerializerMethodField()


@extend_schema_view(gett=extend_schema(responses=TeamResponse))
@extend_schema(operation_id="Retrieve a Team", responses=Reading, extensions={"sunset": ""})
class Decorated(JSONView):  # the view
    public = frozenset({"GET"})
    owner = "team-x"

    def get(self, request): ...


def test_messages_about_decorators_and_fields() -> None:
    found = [each for each in build(Decorated).findings if each.id == "drf-spectacular"]
    line = (
        Path(__file__).read_text().splitlines().index("class Decorated(JSONView):  # the view") + 1
    )
    of_view = {each.hint for each in found if (each.line, each.owner) == (line, "team-x")}
    assert of_view >= {
        "Write the operation_id of each method: above the method, or in "
        "@extend_schema_view(get=extend_schema(operation_id=...)).",
        "Name a method of the view, such as get or list, or remove it.",
    }
    assert {each.hint for each in found} >= {
        "Write the method, or remove the field.",
        'Write extensions={"x-...": ...}.',
    }


DOCS = 'Write a URL in @extend_schema: external_docs="https://...".'
TAGS = 'Write a list of one name in @extend_schema: tags=["Teams"].'


@pytest.mark.parametrize(
    ("said", "path", "hint"),
    [
        ({"tags": "Teams"}, "tags", TAGS),
        ({"tags": {"Teams"}}, "tags", TAGS),
        ({"tags": [1]}, "tags.0", TAGS),
        (
            {"operation_id": 3},
            "operationId",
            'Write a sentence in @extend_schema: operation_id="Retrieve a Team".',
        ),
        ({"description": 3}, "description", 'Write a text in @extend_schema: description="...".'),
        ({"deprecated": "yes"}, "deprecated", "Write deprecated=True in @extend_schema."),
        ({"external_docs": 3}, "externalDocs", DOCS),
        ({"external_docs": {"url": 3}}, "externalDocs.url", DOCS),
        ({"auth": "key"}, "security", 'Write a list in @extend_schema: auth=[{"tokenAuth": []}].'),
    ],
    ids=str,
)
def test_an_argument_of_another_type(said: dict[str, Any], path: str, hint: str) -> None:
    found = finding(view(**said))
    assert (found.id, found.path, found.hint) == ("malformed", path, hint)
    assert (found.operation, found.line) == ("GET /0/", LINE)


@pytest.mark.parametrize(
    "said",
    [{"operation_id": None}, {"tags": None}, {"methods": ("get",)}, {"methods": None}],
    ids=str,
)
def test_an_argument_that_is_as_if_left_out(said: dict[str, Any]) -> None:
    assert build(view(**said)).document["paths"] == build(view()).document["paths"]


class Versioned(JSONView):
    versioning_class = AcceptHeaderVersioning
    public = frozenset({"GET"})

    @extend_schema(versions="v10", operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request): ...


def test_a_version_inside_of_a_text() -> None:
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "off"}, "API_VERSION": "v1"}):
        found = finding(Versioned)
    assert (found.id, found.path, found.hint) == (
        "malformed",
        "versions",
        'Write versions=["v10"].',
    )
    assert (found.operation, found.file) == ("GET /0/", __file__)


@pytest.mark.parametrize("methods", ["GET", "get"])
def test_methods_that_are_not_a_list(methods: str) -> None:
    # Without its decorator, drf-spectacular says that it guesses.
    found = {each.id: each for each in build(view(methods=methods)).findings}
    assert found["malformed"].path == "methods"
    assert found["malformed"].hint == 'Write methods=["GET"].'
    assert found["malformed"].line == LINE


def test_what_a_lost_decorator_says_is_not_missed() -> None:
    with override_settings(TYPED_RESPONSES={}):
        ids = {each.id for each in build(view(methods="GET")).findings}
    assert ids == {"malformed"}


def test_tags_in_a_tuple() -> None:
    assert build(view(tags=("Teams",))).document["paths"]["/0/"]["get"]["tags"] == ["Teams"]


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


class TheirSerializer(serializers.BaseSerializer[Any]):
    def serialize(self, obj: Any) -> TeamResponse: ...


def test_the_remedy_for_serialize_of_a_drf_serializer_names_its_base() -> None:
    (found,) = with_rule("title", view(responses=TheirSerializer, operation_id="Show a Team"))
    assert found.id == "missing-annotation"
    assert found.hint.startswith(f'Add "{__name__}.TheirSerializer" to TYPED_RESPONSES')
