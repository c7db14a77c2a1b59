"""Types and samples that fit what was recorded, and secrets that do not come along."""

from __future__ import annotations

import io
import json
import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import path

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.drafting.draft import Draft, draft
from drf_typed_responses.conformance.drafting.recording import Recorder, RecordingError, recorded
from drf_typed_responses.conformance.drafting.samples import sample_of
from drf_typed_responses.conformance.drafting.shapes import shape_of
from drf_typed_responses.conformance.drafting.types import TypeWriter
from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.publish import build as build_project
from drf_typed_responses.publish.validation import Validator
from publish.building import project

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
    (["a"] * 4 + ["b"] * 4, 'Literal["a", "b"]'),
    (["a"] * 4 + ["b"] * 3, "str"),
    (["a"] * 9, "str"),
    (["A1", "B2"] * 9, "str"),
    ([{"a": 1}], "Thing"),
    ([{"a": 1}, "x", None], "str | Thing | None"),
    ([[{"a": 1}]], "list[ThingResponse]"),
]


@pytest.mark.parametrize(("values", "annotation"), ANNOTATIONS)
def test_the_annotation_of_values(values: list[Any], annotation: str) -> None:
    assert TypeWriter().annotation(shape_of(values), "Thing") == annotation


def classes(*values: Any) -> str:
    writer = TypeWriter()
    writer.annotation(shape_of(list(values)), "TeamResponse")
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


def test_names_are_not_values_over_and_over() -> None:
    assert "username: str" in classes(*[{"username": name} for name in ["ada", "mary"] * 8])


def test_keys_that_are_no_names() -> None:
    assert classes({"class": 1, "user name": ""}) == (
        "TeamResponse = TypedDict(\n"
        '    "TeamResponse",\n'
        "    {\n"
        '        "class": int,\n'
        '        "user name": str,\n'
        "    },\n"
        ")"
    )


SAMPLES = [
    ({"token": "abc"}, {"token": "replaced"}),
    ({"apiKey": "abc", "api_key": 5}, {"apiKey": "replaced", "api_key": 0}),
    ({"passwordHash": None, "hasPassword": True}, {"passwordHash": None, "hasPassword": True}),
    ({"by": "ada@lovelace.org"}, {"by": "person@example.org"}),
    ({"a": "Ada <ada@lovelace.org>, x"}, {"a": "Ada <person@example.org>, x"}),
    ({"a": "sk_live_1234567890abcdef"}, {"a": "replaced"}),
    ({"a": "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"}, {"a": "replaced"}),
    ({"a": "d41d8cd98f00b204e9800998ecf8427e"}, {"a": "replaced"}),
    ({"a": "10.1.2.3"}, {"a": "192.0.2.1"}),
    ({"a": "https://u:p@x.internal/a/?k=v"}, {"a": "https://example.org/a/"}),
    (
        {"a": "123e4567-e89b-12d3-a456-426614174000"},
        {"a": "00000000-0000-4000-8000-000000000000"},
    ),
    ({"ada@lovelace.org": 1}, {"person@example.org": 1}),
    ({"a": "the-interstellar-jurisdiction-of-2026"},) * 2,
    ({"a": "2026-01-31T00:00:00.123456Z", "n": 1.5, "b": False},) * 2,
    ({"a": [1, 2, 3]}, {"a": [1, 2]}),
]


@pytest.mark.parametrize(("body", "sample"), SAMPLES)
def test_a_sample_has_no_secrets(body: Any, sample: Any) -> None:
    assert sample_of([body]) == sample


def test_the_fullest_body_is_the_sample() -> None:
    assert sample_of([{"a": None, "b": []}, {"a": {"c": 1}, "b": [1]}, {}]) == {
        "a": {"c": 1},
        "b": [1],
    }


# ---------------------------------------------------------------- recordings


def exchange(body: Any, route: str = "teams/<slug:team_slug>/", status: int = 200) -> Exchange:
    headers = {"Content-Type": "application/json"}
    return Exchange("GET", route, status, headers, json.dumps(body).encode())


def test_what_is_recorded_is_read_back(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path / "new")
    for body in ({"a": 1}, {"a": 2}):
        recorder.add(exchange(body))
    recorder.add(exchange({"detail": ""}, status=404))
    recorder.add(exchange({}, route="other/"))
    recorder.add(Exchange("GET", "x/", 200, {"Content-Type": "text/html"}, b"<p>"))
    found = recorded(tmp_path / "new", "GET /teams/{team_slug}/")
    assert found == {200: [{"a": 1}, {"a": 2}], 404: [{"detail": ""}]}


REFUSED = [
    ("GET /nowhere/", "no response of GET /nowhere/ is recorded in .*, GET /teams/"),
    ("GET /failing/", "no success of GET /failing/ is recorded, only 404"),
    ("GET /api/0/organizations/", "has a schema and a sample; nothing is to be drafted"),
]


