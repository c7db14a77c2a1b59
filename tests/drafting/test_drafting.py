"""Types and samples that fit the recordings, and contain none of their secrets."""

from __future__ import annotations

import io
import json
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.mixins import ListModelMixin
from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.exchange import Exchange, Sent
from drf_typed_responses.conformance.recording import (
    Recorder,
    Recording,
    RecordingError,
    empty_folder,
    recorded,
)
from drf_typed_responses.drafting.beside import View
from drf_typed_responses.drafting.draft import Draft, draft
from drf_typed_responses.drafting.key_kinds import Place
from drf_typed_responses.drafting.missing_parts import undrafted
from drf_typed_responses.drafting.observations import observed
from drf_typed_responses.drafting.python_source import TypedDictWriter
from drf_typed_responses.drafting.sample_bodies import sample_of
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish import build as build_project
from drf_typed_responses.publish.selection import Unpublished
from drf_typed_responses.responses import Page
from drf_typed_responses.validation import Validator
from publish.building import project

REF = "#/components/schemas/"
ANNOTATIONS = [
    (["a", "b"], "str"),
    ([1, 2], "int"),
    ([1, 0.5], "float"),
    ([True], "bool"),
    ([True, 1], "int | bool"),
    (["a", None], "str | None"),
    ([None], "None"),
    ([["a"], []], "list[str]"),
    ([[]], "list[Any]"),
    ([{}], "dict[str, Any]"),
    ([{"1": 5, "2": 6}], "dict[str, int]"),
    (["2026-01-31T00:00:00Z"], "datetime"),
    (["2026-01-31", "2026-02-01"], "date"),
    (["2026-01-31", "later"], "str"),
    (["123e4567-e89b-12d3-a456-426614174000"], "UUID"),
    (["a"] * 4 + ["b"] * 4, "str"),
    ([{"a": 1}], "Thing"),
    ([{"a": 1}, "x", None], "str | Thing | None"),
    ([[{"a": 1}]], "list[ThingResponse]"),
]


@pytest.mark.parametrize(("values", "annotation"), ANNOTATIONS)
def test_the_annotation_of_values(values: list[Any], annotation: str) -> None:
    assert TypedDictWriter().annotation(observed(values), "Thing") == annotation


CHOICES = [
    ("state", ["a"] * 4 + ["b"] * 4, (), 'Literal["a", "b"]'),
    ("orderStatus", ["a", "b"] * 4, (), 'Literal["a", "b"]'),
    ("state", ["a"] * 4 + ["b"] * 3, (), "str"),
    ("state", ["a"] * 9, (), "str"),
    ("state", ["A1", "B2"] * 9, (), "str"),
    ("state", [f"a{'b' * number}" for number in range(9)] * 4, (), "str"),
    ("winner", ["ada", "mary"] * 9, (), "str"),
    ("speed", ["F1", "S2"] * 4, ("F1", "S2"), 'Literal["F1", "S2"]'),
    ("speed", ["F1", "S2"] * 4, ("F1",), "str"),
    ("speed", ["F1", "S2"] * 3, ("F1", "S2"), "str"),
    ("username", ["admin", "staff"] * 4, ("admin", "staff"), "str"),
]


@pytest.mark.parametrize(("key", "values", "words", "annotation"), CHOICES)
def test_few_texts_that_are_no_data_are_a_literal(
    key: str, values: list[str], words: tuple[str, ...], annotation: str
) -> None:
    writer = TypedDictWriter(words=words)
    place = Place().below(key)
    assert writer.annotation(observed(values), "Thing", place) == annotation


def classes(*values: Any) -> str:
    writer = TypedDictWriter()
    writer.annotation(observed(list(values)), "TeamResponse")
    return writer.source()


def test_keys_that_some_objects_lack_are_not_required() -> None:
    assert classes({"id": 1, "a": None}, {"id": 2}) == (
        "class TeamResponse(TypedDict):\n    id: int\n    a: NotRequired[None]"
    )


def test_inner_objects_are_named_after_their_field() -> None:
    value = {"lead": {"id": 1}, "projects": [{"slug": ""}], "categories": [{"n": 0.5}]}
    assert re.findall(r"class (\w+)", classes(value)) == [
        "LeadResponse",
        "ProjectResponse",
        "CategoryResponse",
        "TeamResponse",
    ]


def test_equal_objects_share_a_class() -> None:
    assert classes({"lead": {"id": 1}, "owner": {"id": 2}}).count("class ") == 2


