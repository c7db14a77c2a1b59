"""A build reports all findings at once, and never a traceback."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Annotated, Any, Literal, TypedDict

import pytest
from annotated_types import Predicate
from django.contrib.auth.models import User
from django.test import override_settings
from django.urls import path
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema as PlainAutoSchema
from drf_spectacular.settings import spectacular_settings
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, serializers
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.renderers import JSONRenderer
from rest_framework.schemas.openapi import AutoSchema as CoreAutoSchema

from drf_typed_responses.exceptions import GenerationError, SettingsError
from drf_typed_responses.publish import build as build_project
from drf_typed_responses.serializers import Component, Private, Serializer

from .building import NO_RULES, JSONView, TeamResponse, TeamView, build, finding, project, published

HOOKS = ["drf_spectacular.hooks.postprocess_schema_enums"]


class Odd(TypedDict):
    values: list[deque[int]]


class Unannotated(Serializer):
    def serialize(self, obj, attrs, user, **kwargs): ...


def get_only(responses: Any, **more: Any) -> type[JSONView]:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses=responses, **more)
        def get(self, request): ...

    return XView


def test_a_type_that_is_refused() -> None:
    found = finding(get_only(Odd))
    assert (found.level, found.id) == ("error", "unsupported-type")
    assert found.operation == "GET /0/"
    assert found.path == "Odd.values[]"
    assert found.file == __file__
    assert found.line is not None
    assert found.hint


class LowerCase(TypedDict):
    slug: Annotated[str, Predicate(str.islower)]


def test_metadata_that_the_schema_cannot_express() -> None:
    found = finding(get_only(LowerCase))
    assert (found.level, found.id) == ("info", "metadata")
    assert found.operation == "GET /0/"
    assert found.path == "LowerCase.slug"
    assert found.message == "the schema does not say annotated_types.Predicate"
    assert found.file == __file__
    assert found.line is not None


def test_a_serializer_without_annotation() -> None:
    found = finding(get_only(Unannotated))
    assert found.id == "missing-annotation"
    assert found.line == Unannotated.serialize.__code__.co_firstlineno


def test_what_drf_spectacular_says() -> None:
    class NoSerializer(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

    found = finding(NoSerializer)
    assert (found.level, found.id) == ("error", "drf-spectacular")
    assert found.message.startswith("unable to guess serializer")
    assert found.path == "NoSerializer"
    line = Path(__file__).read_text(encoding="utf-8").splitlines()[(found.line or 0) - 1]
    assert (found.file, line) == (__file__, "    class NoSerializer(JSONView):")


def test_addresses_in_memory_are_removed_from_messages() -> None:
    messages = [f.message for f in build(get_only({200: lambda: 1})).findings]
    assert [m for m in messages if "could not resolve" in m]
    assert not [m for m in messages if " at 0x" in m]


class Owned(JSONView):
    owner = "team-x"

    def get(self, request): ...


class OwnedAndMade(Owned):
    public = frozenset({"GET"})

    def __init__(self, **kwargs: Any) -> None:
        raise LookupError("no database here")


class OwnedAndExcluded(Owned):
    public = frozenset({"GET"})

    @extend_schema(exclude=True)
    def get(self, request): ...


OWNED = {
    "drf-spectacular": {"public": frozenset({"GET"})},
    "public-methods": {"public": "GET"},
    "excluded": {"public": frozenset({"GET"}), "schema": None},
    "schema-class": {"public": frozenset({"GET"}), "schema": PlainAutoSchema()},
}


@pytest.mark.parametrize(
    ("id", "view"),
    [
        *((id, type("X", (Owned,), declared)) for id, declared in OWNED.items()),
        ("view-failed", OwnedAndMade),
        ("excluded", OwnedAndExcluded),
    ],
)
def test_a_finding_has_owner_place_and_remedy(id: str, view: Any) -> None:
    found = finding(view)
    assert (found.id, found.owner) == (id, "team-x")
    assert found.file == __file__
    assert found.hint


def owned(**declared: Any) -> Any:
    """A function view whose owner and `public` are set on the function."""

    @api_view(["GET"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    for name, value in {"owner": "team-x", **declared}.items():
        setattr(team, name, value)
    return team


class AnyOwner(Owned):
    public = frozenset({"GET"})
    owner = None


@pytest.mark.parametrize(
    "view",
    [
        owned(public={"GET"}),
        owned(public="GET"),
        owned(public={"GET"}, public_urls={"/y/"}),
        OwnedAndExcluded.as_view(),
        AnyOwner.as_view(owner="team-x"),
    ],
    ids=["public", "wrong public", "wrong URL", "excluded", "on the route"],
)
def test_an_owner_on_a_function_or_a_route(view: Any) -> None:
    assert {each.owner for each in build(path("x/", view)).findings} == {"team-x"}


def test_what_drf_spectacular_says_is_of_the_operation_it_looks_at() -> None:
    class Guessed(JSONView):
        public = frozenset({"GET"})

        def get(self, request): ...

    assert [f.operation for f in build(TeamView, Guessed).findings] == ["GET /1/"]


def test_a_hint_that_is_refused_is_an_error_and_no_string() -> None:
    class X(serializers.Serializer):
        ids = serializers.SerializerMethodField()

        def get_ids(self, obj) -> deque[int]: ...

    found = finding(get_only({200: X}))
    assert found.id == "unsupported-type"
    assert found.file == __file__
    assert found.line == X.get_ids.__code__.co_firstlineno


def test_a_type_refused_in_several_operations_is_found_in_each() -> None:
    class Holder(TypedDict):
        odd: Odd

    views = [get_only(Odd), get_only(list[Odd]), get_only(Odd), get_only(Holder)]
    found = build(*views).findings
    assert [(finding.operation, finding.path) for finding in found] == [
        ("GET /0/", "Odd.values[]"),
        ("GET /1/", "[].values[]"),
        ("GET /2/", "Odd.values[]"),
        ("GET /3/", "Holder.odd.values[]"),
    ]


def test_a_field_refused_in_a_serializer_is_found_in_each_operation() -> None:
    class X(serializers.Serializer):
        ids = serializers.SerializerMethodField()

        def get_ids(self, obj) -> deque[int]: ...

    class Holder(serializers.Serializer):
        x = X()

    found = build(get_only({200: X}), get_only({200: Holder}), get_only({200: Holder})).findings
    assert [finding.operation for finding in found] == ["GET /0/", "GET /1/", "GET /2/"]
    assert {finding.line for finding in found} == {X.get_ids.__code__.co_firstlineno}


def test_hints_are_ours_in_the_public_document() -> None:
    class X(serializers.Serializer):
        team = serializers.SerializerMethodField()

        def get_team(self, obj) -> TeamResponse: ...

    schemas = published(get_only({200: X})).document["components"]["schemas"]
    assert schemas["X"]["properties"]["team"] == {
        "allOf": [{"$ref": "#/components/schemas/TeamResponse"}],
        "readOnly": True,
    }


def test_private_fields_leave_no_trace() -> None:
    class Marked(TypedDict):
        """A team."""

        id: str
        token_of_the_team: Private[str]

    publication = published(get_only(Marked))
    assert "token_of_the_team" not in str(publication)


class Fails(JSONView):
    public = frozenset({"GET"})
    queryset = None

    @property
    def pagination_class(self) -> Any:
        raise LookupError("no settings here")

    @extend_schema(responses=list[TeamResponse])
    def get(self, request): ...


class FailsInit(JSONView):
    public = frozenset({"GET"})

    def __init__(self, **kwargs: Any) -> None:
        raise LookupError("no database here")


class FailsInField(serializers.Serializer):
    def get_fields(self) -> Any:
        raise LookupError("no fields here")


@pytest.mark.parametrize(
    ("view", "message"),
    [
        (FailsInit, "no database here"),
        (get_only({200: FailsInField}), "no fields here"),
    ],
)
def test_an_exception_of_a_view_is_a_finding(view: Any, message: str) -> None:
    publication = build(view, TeamView)
    (found,) = publication.findings
    assert found.id == "view-failed"
    assert found.message.startswith("LookupError")
    assert found.message.endswith(message)
    assert found.file == __file__
    # The findings of the other views are reported, and none is attributed to the failed one.
    assert list(publication.document["paths"]) == ["/1/"]
    assert finding(get_only(Unannotated)).path == "Unannotated.serialize"


def raising(name: str) -> type[generics.ListCreateAPIView]:
    """A public view of which an attribute or a method raises an exception of the project."""

    def fails(self: Any, *given: Any, **named: Any) -> Any:
        raise LookupError("no database here")

    class XView(generics.ListCreateAPIView):
        public = frozenset({"GET", "POST"})
        serializer_class = serializers.Serializer
        queryset = User.objects.all()
        renderer_classes = JSONView.renderer_classes

    setattr(XView, name, fails if name.startswith("get_") else property(fails))
    return XView


MEMBERS = (
    *("serializer_class", "queryset", "pagination_class", "filter_backends", "parser_classes"),
    *("renderer_classes", "authentication_classes", "permission_classes", "get_serializer"),
    *("get_serializer_class", "get_parsers", "get_renderers", "get_authenticators"),
    *("get_permissions", "get_queryset", "get_serializer_context", "filterset_class"),
)


@pytest.mark.parametrize("name", MEMBERS)
def test_a_member_of_a_view_that_raises_ends_no_build(name: str) -> None:
    """Neither the generation nor a rule asks such a member without need."""
    with project(raising(name), TeamView), override_settings(TYPED_RESPONSES={}):
        publication = build_project()
    assert "/1/" in publication.document["paths"]
    failed = [found for found in publication.findings if "LookupError" in found.message]
    assert {(found.id, found.file) for found in failed} <= {("view-failed", __file__)}


def test_all_findings_at_once() -> None:
    class Wrong(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses=Odd)
        def get(self, request): ...

    ids = [f.id for f in build(Wrong, get_only(Unannotated), FailsInit).findings]
    assert sorted(ids) == [
        "missing-annotation",
        "public-methods",
        "unsupported-type",
        "view-failed",
    ]


@pytest.mark.parametrize("schema_class", [PlainAutoSchema, CoreAutoSchema])
def test_a_view_whose_schema_is_not_ours(schema_class: Any) -> None:
    class XView(JSONView):
        public = frozenset({"GET"})
        schema = schema_class()

        def get(self, request): ...

    publication = build(XView)
    (found,) = publication.findings
    assert found.id == "schema-class"
    assert found.operation == "GET /0/"
    assert publication.document["paths"] == {}


def test_one_name_for_two_types_is_a_warning() -> None:
    one = TypedDict("Same", {"a": int})  # noqa: UP013
    two = TypedDict("Same", {"b": int})  # noqa: UP013
    one.__qualname__ = "First.Same"

    class XView(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses=one)
        def get(self, request): ...

        @extend_schema(request=None, responses=two)
        def put(self, request): ...

    (found,) = build(XView).findings
    assert (found.level, found.id) == ("warning", "name-collision")
    assert found.file == __file__
    assert found.line is not None


def test_one_name_beside_two_types_has_a_place() -> None:
    class XView(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses=list[Annotated[int, Component("Same")]])
        def get(self, request): ...

        @extend_schema(request=None, responses=list[Annotated[str, Component("Same")]])
        def put(self, request): ...

    (found,) = build(XView).findings
    assert (found.id, found.file, bool(found.line)) == ("name-conflict", __file__, True)


def test_one_name_given_to_two_types_is_an_error() -> None:
    @Component("Same")
    class One(TypedDict):
        a: int

    @Component("Same")
    class Two(TypedDict):
        b: int

    class XView(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses=One)
        def get(self, request): ...

        @extend_schema(request=None, responses=Two)
        def put(self, request): ...

    assert "name-conflict" in [found.id for found in build(XView).findings]


def test_a_reference_that_leads_nowhere() -> None:
    raw = {"$ref": "#/components/schemas/Nobody"}
    found = finding(get_only({200: raw}))
    assert found.id == "unresolved-reference"
    assert found.operation == "GET /0/"
    assert "#/components/schemas/Nobody" in found.message
    assert found.file == __file__
    assert found.line


def test_an_expansion_that_would_explode() -> None:
    """A chain of types that each hold the next one twice."""
    link: Any = str
    for number in range(30, 0, -1):
        link = TypedDict(f"Link{number}", {"one": link, "two": link})  # noqa: UP013
    found = finding(get_only(link))
    assert (found.level, found.id) == ("error", "expansion")
    assert found.path.startswith("components.schemas.Link")


def test_two_sentences_that_make_one_token() -> None:
    class XView(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(operation_id="List Teams", responses=TeamResponse)
        def get(self, request): ...

        @extend_schema(operation_id="List teams!", request=None, responses=TeamResponse)
        def put(self, request): ...

    found = finding(XView)
    assert (found.level, found.id, found.operation) == ("error", "repeated-id", "PUT /0/")
    assert (found.file, found.line) == (__file__, XView.put.__code__.co_firstlineno)


def test_literals_of_one_property_name_set_off_nothing() -> None:
    class One(TypedDict):
        status: Literal["a", "b"]

    class Two(TypedDict):
        status: Literal["a", "c"]

    class XView(JSONView):
        public = frozenset({"GET", "PUT"})

        @extend_schema(responses=One)
        def get(self, request): ...

        @extend_schema(request=None, responses=Two)
        def put(self, request): ...

    published(XView)


def status_of(name: str, hint: Any) -> Any:
    def get_status(self, obj): ...

    get_status.__annotations__["return"] = hint
    fields = {"status": serializers.SerializerMethodField(), "get_status": get_status}
    return type(name, (serializers.Serializer,), fields)


def test_literals_of_serializer_methods_set_off_nothing() -> None:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(
            responses={
                200: status_of("One", Literal["a", "b"]),
                201: status_of("Two", Literal["a", "c"]),
                202: status_of("Three", Literal["a", "b"]),
                203: status_of("Four", list[Literal["a", "b"]]),
                206: status_of("Five", Literal["a", "b"] | None),
            }
        )
        def get(self, request): ...

    schemas = published(XView, POSTPROCESSING_HOOKS=HOOKS).document["components"]["schemas"]
    assert schemas["One"]["properties"]["status"] == {
        "type": "string",
        "enum": ["a", "b"],
        "readOnly": True,
    }


# ---------------------------------------------------------------- settings


def hook_raises(origin: Any, args: Any, context: Any) -> Any:
    raise LookupError("no rates")


def hook_of_nonsense(origin: Any, args: Any, context: Any) -> Any:
    return "string" if origin is deque else None


def hook_of_deques(origin: Any, args: Any, context: Any) -> Any:
    return {"type": "array", "items": context.schema(*args)} if origin is deque else None


def settings_of(**settings: Any) -> Any:
    return override_settings(TYPED_RESPONSES={**NO_RULES, **settings})


def test_a_hook_teaches_a_form() -> None:
    with settings_of(TYPE_HOOKS=[f"{__name__}.hook_of_deques"]):
        published(get_only(Odd))


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        ("hook_raises", "LookupError: no rates"),
        ("hook_of_nonsense", "returned str"),
    ],
)
def test_a_broken_hook_is_a_finding(hook: str, words: str) -> None:
    with settings_of(TYPE_HOOKS=[f"{__name__}.{hook}"]):
        found = finding(get_only(Odd))
    assert found.id == "type-hook"
    assert words in found.message
    assert f"{__name__}.{hook}" in found.message


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            {"OUTPUT": "x"},
            'unknown setting TYPED_RESPONSES["OUTPUT"]; did you mean OUT? Known: ACCEPTED, ',
        ),
        ({"OUT": 3}, 'TYPED_RESPONSES["OUT"] must be a path'),
        ({"TYPE_HOOKS": "a.b"}, "must be a list of dotted paths"),
        ({"TYPE_HOOKS": ["nowhere.hook"]}, "nowhere.hook cannot be imported"),
        ({"TYPE_HOOKS": ["hook"]}, "hook cannot be imported"),
        ({"TYPE_HOOKS": ["sys.path"]}, "sys.path is not callable"),
        ({"SERIALIZER_BASES": ["nowhere.Base"]}, "nowhere.Base cannot be imported"),
        ({"SERIALIZER_BASES": ["sys.path"]}, "sys.path is not a class"),
        ({"KEEP_OPERATION_IDS": "yes"}, "must be True or False"),
        ({"CONTRACT_ADDITIVE": "error"}, 'must be "report" or "fail", not \'error\''),
        ({"NULLS": "short"}, 'must be "exact" or "plain", not \'short\''),
        ({"CONTRACT_ADDITIVE": True}, 'must be "report" or "fail", not True'),
        (["OUT"], "TYPED_RESPONSES is a list"),
    ],
)
def test_wrong_settings(settings: Any, words: str) -> None:
    with override_settings(TYPED_RESPONSES=settings), pytest.raises(SettingsError) as caught:
        build(get_only(Serializer))
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"OAS_VERSION": "2.0"}, "is '2.0'; write"),
        ({"OAS_VERSION": 3.1}, 'is 3.1; write "3.0.3", "3.1.0" or "3.2.0"'),
    ],
)
def test_wrong_settings_of_drf_spectacular(settings: Any, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        build(TeamView, **settings)
    assert words in str(caught.value)


class FailingGenerator(SchemaGenerator):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        raise LookupError("no settings here")


def test_a_generator_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectacular_settings, "DEFAULT_GENERATOR_CLASS", FailingGenerator)
    with pytest.raises(GenerationError, match="LookupError: no settings here"):
        build(TeamView)


# ---------------------------------------------------------------- no document


def failing_hook(**kwargs: Any) -> Any:
    raise LookupError("no endpoints")


def test_a_urlconf_that_cannot_be_imported() -> None:
    with (
        override_settings(ROOT_URLCONF="nowhere.urls"),
        pytest.raises(GenerationError, match="No module named 'nowhere'"),
    ):
        build_project()


@pytest.mark.parametrize("hooks", ["PREPROCESSING_HOOKS", "POSTPROCESSING_HOOKS"])
def test_a_hook_of_drf_spectacular_that_fails(hooks: str) -> None:
    settings = {hooks: [f"{__name__}.failing_hook"]}
    with project(TeamView, **settings), pytest.raises(GenerationError, match="no endpoints"):
        build_project()


def forgetful_hook(**kwargs: Any) -> Any: ...


@pytest.mark.parametrize(
    ("hooks", "returned"),
    [("PREPROCESSING_HOOKS", "endpoints"), ("POSTPROCESSING_HOOKS", "document")],
)
def test_a_hook_of_drf_spectacular_that_returns_nothing(hooks: str, returned: str) -> None:
    named = f"the hook {__name__}.forgetful_hook of {hooks} returned None; it must return the"
    with project(TeamView, **{hooks: [f"{__name__}.forgetful_hook"]}):
        with pytest.raises(GenerationError, match=f"{named} {returned}$"):
            build_project()
        assert getattr(spectacular_settings, hooks) == [forgetful_hook]


def test_a_build_that_fails_leaves_nothing_to_the_next() -> None:
    """drf-spectacular traces the current view, and clears its trace only without an exception."""
    with settings_of(SERIALIZER_BASES=["nowhere.Base"]), pytest.raises(SettingsError):
        build(get_only(Serializer))
    assert GENERATOR_STATS._traces == []


def test_samples_are_written_as_drf_renders_them() -> None:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from drf_typed_responses.publish.rendering import rendered

    value = {"day": date(2026, 1, 2), "id": UUID(int=1), "price": Decimal("1.5")}
    view = get_only(TeamResponse, examples=[OpenApiExample("A", value=value)])
    text = rendered(build(view).document).decode()
    assert '"day": "2026-01-02"' in text
    assert '"id": "00000000-0000-0000-0000-000000000001"' in text
