"""A rule waived for one operation, with a reason; a waiver that is not needed is a finding."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, renderer_classes
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.publish import waive

from .building import JSONView, TeamResponse, build, project

ONE_RULE = {"RULES": {"*": "off", "title": "error"}}
REASON = "Its title is decided next week."


@pytest.fixture(autouse=True)
def _only_titles_are_judged() -> Any:
    with override_settings(TYPED_RESPONSES=ONE_RULE):
        yield


def view(*waivers: tuple[str, str], title: str | None = None, on_class: bool = False) -> Any:
    """A view without a title, waived on its method or on its class."""

    class TeamEndpoint(JSONView):
        public = frozenset({"GET"})
        owner = "team-teams"

        @extend_schema(responses=TeamResponse, operation_id=title)
        def get(self, request): ...

    for each in waivers:
        waive(*each)(TeamEndpoint if on_class else TeamEndpoint.get)
    return TeamEndpoint


@pytest.mark.parametrize("on_class", [False, True])
def test_a_waiver_that_is_needed(on_class: bool) -> None:
    publication = build(view(("title", REASON), on_class=on_class))
    assert publication.findings == ()
    (needed,) = publication.waivers
    assert (needed.operation, needed.rule, needed.reason) == ("GET /0/", "title", REASON)
    assert needed.owner == "team-teams"
    assert needed.file == __file__


def test_a_waiver_of_a_function_view() -> None:
    @waive("title", REASON)
    @extend_schema(responses=TeamResponse)
    @api_view(["GET"])
    @renderer_classes([JSONRenderer])
    def team(request): ...

    from drf_typed_responses.publish import public_methods

    assert build(path("x/", public_methods("GET")(team))).findings == ()


def test_a_waiver_is_of_one_operation() -> None:
    (found,) = build(view(("title", REASON)), view()).findings
    assert (found.id, found.operation) == ("title", "GET /1/")


def test_a_waiver_that_is_not_needed_any_more() -> None:
    (found,) = build(view(("title", REASON), title="Retrieve a Team")).findings
    assert (found.level, found.id, found.operation) == ("error", "waiver", "GET /0/")
    assert found.message == 'its waiver of "title" is no longer needed'
    assert found.hint == "Remove the waiver."
    assert (found.file, found.owner) == (__file__, "team-teams")


def test_a_waiver_on_a_class_that_one_of_its_operations_needs() -> None:
    @waive("title", REASON)
    class TeamEndpoint(JSONView):
        public = frozenset({"GET", "DELETE"})

        @extend_schema(responses=TeamResponse)
        def get(self, request): ...

        @extend_schema(responses=TeamResponse, operation_id="Delete a Team")
        def delete(self, request): ...

    publication = build(TeamEndpoint)
    assert publication.findings == ()
    assert [each.operation for each in publication.waivers] == ["GET /0/"]


def test_a_waiver_on_a_base_class() -> None:
    base = view(("title", REASON), on_class=True)
    publication = build(type("Derived", (base,), {}))
    assert publication.findings == ()


@pytest.mark.parametrize("reason", ["", "  ", None])
def test_a_waiver_without_a_reason(reason: Any) -> None:
    found = {f.id: f for f in build(view(("title", reason))).findings}
    assert set(found) == {"waiver", "title"}
    assert found["waiver"].message == 'its waiver of "title" gives no reason'


def test_a_waiver_of_an_unknown_rule() -> None:
    (found,) = build(view(("titel", REASON), title="Retrieve a Team")).findings
    assert found.message == 'its waiver names the unknown rule "titel"; did you mean title?'
    assert found.hint.startswith("Use the id of a rule from https://")


def test_a_waiver_of_a_rule_that_is_off() -> None:
    publication = build(view(("sample", REASON), title="Retrieve a Team"))
    assert (publication.findings, publication.waivers) == ((), ())


def test_a_finding_that_is_no_rule_cannot_be_waived() -> None:
    class Broken(JSONView):
        public = frozenset({"GET"})

        @waive("unresolved-reference", "Nobody reads it.")
        @extend_schema(operation_id="Get It", responses={200: {"$ref": "#/components/schemas/X"}})
        def get(self, request): ...

    assert {f.id for f in build(Broken).findings} == {"waiver", "unresolved-reference"}


def legacy(folder: Path, waivers: Any) -> Any:
    """Settings of a project with one hand-written operation, which has no title."""
    operation = {"x-waivers": waivers, "responses": {"204": {"description": "Gone."}}}
    (folder / "old.json").write_text(json.dumps({"/old/": {"delete": operation}}))
    return override_settings(TYPED_RESPONSES={**ONE_RULE, "LEGACY": folder})


def test_a_waiver_in_a_hand_written_file(tmp_path: Path) -> None:
    with legacy(tmp_path, {"title": REASON}):
        publication = build()
    assert publication.findings == ()
    assert [each.rule for each in publication.waivers] == ["title"]
    assert "x-waivers" not in str(publication.document)


def test_the_report_lists_them(tmp_path: Path) -> None:
    err = StringIO()
    with project(view(("title", REASON))):
        options = ["--out", str(tmp_path), "--waivers"]
        call_command("apidocs", "build", *options, stdout=StringIO(), stderr=err)
    assert f"waived[title] GET /0/ (team-teams): {REASON}" in err.getvalue()
    assert "1 waiver" in err.getvalue()


def test_the_report_lists_none(tmp_path: Path) -> None:
    err = StringIO()
    with project(view(title="Retrieve a Team")):
        options = ["--out", str(tmp_path), "--waivers"]
        call_command("apidocs", "build", *options, stdout=StringIO(), stderr=err)
    assert "Nothing is waived." in err.getvalue()