def test_names_of_people_are_not_literals() -> None:
    assert "username: str" in classes(*[{"username": name} for name in ["ada", "mary"] * 8])


def test_keys_that_are_not_identifiers() -> None:
    assert '"__typename": str' in classes({"__typename": "Team"})
    assert classes({"class": 1, "user name": ""}) == (
        "TeamResponse = TypedDict(\n"
        '    "TeamResponse",\n'
        "    {\n"
        '        "class": int,\n'
        '        "user name": str,\n'
        "    },\n"
        ")"
    )


def test_texts_with_control_characters_are_escaped() -> None:
    assert r"'user\tname': str" in classes({"id": 1, "user\tname": ""})
    values, words = observed(["a\nb", "c"] * 4), ("a\nb", "c")
    annotation = TypedDictWriter(words=words).annotation(values, "Thing", Place().below("speed"))
    assert annotation == r"""Literal['a\nb', "c"]"""


def test_the_fullest_body_is_the_sample() -> None:
    bodies = [{"a": None, "b": []}, {"a": {"c": 1}, "b": [1, 2, 3]}, {}]
    assert sample_of(bodies, attributes="abc") == {
        "a": {"c": 1},
        "b": [1, 2],
    }


# ---------------------------------------------------------------- recordings


def exchange(body: Any, route: str = "teams/<slug:team_slug>/", status: int = 200) -> Exchange:
    headers = {"Content-Type": "application/json"}
    return Exchange("GET", route, status, headers, json.dumps(body).encode())


@pytest.mark.parametrize("body", [b"[NaN]", b"[" * 100_000], ids=["not a number", "too deep"])
def test_what_is_no_json_or_too_deep_is_not_recorded(tmp_path: Path, body: bytes) -> None:
    """`apidocs draft` would write a NaN as a name that Python does not know."""
    recorder = Recorder(tmp_path)
    recorder.add(Exchange("GET", "x/", 200, {"Content-Type": "application/json"}, body))
    assert list(tmp_path.glob("*.jsonl")) == []


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "new")
    for body in ({"a": 1}, {"a": 2}):
        recorder.add(exchange(body))
    recorder.add(exchange({"detail": ""}, status=404))
    recorder.add(exchange({}, route="other/"))
    recorder.add(Exchange("GET", "x/", 200, {"Content-Type": "text/html"}, b"<p>"))
    found = recorded(tmp_path / "new", "GET /teams/{team_slug}/")
    assert found.bodies == {200: [{"a": 1}, {"a": 2}], 404: [{"detail": ""}]}


REFUSED = [
    ("GET /nowhere/", "no response of GET /nowhere/ is recorded in .*, GET /teams/"),
    (
        "GET /empty/",
        "every recorded body of GET /empty/ is empty; add a test that gets a body with values",
    ),
    ("GET /failing/", "no success of GET /failing/ is recorded, only 404"),
    ("GET /api/0/organizations/", "already has a schema and a sample"),
]


@pytest.mark.parametrize(("operation", "words"), REFUSED)
def test_what_cannot_be_drafted(
    tmp_path: Path, contract: Contract, operation: str, words: str
) -> None:
    recorder = Recorder(tmp_path)
    recorder.add(exchange({}, "teams/"))
    recorder.add(exchange({}, "failing/", 404))
    recorder.add(exchange([1], "api/0/organizations/"))
    recorder.add(exchange([], "empty/"))
    with pytest.raises(RecordingError, match=words):
        draft(contract, recorded(tmp_path, operation))


# ---------------------------------------------------------------- drafts

TEAM = {
    "id": "1",
    "kind": "open",
    "made": "2026-01-31T00:00:00Z",
    "lead": {"mail": "ada@lovelace.org", "token": "abc"},
    "scores": {"1": 0.5},
}
BODIES = [
    {"2fa": {"on": True}, "id": 1},
    [TEAM, {**TEAM, "kind": "closed", "lead": None}],
    {"team": TEAM, "count": 5, "next": None},
    {"Organization": 3},
    {"1": 5},
    "text",
    [["a"], ["b"]],
]


def pasted(drafted: Draft, method: str) -> Any:
    """The view that a person makes from a draft."""
    module = ModuleType("pasted")
    sys.modules["pasted"] = module
    decorator = textwrap.indent(drafted.decorator, "    ")
    source = f'''{drafted.imports}
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView
{drafted.types}
{drafted.example}
class View(APIView):
    public = {{"{method}"}}
    renderer_classes = (JSONRenderer,)
{decorator}
    def {method.lower()}(self, request, **kwargs):
        """Say what there is."""
'''
    exec(compile(source, "pasted.py", "exec"), module.__dict__)
    return module.View  # type: ignore[attr-defined]


