"""Every rule on an operation of a hand-written file: its hint is about the file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from drf_typed_responses.findings import Finding
from drf_typed_responses.publish.rules import own_rules

from ..building import build

TEAM = {"type": "object", "properties": {"id": {"type": "string"}, "slug": {"type": "string"}}}


def body(schema: Any = TEAM, **more: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema, **more}}}


def responses(schema: Any = TEAM, **more: Any) -> dict[str, Any]:
    return {"200": {"description": "A team.", **body(schema, **more)}}


def parameter(**said: Any) -> dict[str, Any]:
    return {"schema": {"type": "string"}, "required": True, **said}


Item = dict[str, dict[str, Any]]


def get(**said: Any) -> Item:
    """A path with a GET."""
    return {"get": {"responses": responses(), **said}}


def both(one: Item, other: Item) -> Item:
    """A path with two operations."""
    return {"get": one["get"], "put": other["get"]}


# The rules about what only a view or a decorator has.
OF_VIEWS = {
    "annotated-status",
    "chosen-fields",
    "decorator-order",
    "json-renderer",
    "pagination",
    "path-type",
    "public-inherited",
    "refusals",
    "rendered-fields",
    "response-agrees",
    "sample-marked",
    "sample-status",
    "security-said",
    "undeclared",
}

# The operations that break a rule, and the hint.
TABLE: dict[str, tuple[Item, str]] = {
    "deprecated-sunset": (
        get(deprecated=True),
        'Write "x-sunset": "2027-01-31", or name the sunset in the "description".',
    ),
    "description": (get(), 'Write its "description".'),
    "part-sunset": (
        get(parameters=[parameter(name="slug", deprecated=True, **{"in": "path"})]),
        'Write "x-sunset": "2027-01-31" beside "deprecated".',
    ),
    "field-described": (
        get(responses=responses({"$ref": "#/components/schemas/Team"})),
        'Write its "description".',
    ),
    "free-form": (
        get(responses=responses({"type": "object"})),
        'Write the "properties" or the "items" of its schema. If it may really be anything, waive '
        'the rule: "x-waivers": {"free-form": "..."}.',
    ),
    "one-sample": (
        get(responses=responses(examples={"a": {"value": {}}, "b": {"value": {}}})),
        "Keep the most complete one.",
    ),
    "one-tag": (get(tags=["Teams", "Members"]), 'Write "tags": ["..."] with one name.'),
    "owner": (get(), 'Write "x-owner": "..." in the operation; it is left out of the document.'),
    "parameter-described": (
        get(parameters=[parameter(name="q", **{"in": "query"})]),
        'Write the "description" of the parameter.',
    ),
    "path-variable": (
        get(),
        'Add {"name": "slug", "in": "path", "required": true, "description": "...", "schema": '
        '{"type": "string"}} to "parameters".',
    ),
    "request-body": (
        {"put": {"requestBody": body({"type": "object"}), "responses": responses()}},
        'Write the "schema" of its "requestBody".',
    ),
    "response-described": (
        get(responses={**responses(), "404": {"description": ""}}),
        'Write the "description" of the response.',
    ),
    "response-null": (
        get(responses=responses({"type": "object", "nullable": True})),
        'Write the schema without null, and "204" without "content" beside it where there may be '
        "no body.",
    ),
    "response-schema": (
        get(responses={"200": {"description": "A team.", "content": {"application/json": {}}}}),
        'Write the "schema" of the response. If there is no body, document "204".',
    ),
    "response-status": (
        get(responses={**responses(), "4O4": {"description": "None."}}),
        'Write one of 100 to 599, a class such as "4XX", or "default".',
    ),
    "sample": (get(), 'Write an "example" beside its "schema".'),
    "sample-agreement": (
        both(
            get(
                responses=responses(
                    {"$ref": "#/components/schemas/Team"}, example={"id": "1", "slug": "owls"}
                )
            ),
            get(
                responses=responses(
                    {"$ref": "#/components/schemas/Team"}, example={"id": "1", "slug": "larks"}
                )
            ),
        ),
        "Show the same one in both samples.",
    ),
    "sample-leak": (
        get(responses=responses(example={"nickname": "hoots"})),
        "Remove it from the sample, or document it.",
    ),
    "sample-valid": (
        get(responses=responses(example={"id": 1})),
        "Correct the sample, or its schema if the sample is right.",
    ),
    "success-response": (
        get(responses={"404": {"description": "None."}}),
        'Add one to "responses".',
    ),
    "tag-defined": (
        get(tags=["Team"]),
        'Add it to SPECTACULAR_SETTINGS["TAGS"], or use one of Teams.',
    ),
    "tag-described": (
        get(tags=["Teams"]),
        'Add "description" to it in SPECTACULAR_SETTINGS["TAGS"].',
    ),
    "title": (
        get(operationId="teams_retrieve"),
        'Write it as a sentence: "summary": "List an Organization\'s Teams".',
    ),
    "title-unique": (
        both(get(summary="Retrieve a Team"), get(summary="Retrieve a Team")),
        'Write a more specific sentence as the "summary" or "operationId" of one of them.',
    ),
    "typed": (
        get(responses=responses({"type": "object"})),
        "Say in its schema what it holds, or let a view document it.",
    ),
    "unknown-path-parameter": (
        get(parameters=[parameter(name="team", **{"in": "path"})]),
        'Remove it from "parameters", or name it as the path does: slug.',
    ),
}


def test_the_table_has_every_rule() -> None:
    assert sorted([*TABLE, *OF_VIEWS]) == [rule.id for rule in own_rules()]


def judged(folder: Path, rule: str, item: Item, team: Any = TEAM) -> list[Finding]:
    """The findings of that id of a hand-written path, with only this rule on."""
    written = {"paths": {"/old/{slug}/": item}, "components": {"schemas": {"Team": team}}}
    (folder / "old.json").write_text(json.dumps(written, indent=2), encoding="utf-8")
    chosen = {rule: "error"} if rule in TABLE else {}
    settings = {"RULES": {"*": "off", **chosen}, "LEGACY": folder}
    with override_settings(TYPED_RESPONSES=settings):
        found = build(TAGS=[{"name": "Teams", "x-sidebar-name": "Teams"}]).findings
    return [each for each in found if each.id == rule]


# A decorator, a call, an argument or an annotation.
IN_PYTHON = re.compile(r"@|\w\(|\b\w+=|docstring|annotat|operation_id|TypedDict")


@pytest.mark.parametrize("rule", TABLE)
def test_the_hint_for_a_hand_written_operation(rule: str, tmp_path: Path) -> None:
    item, hint = TABLE[rule]
    first, *others = judged(tmp_path, rule, item)
    assert first.hint == hint
    for found in (first, *others):
        assert IN_PYTHON.search(f"{found.message} {found.hint}") is None
    # The place is in the file, except for a setting.
    if rule != "tag-described":
        assert Path(first.file).name == "old.json"
        assert (first.line or 0) > 1


def test_a_declared_variable_without_description(tmp_path: Path) -> None:
    item = get(parameters=[parameter(name="slug", **{"in": "path"})])
    assert judged(tmp_path, "path-variable", item) == []
    (found,) = judged(tmp_path, "parameter-described", item)
    assert found.message == "the path parameter slug has no description"


def test_a_token_in_place_of_a_title(tmp_path: Path) -> None:
    (found,) = judged(tmp_path, "title", TABLE["title"][0])
    assert found.message == (
        "it has no title: its operationId 'teams_retrieve' is a token for programs"
    )


def test_a_field_of_a_hand_written_component_has_a_line(tmp_path: Path) -> None:
    first, second = judged(tmp_path, "field-described", TABLE["field-described"][0])
    lines = (tmp_path / "old.json").read_text(encoding="utf-8").splitlines()
    assert [lines[(each.line or 0) - 1].strip() for each in (first, second)] == [
        '"id": {',
        '"slug": {',
    ]


def test_a_schema_that_is_true_does_not_end(tmp_path: Path) -> None:
    ending = {"deprecated": True, "enum": ["b"]}
    team = {"type": "object", "properties": {"id": True, "mood": {"anyOf": [True, ending]}}}
    item = get(responses=responses({"$ref": "#/components/schemas/Team"}))
    (found,) = judged(tmp_path, "part-sunset", item, team)
    assert found.path == "Team.mood"


def test_an_id_that_two_operations_share(tmp_path: Path) -> None:
    item = both(get(operationId="team"), get(operationId="team"))
    (found,) = judged(tmp_path, "repeated-id", item)
    assert found.hint == 'Write another "operationId" for one of them.'


def test_a_waiver_without_reason(tmp_path: Path) -> None:
    item = get(**{"x-waivers": {"description": ""}})
    (found,) = judged(tmp_path, "waiver", item)
    assert found.hint == 'Write "x-waivers": {"description": "the reason"}.'