@pytest.mark.parametrize(("operation", "words"), REFUSED)
def test_what_cannot_be_drafted(
    tmp_path: Path, contract: Contract, operation: str, words: str
) -> None:
    recorder = Recorder(tmp_path)
    recorder.add(exchange({}, "teams/"))
    recorder.add(exchange({}, "failing/", 404))
    recorder.add(exchange([], "api/0/organizations/"))
    with pytest.raises(RecordingError, match=words):
        draft(contract, operation, recorded(tmp_path, operation))


# ---------------------------------------------------------------- drafts

TEAM = {
    "id": "1",
    "kind": "open",
    "made": "2026-01-31T00:00:00Z",
    "lead": {"mail": "ada@lovelace.org", "token": "abc"},
    "scores": {"1": 0.5},
}
BODIES = [
    [TEAM, {**TEAM, "kind": "closed", "lead": None}],
    {"team": TEAM, "count": 5, "next": None},
    [],
    {"Organization": 3},
    {"1": 5},
    "text",
    [["a"], ["b"]],
]


def pasted(drafted: Draft) -> Any:
    """The view that a person makes of a draft."""
    module = ModuleType("pasted")
    sys.modules["pasted"] = module
    method = textwrap.indent(drafted.decorator, "    ")
    source = f'''{drafted.imports}
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView
{drafted.types}
{drafted.example}
class View(APIView):
    public = {{"GET"}}
    renderer_classes = (JSONRenderer,)
{method}
    def get(self, request, **kwargs):
        """Say what there is."""
'''
    exec(compile(source, "pasted.py", "exec"), module.__dict__)
    return module.View  # type: ignore[attr-defined]


@pytest.mark.parametrize("body", BODIES, ids=str)
def test_a_draft_passes_the_rules_and_fits_what_was_recorded(body: Any) -> None:
    contract = Contract({"openapi": "3.0.3", "paths": {}})
    drafted = draft(contract, "GET /teams/{team_slug}/", {200: [body]})
    view = pasted(
        Draft(
            drafted.about,
            drafted.imports,
            drafted.types,
            drafted.example,
            drafted.decorator.replace('tags=["..."]', 'tags=["Teams"]'),
        )
    )
    route = path("teams/<slug:team_slug>/", view.as_view())
    tags = [{"name": "Teams", "description": "Groups of people."}]
    with project(route, TAGS=tags):
        publication = build_project()
    assert [(f.id, f.message) for f in publication.findings] == []
    operation = publication.document["paths"]["/teams/{team_slug}/"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Validator(publication.document)
    assert validator.mistakes(schema, body) == []
    assert validator.undocumented(schema, body) == []


def test_an_operation_with_a_schema_lacks_a_sample_only() -> None:
    content = {"application/json": {"schema": {"type": "object", "properties": {"a": {}}}}}
    document = {
        "openapi": "3.0.3",
        "paths": {"/teams/{id}/": {"get": {"responses": {"200": {"content": content}}}}},
    }
    drafted = draft(Contract(document), "GET /teams/{pk}/", {200: [{"a": 1}]})
    assert drafted.types == ""
    assert drafted.decorator == "# In @extend_schema: examples=[RETRIEVE_A_TEAM]"


TITLES = [
    ("GET /teams/", [], "List Teams", "list[Any]"),
    ("GET /teams/", [{"a": 1}], "List Teams", "list[TeamResponse]"),
    ("GET /categories/", [{"a": 1}], "List Categories", "list[CategoryResponse]"),
    ("GET /teams/{id}/", {"a": 1}, "Retrieve a Team", "TeamResponse"),
    ("GET /stats/", {"a": 1}, "Retrieve Stats", "StatsResponse"),
    ("POST /teams/", {"a": 1}, "Create a Team", "TeamResponse"),
    ("PUT /addresses/{id}/", {"a": 1}, "Update an Address", "AddressResponse"),
    ("GET /", {"a": 1}, "Retrieve Root", "RootResponse"),
]


@pytest.mark.parametrize(("operation", "body", "title", "hint"), TITLES)
def test_titles_and_names(operation: str, body: Any, title: str, hint: str) -> None:
    drafted = draft(Contract({"paths": {}}), operation, {200: [body]})
    assert f'operation_id="{title}"' in drafted.decorator
    assert f"responses={{200: {hint}}}" in drafted.decorator


def test_the_command_prints_the_draft_to_stdout(tmp_path: Path) -> None:
    Recorder(tmp_path).add(exchange({"Organization": 3}, "api/0/internal/stats/"))
    out, err = io.StringIO(), io.StringIO()
    operation = "GET /api/0/internal/stats/"
    call_command("apidocs", "draft", operation, "--from", str(tmp_path), stdout=out, stderr=err)
    assert "class StatsResponse(TypedDict):\n    Organization: int\n" in out.getvalue()
    assert 'operation_id="Retrieve Stats"' in out.getvalue()
    assert "Read it before you paste it" in err.getvalue()


def test_the_command_cannot_run_without_recordings(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as caught:
        call_command("apidocs", "draft", "GET /x/", "--from", str(tmp_path), stderr=err)
    assert caught.value.code == 2
    assert err.getvalue() == f"apidocs draft: no response of GET /x/ is recorded in {tmp_path}\n"