def undocumented(recording: Recording) -> View:
    """The private view before it is drafted; it requires an account, as the project's views do."""
    method = recording.operation.partition(" ")[0]
    handle = {method.lower(): lambda self, request, **kwargs: None}
    route = path(recording.route, type("View", (APIView,), handle).as_view())
    with project(route):
        publication = build_project(selection=Unpublished(frozenset()))
    [source] = publication.sources.values()
    [item] = publication.document["paths"].values()
    return View(source.facts, item[method.lower()])


def built(recording: Recording, tag: str = "Teams") -> tuple[Any, Publication]:
    """The documented operation of a pasted draft, and its build, which has no findings."""
    view = undocumented(recording)
    drafted = draft(Contract({"openapi": "3.0.3", "paths": {}}), recording, (tag,), view=view)
    method = recording.operation.partition(" ")[0]
    route = path(recording.route, pasted(drafted, method).as_view())
    tags = [{"name": tag, "x-sidebar-name": tag, "description": "Groups of people."}]
    with project(route, TAGS=tags), override_settings(TYPED_RESPONSES={}):
        publication = build_project()
    assert [(f.id, f.message) for f in publication.findings] == []
    [item] = publication.document["paths"].values()
    return item[method.lower()], publication


ROUTE = "teams/<slug:team_slug>/"
NAME = "/teams/{team_slug}/"


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_a_draft_passes_the_rules_and_fits_what_was_recorded(body: Any) -> None:
    operation, publication = built(Recording(f"GET {NAME}", {200: [body]}, route=ROUTE))
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Validator(publication.document)
    assert validator.violations(schema, body) == []
    assert validator.undocumented(schema, body) == []


VARIABLES = [
    ("teams/<int:pk>/", "GET /teams/{pk}/", "id", {"type": "integer"}, "The id of the team."),
    (
        "teams/<uuid:team_id>/",
        "GET /teams/{team_id}/",
        "team_id",
        {"type": "string", "format": "uuid"},
        "The team id.",
    ),
    (
        "teams/<slug:slug>/",
        "GET /teams/{slug}/",
        "slug",
        {"type": "string"},
        "The slug of the team.",
    ),
]


@pytest.mark.parametrize(("route", "name", "variable", "schema", "said"), VARIABLES)
def test_a_variable_has_the_type_of_its_converter(
    route: str, name: str, variable: str, schema: Any, said: str
) -> None:
    operation, _ = built(Recording(name, {200: [{"a": 1}]}, route=route))
    [parameter] = operation["parameters"]
    assert (parameter["name"], parameter["schema"]) == (variable, schema)
    assert parameter["description"] == said


def test_what_was_taken_is_the_request() -> None:
    sent = ({"name": "x", "size": 1, "lead": None}, {"name": "y", "tags": [], "lead": "a"})
    operation, publication = built(Recording(f"POST {NAME}", {201: [{"a": 1}]}, sent, ROUTE))
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/CreateTeamRequest"}
    assert publication.document["components"]["schemas"]["CreateTeamRequest"] == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1},
            "size": {"type": "integer"},
            "lead": {"type": "string", "nullable": True, "minLength": 1},
            "tags": {},
        },
        "required": ["lead", "name"],
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_where_nothing_was_taken_there_is_no_request(method: str) -> None:
    operation, _ = built(Recording(f"{method} {NAME}", {200: [{"a": 1}]}, route=ROUTE))
    assert "requestBody" not in operation


def test_a_view_with_a_serializer_says_its_request_by_itself() -> None:
    recording = Recording(
        "POST /teams/", {200: [{"a": 1}]}, ({"a": 1},), "teams/", has_request_serializer=True
    )
    assert "request=" not in draft(Contract({"paths": {}}), recording).text


def test_no_content() -> None:
    operation, _ = built(Recording(f"DELETE {NAME}", {204: []}, route=ROUTE))
    assert operation["responses"]["204"] == {"description": "No Content"}
    assert operation["summary"] == "Delete a Team"


REFUSALS = [
    (404, {"detail": "Not found."}, "404: RESPONSE_NOT_FOUND"),
    (400, {"name": ["Required."], "lead": {"id": ["Wrong."]}}, "400: RESPONSE_BAD_REQUEST"),
    (400, ["Wrong."], "400: RESPONSE_BAD_REQUEST"),
    (400, {"code": 5}, None),
    (404, {"error": "gone"}, None),
    (404, "gone", None),
    (418, {"detail": "A teapot."}, None),
]


@pytest.mark.parametrize(("status", "body", "words"), REFUSALS)
def test_refusals_of_the_form_that_rest_framework_gives_them(
    status: int, body: Any, words: str | None
) -> None:
    recording = Recording(f"GET {NAME}", {200: [{"a": 1}], status: [body]}, route=ROUTE)
    text = draft(Contract({"paths": {}}), recording).text
    assert re.findall(rf"{status}: \w+", text) == ([words] if words else [])
    if words:
        built(recording)


def test_a_secret_keeps_its_format_and_has_no_choices() -> None:
    body = {
        "session_state": "open",
        "token_expires": "2026-01-31T00:00:00Z",
        "session_id": "123e4567-e89b-12d3-a456-426614174000",
        "birthday": "1990-01-31",
        "pin": 1234,
    }
    other = {**body, "session_state": "closed"}
    operation, _ = built(Recording(f"GET {NAME}", {200: [body, other] * 8}, route=ROUTE))
    media = operation["responses"]["200"]["content"]["application/json"]
    [sample] = media["examples"].values()
    assert sample["value"] == {
        "session_state": "replaced",
        "token_expires": "2026-01-31T00:00:00Z",
        "session_id": "00000000-0000-4000-8000-000000000001",
        "birthday": "1980-01-31",
        "pin": 0,
    }


def test_what_stands_below_a_key_that_tells_has_no_choices() -> None:
    bodies = [{"session": {"scopes": [scope]}} for scope in ("read", "write")]
    operation, _ = built(Recording(f"GET {NAME}", {200: bodies * 8}, route=ROUTE))
    media = operation["responses"]["200"]["content"]["application/json"]
    [sample] = media["examples"].values()
    assert sample["value"] == {"session": {"scopes": ["replaced"]}}


def test_a_member_of_a_documented_enum_stays_under_a_key_that_tells() -> None:
    kind = {"type": "string", "enum": ["bearer"]}
    schema = {"type": "object", "properties": {"token_type": kind}}
    responses = {"200": {"content": {"application/json": {"schema": schema}}}}
    contract = Contract({"openapi": "3.0.3", "paths": {"/x/": {"get": {"responses": responses}}}})
    drafted = draft(contract, Recording("GET /x/", {200: [{"token_type": "bearer"}]}))
    assert '"token_type": "bearer"' in drafted.example


def test_a_sample_for_a_schema_shows_nothing_that_it_does_not_name() -> None:
    team = {"type": "object", "properties": {"id": {}, "parent": {"$ref": f"{REF}Team"}}}
    responses = {"200": {"content": {"application/json": {"schema": {"$ref": f"{REF}Team"}}}}}
    paths = {"/x/": {"get": {"responses": responses}}}
    document = {"openapi": "3.1.0", "paths": paths, "components": {"schemas": {"Team": team}}}
    contract = Contract(document, {"Team": ["nickname"]})
    body = {"id": 1, "nickname": "owls", "parent": {"id": 2, "nickname": "elders", "more": 1}}
    drafted = draft(contract, Recording("GET /x/", {200: [body]}))
    assert not re.search("nickname|more", drafted.text)


def test_ids_that_are_replaced_stay_different() -> None:
    """The rule "sample-agreement" would find one id with two slugs."""
    one, two = (f"123e4567-e89b-12d3-a456-42661417400{number}" for number in "12")
    teams = [{"id": one, "slug": "a"}, {"id": two, "slug": "b", "parent": one}]
    operation, _ = built(Recording("GET /teams/", {200: [teams]}, route="teams/"))
    media = operation["responses"]["200"]["content"]["application/json"]
    [sample] = media["examples"].values()
    first, second = sample["value"]
    assert first["id"] == second["parent"] != second["id"]


def test_keys_that_are_data_are_no_attributes() -> None:
    source = classes({"by": {"ada@lovelace.org": 1, "total": 2}})
    assert source == "class TeamResponse(TypedDict):\n    by: dict[str, int]"


def test_the_same_recordings_make_the_same_draft_in_any_order(tmp_path: Path) -> None:
    bodies = [{"a": number, "b": "x" * (number % 3), "cd"[number % 2]: 1} for number in range(9)]
    texts = set()
    for turn, order in enumerate((bodies, bodies[::-1], sorted(bodies, key=str))):
        recorder = Recorder(tmp_path / str(turn))
        for body in order:
            recorder.add(exchange(body))
        recording = recorded(tmp_path / str(turn), "GET /teams/{team_slug}/")
        texts.add(draft(Contract({"paths": {}}), recording).text)
    assert len(texts) == 1


WRAPPED = "\n# If drf-spectacular makes a list of the serializer, give one element as the value."


@pytest.mark.parametrize(
    ("body", "more"), [({"a": 1}, ""), ([1], WRAPPED), ({"results": []}, WRAPPED)]
)
def test_an_operation_with_a_schema_lacks_a_sample_only(body: Any, more: str) -> None:
    content = {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}
    document = {
        "openapi": "3.0.3",
        "paths": {"/teams/{id}/": {"get": {"responses": {"200": {"content": content}}}}},
    }
    drafted = draft(Contract(document), Recording("GET /teams/{pk}/", {200: [body]}))
    assert drafted.types == ""
    name = "LIST_TEAMS" if more else "RETRIEVE_A_TEAM"
    assert drafted.decorator == f"# In @extend_schema: examples=[{name}]{more}"


# ---------------------------------------------------------------- samples of lists


def listed(body: Any) -> Recording:
    return Recording("GET /teams/", {200: [body]}, route="teams/")


def facts_of(publication: Publication) -> dict[str, Any]:
    return {name: source.facts for name, source in publication.sources.items()}


@contextmanager
def listing(view: Any, **said: Any) -> Iterator[Publication]:
    """The build of a view that lists teams, decorated on its class."""
    name = "list" if issubclass(view, GenericViewSet) else "get"
    words = {"operation_id": "List Teams", "tags": ["Teams"], "description": "All there are."}
    decorated = extend_schema_view(**{name: extend_schema(**words, **said)})
    fresh = decorated(type("TeamsView", (view,), {"permission_classes": ()}))
    shown = fresh.as_view({"get": "list"}) if name == "list" else fresh.as_view()
    tags = [{"name": "Teams", "x-sidebar-name": "Teams", "description": "Groups of people."}]
    with project(path("teams/", shown), TAGS=tags), override_settings(TYPED_RESPONSES={}):
        yield build_project()


class PlainSerializer(serializers.Serializer):
    slug = serializers.CharField(help_text="The short name.")
    size = serializers.IntegerField(help_text="How many they are.")


class Wrapped(PageNumberPagination):
    """The list is nested more deeply than in Django REST framework's own pages."""

    def get_paginated_response_schema(self, schema: Any) -> Any:
        inner = {"type": "object", "properties": {"items": schema}, "required": ["items"]}
        total = {"type": "integer", "example": 2}
        return {"type": "object", "properties": {"total": total, "data": inner}}


class Silent(Wrapped):
    """Its schema has no list that drf-spectacular could find."""

    def get_paginated_response_schema(self, schema: Any) -> Any:
        page = super().get_paginated_response_schema(schema)
        del page["properties"]["total"]["example"]
        return page


class PlainView(ListAPIView):
    public = frozenset({"GET"})
    public_for_subclasses = True
    renderer_classes = (JSONRenderer,)
    serializer_class = PlainSerializer
    pagination_class = None


class PlainSet(ListModelMixin, GenericViewSet):
    public = frozenset({"GET"})
    public_for_subclasses = True
    renderer_classes = (JSONRenderer,)
    serializer_class = PlainSerializer
    pagination_class = LimitOffsetPagination


class ByHand(APIView):
    public = frozenset({"GET"})
    public_for_subclasses = True
    renderer_classes = (JSONRenderer,)

    def get(self, request: Any) -> Any: ...


class Many(serializers.ListSerializer):
    child = PlainSerializer()


def paged(paginator: Any) -> type:
    return type("PagedView", (PlainView,), {"pagination_class": paginator})


BIG, SMALL = {"slug": "owls", "size": 12}, {"slug": "", "size": 1}
SHOWN = {"slug": "example-team", "size": 12}
PAGE = {"count": 2, "next": None, "previous": None, "results": [SMALL, BIG]}
MANY = PlainSerializer(many=True)
INTS = {**PAGE, "results": [3]}
SCHEMA = {"type": "integer"}
LISTS: list[tuple[str, Any, dict[str, Any], Any, Any]] = [
    ("a list view", PlainView, {}, [SMALL, BIG], SHOWN),
    ("a page", paged(PageNumberPagination), {}, PAGE, SHOWN),
    ("a page of a viewset", PlainSet, {}, PAGE, SHOWN),
    ("a page of one's own", paged(Wrapped), {}, {"total": 2, "data": {"items": [BIG]}}, SHOWN),
    ("many", ByHand, {"responses": MANY}, [SMALL, BIG], SHOWN),
    ("many by status", ByHand, {"responses": {200: MANY}}, [SMALL, BIG], SHOWN),
    ("a list serializer", ByHand, {"responses": Many()}, [SMALL, BIG], SHOWN),
    (
        "one of a list view",
        PlainView,
        {"responses": {200: dict[str, int]}},
        {"grace-hopper": 1},  # not a word of the code, such as a choice of another test
        {"example-key": 1},
    ),
    ("a typed list", ByHand, {"responses": list[int]}, [1, 2], [1, 2]),
    ("a typed list of a list view", PlainView, {"responses": list[int]}, [1, 2], [1, 2]),
    ("a typed page", paged(PageNumberPagination), {"responses": list[int]}, INTS, INTS),
    ("a whole page", paged(PageNumberPagination), {"responses": Page[int]}, INTS, INTS),
    ("a whole page of a viewset", PlainSet, {"responses": Page[int]}, INTS, INTS),
    ("a schema of one's own", PlainView, {"responses": {200: SCHEMA}}, [1], 1),
]


@pytest.mark.parametrize(
    ("about", "view", "said", "body", "value"), LISTS, ids=[r[0] for r in LISTS]
)
def test_a_pasted_sample_of_a_list_passes_the_rules(
    about: str, view: Any, said: dict[str, Any], body: Any, value: Any
) -> None:
    with listing(view, **said) as publication:
        assert [f.id for f in publication.findings] == ["sample"]
        drafted = draft(Contract.of(publication), listed(body), facts=facts_of(publication))
    names: dict[str, Any] = {}
    exec(f"{drafted.imports}\n{drafted.example}", names)
    [sample] = [value for value in names.values() if isinstance(value, OpenApiExample)]
    assert sample.value == value
    with listing(view, **said, examples=[sample]) as publication:
        assert [(f.id, f.message) for f in publication.findings] == []


def test_the_command_drafts_one_element_of_a_list(tmp_path: Path) -> None:
    Recorder(tmp_path).add(exchange(PAGE, "teams/"))
    out = io.StringIO()
    with listing(paged(PageNumberPagination)):
        call_command("apidocs", "draft", "GET /teams/", "--from", str(tmp_path), stdout=out)
    assert out.getvalue().endswith("""

LIST_TEAMS = OpenApiExample(
    "List Teams",
    value={
        "slug": "example-team",
        "size": 12,
    },
    status_codes=["200"],
    response_only=True,
)


# In @extend_schema: examples=[LIST_TEAMS]
# The value is one element: drf-spectacular puts a list around it.
""")


def test_a_page_that_drf_spectacular_cannot_show_is_drafted_whole() -> None:
    """drf-spectacular then takes the sample as it is; the draft says so."""
    body = {"total": 1, "data": {"items": [BIG]}}
    with listing(paged(Silent)) as publication:
        drafted = draft(Contract.of(publication), listed(body), facts=facts_of(publication))
    assert '"total": 1' in drafted.example
    assert drafted.decorator.count("#") == 1
    with listing(paged(Silent)) as publication:
        assert [f.id for f in publication.findings] == ["sample"]


@pytest.mark.parametrize("body", [{**PAGE, "results": []}, {"results": None}, "none"], ids=str)
def test_a_list_without_elements_shows_nothing(body: Any) -> None:
    with listing(paged(PageNumberPagination)) as publication:
        contract, facts = Contract.of(publication), facts_of(publication)
    with pytest.raises(RecordingError, match="every recorded list of GET /teams/ is empty"):
        draft(contract, listed(body), facts=facts)
    assert undrafted(contract, [listed(body)], facts) == []
    assert undrafted(contract, [listed(PAGE)], facts) == ["GET /teams/"]


def test_a_documented_response_without_a_body_lacks_nothing() -> None:
    gone = Recording("DELETE /a/", {204: []})
    said = {"paths": {"/a/": {"delete": {"responses": {"204": {"description": "Gone."}}}}}}
    assert undrafted(Contract(said), [gone]) == []
    assert undrafted(Contract({"paths": {}}), [gone]) == ["DELETE /a/"]


TITLES = [
    ("GET /teams/", ["a"], "List Teams", "list[str]"),
    ("GET /teams/", [{"a": 1}], "List Teams", "list[TeamResponse]"),
    ("GET /teams/", {"next": None, "results": [{"a": 1}]}, "List Teams", "TeamsResponse"),
    ("GET /2fa/", {"a": 1}, "Retrieve 2fa", "Retrieve2faResponse"),
    ("GET /categories/", [{"a": 1}], "List Categories", "list[CategoryResponse]"),
    ("GET /teams/{id}/", {"a": 1}, "Retrieve a Team", "TeamResponse"),
    ("GET /stats/", {"a": 1}, "Retrieve Stats", "StatsResponse"),
    ("POST /teams/", {"a": 1}, "Create a Team", "TeamResponse"),
    ("PATCH /teams/{id}/", {"a": 1}, "Change a Team", "TeamResponse"),
    ("PUT /addresses/{id}/", {"a": 1}, "Update an Address", "AddressResponse"),
    ("GET /", {"a": 1}, "Retrieve Root", "RootResponse"),
    ("POST /orders/{id}/pay/", {"a": 1}, "Pay an Order", "PayResponse"),
    ("POST /orders/{id}/mark-read/", {"a": 1}, "Mark an Order Read", "MarkReadResponse"),
    ("POST /orders/{id}/send-mail/", {"a": 1}, "Send Mail of an Order", "SendMailResponse"),
    ("POST /api/line-items/{id}/re-index/", {"a": 1}, "Reindex a Line Item", "ReIndexResponse"),
    ("POST /api/line-items/import/", {"a": 1}, "Import Line Items", "ImportResponse"),
    ("POST /orders/{id}/notes/", {"a": 1}, "Create a Note", "NoteResponse"),
    ("POST /orders/{id}/open/{year}/", {"a": 1}, "Open an Order", "OpenResponse"),
    ("POST /api/verify/", {"a": 1}, "Create a Verify", "VerifyResponse"),
    ("GET /orders/{id}/run/", {"a": 1}, "Retrieve Run", "RunResponse"),
]


@pytest.mark.parametrize(("operation", "body", "title", "hint"), TITLES)
def test_titles_and_names(operation: str, body: Any, title: str, hint: str) -> None:
    drafted = draft(Contract({"paths": {}}), Recording(operation, {200: [body]}))
    assert f'operation_id="{title}"' in drafted.decorator
    assert f"responses={{200: {hint}}}" in drafted.decorator


def test_the_command_prints_the_draft_to_stdout(tmp_path: Path) -> None:
    Recorder(tmp_path).add(exchange({"Organization": 3}, "api/0/internal/stats/"))
    out, err = io.StringIO(), io.StringIO()
    operation = "GET /api/0/internal/stats/"
    call_command("apidocs", "draft", operation, "--from", str(tmp_path), stdout=out, stderr=err)
    assert "# Its view documents its response: mark the operation public" in out.getvalue()
    assert "TypedDict" not in out.getvalue()
    assert 'operation_id="Retrieve Stats"' in out.getvalue()
    assert "Read it before you paste it" in err.getvalue()


def test_the_json_summary_names_the_schema_that_stays(tmp_path: Path) -> None:
    Recorder(tmp_path).add(exchange({"Organization": 3}, "api/0/internal/stats/"))
    out, given = io.StringIO(), ("--from", str(tmp_path), "--format", "json")
    call_command("apidocs", "draft", "GET /api/0/internal/stats/", *given, stdout=out)
    # It is documented as dict[str, int], which has no component.
    assert json.loads(out.getvalue())["summary"]["schema"] == []


def test_the_command_alone_lists_what_is_left_to_draft(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    for status, route in ((200, "api/0/organizations/"), (200, "b/"), (200, "a/"), (404, "c/")):
        recorder.add(exchange([{"a": 1}], route, status))
    out, err = io.StringIO(), io.StringIO()
    call_command("apidocs", "draft", "--from", str(tmp_path), stdout=out, stderr=err)
    assert out.getvalue() == "GET /a/\nGET /b/\n"
    assert err.getvalue() == "2 of 4 recorded operations can be drafted.\n"


def test_the_command_cannot_list_what_is_not_recorded(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("apidocs", "draft", "--from", str(tmp_path), stderr=err)
    assert caught.value.code == 2
    said = "`pytest --contract-record` does it"
    assert err.getvalue() == f"apidocs draft: nothing is recorded in {tmp_path}; {said}\n"


def test_the_command_cannot_run_without_recordings(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("apidocs", "draft", "GET /x/", "--from", str(tmp_path), stderr=err)
    assert caught.value.code == 2
    assert err.getvalue() == f"apidocs draft: no response of GET /x/ is recorded in {tmp_path}\n"


def test_an_operation_may_be_named_as_the_document_names_it(tmp_path: Path) -> None:
    """The document says `{id}` where the URLconf says `<int:pk>`."""
    Recorder(tmp_path).add(exchange({"a": 1}, "teams/<int:pk>/"))
    found = recorded(tmp_path, "get /teams/{id}/")
    assert (found.operation, found.route) == ("GET /teams/{pk}/", "teams/<int:pk>/")


def test_what_a_request_sent_is_recorded_where_it_was_accepted(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    for status in (200, 400):
        sent = Sent("application/json", b'{"name": "x"}')
        recorder.add(exchange({"a": 1}, status=status)._replace(sent=sent))
    found = recorded(tmp_path, "GET /teams/{team_slug}/")
    assert (found.requests, found.has_request_serializer) == (({"name": "x"},), False)


class AskingView(GenericAPIView):
    serializer_class = BaseSerializer


@pytest.mark.parametrize(("view", "asks"), [(AskingView, True), (GenericAPIView, False)])
def test_whether_a_view_says_what_it_takes(tmp_path: Path, view: Any, asks: bool) -> None:
    Recorder(tmp_path).add(exchange({"a": 1}), view)
    assert recorded(tmp_path, "GET /teams/{team_slug}/").has_request_serializer is asks


def test_a_separator_of_lines_within_a_text(tmp_path: Path) -> None:
    Recorder(tmp_path).add(exchange({"a": "one\u2028two"}))
    assert recorded(tmp_path, "GET /teams/{team_slug}/").bodies == {200: [{"a": "one\u2028two"}]}


def test_the_folder_is_emptied_of_recordings_and_of_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_text("")
    Recorder(tmp_path).add(exchange({"a": 1}))
    empty_folder(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".gitignore", "kept.jsonl"]


def test_a_recording_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "recorded-1.jsonl").write_text("{")
    with pytest.raises(RecordingError, match=r"the recording .*recorded-1.jsonl cannot be read"):
        recorded(tmp_path, "GET /teams/")


def test_a_type_that_is_there_already_is_used_again() -> None:
    team = {"type": "object", "properties": {"id": {}, "lead": {}}, "required": ["id"]}
    document = {"paths": {}, "components": {"schemas": {"TeamResponse": team}}}
    contract = Contract(document, {"TeamResponse": ["nickname"]}, lambda name: ("teams.py", 5))
    drafted = draft(contract, Recording("GET /teams/", {200: [[{"id": 1, "nickname": "owls"}]]}))
    assert drafted.types == ""
    assert "nickname" not in drafted.text
    assert "responses={200: list[TeamResponse]}" in drafted.decorator
    assert drafted.about.endswith("# TeamResponse exists already, in teams.py:5.")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/orders/summary/", "OrderSummaryResponse"),
        ("/orders/{id}/summary/", "OrderSummaryResponse"),
        ("/api/summary/", "SummaryResponse2"),
        ("/price/", "PriceSummaryResponse"),
    ],
)
def test_another_type_of_the_same_name_is_named_after_what_it_belongs_to(
    path: str, name: str
) -> None:
    known = {"type": "object", "properties": {"id": {}}, "required": ["id"]}
    document = {"paths": {}, "components": {"schemas": {"SummaryResponse": known}}}
    body = {"summary": {"more": 1}} if path == "/price/" else {"more": 1}
    drafted = draft(Contract(document), Recording(f"GET {path}", {200: [body]}))
    assert f"class {name}(TypedDict):" in drafted.types


@pytest.mark.parametrize("body", [{"id": 1, "more": 1}, {"lead": 1}])
def test_another_type_of_the_same_name_gets_a_number(body: Any) -> None:
    team = {"type": "object", "properties": {"id": {}, "lead": {}}, "required": ["id"]}
    document = {"paths": {}, "components": {"schemas": {"TeamResponse": team}}}
    drafted = draft(Contract(document), Recording("GET /teams/", {200: [[body]]}))
    assert "responses={200: list[TeamResponse2]}" in drafted.decorator
