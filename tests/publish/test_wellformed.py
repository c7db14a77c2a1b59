"""Malformed parts of a document are findings, and are left out."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import extend_schema

from drf_typed_responses.openapi.json_text import DEEPEST
from drf_typed_responses.openapi.objects import OPERATION, SCHEMA, malformations
from drf_typed_responses.openapi.operations import operations_of
from drf_typed_responses.publish.malformed import well_formed

from .building import JSONView, TeamView, build, finding

HINT = "It comes from raw OpenAPI in a decorator, a hook, or SPECTACULAR_SETTINGS."


def view(**said: Any) -> Any:
    class RawView(JSONView):
        public = frozenset({"GET"})
        owner = "team-raw"

        @extend_schema(operation_id="Get It", **said)
        def get(self, request): ...

    return RawView


def test_a_type_that_does_not_exist() -> None:
    found = finding(view(responses={200: {"type": "text"}}))
    assert (found.level, found.id, found.operation) == ("error", "malformed", "GET /0/")
    assert found.path == "responses.200.content.application/json.schema.type"
    assert found.message == (
        "it is 'text', which is not one of array, boolean, integer, null, number, object, string"
    )
    assert found.hint == HINT
    assert (found.file, found.owner) == (__file__, "team-raw")


def test_what_is_malformed_is_left_out() -> None:
    publication = build(view(responses={200: {"items": 1}}), TeamView)
    assert [f.id for f in publication.findings] == ["malformed"]
    assert [each.path for each in operations_of(publication.document)] == ["/1/"]


def test_tags_that_are_names_only() -> None:
    found = finding(TeamView, TAGS=["Teams"])
    assert (found.id, found.path) == ("malformed", "tags.0")
    assert found.message == "it is 'Teams', which is not an object"


def test_components_of_the_settings() -> None:
    raw = {"$ref": "#/components/schemas/Raw"}
    ids = [
        (f.id, f.path or f.operation)
        for f in build(
            view(responses={200: raw}), APPEND_COMPONENTS={"schemas": {"Raw": {"required": True}}}
        ).findings
    ]
    assert ids == [
        ("malformed", "components.schemas.Raw.required"),
        ("unresolved-reference", "GET /0/"),
    ]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ([], ""),
        ({"properties": []}, "properties"),
        ({"properties": {"a": 1}}, "properties.a"),
        ({"allOf": [{"anyOf": {}}]}, "allOf.0.anyOf"),
        ({"additionalProperties": {"type": ["string", "text"]}}, "additionalProperties.type"),
        ({"required": ["a", 1]}, "required.1"),
        ({"minLength": "1"}, "minLength"),
        ({"minLength": True}, "minLength"),
        ({"maximum": float("inf")}, "maximum"),
        ({"multipleOf": 0}, "multipleOf"),
        ({"enum": "a"}, "enum"),
        ({"discriminator": {"mapping": {"a": 1}}}, "discriminator.mapping.a"),
        ({"$ref": 1}, "$ref"),
    ],
    ids=str,
)
def test_schemas(schema: Any, path: str) -> None:
    assert [fault.path for fault in malformations(schema, SCHEMA)] == [path]


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"type": ["string", "null"]},
        {"x-own": 1, "example": [], "const": {}},
        {"maximum": 10**400},
    ],
    ids=str,
)
def test_schemas_as_they_should_be(schema: Any) -> None:
    assert list(malformations(schema, SCHEMA)) == []


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ({"tags": "Teams"}, "tags"),
        ({"parameters": [[]]}, "parameters.0"),
        ({"responses": {"200": None}}, "responses.200"),
        ({"responses": {(): {}}}, "responses"),
        ({"x-waivers": {"title": 1}}, "x-waivers.title"),
        ({"requestBody": {"content": {"x": {"examples": [1]}}}}, "requestBody.content.x.examples"),
    ],
    ids=str,
)
def test_operations(operation: Any, path: str) -> None:
    assert [fault.path for fault in malformations(operation, OPERATION)] == [path]


def test_a_status_may_be_a_number() -> None:
    assert list(malformations({"responses": {200: {"description": ""}}}, OPERATION)) == []


def test_what_is_nested_without_end() -> None:
    schema: Any = {}
    for _ in range(DEEPEST + 1):
        schema = {"not": schema}
    (fault,) = malformations(schema, SCHEMA)
    assert fault.message == f"is nested deeper than {DEEPEST} levels"


def test_a_document_that_is_well_formed_is_the_same() -> None:
    document = {"openapi": "3.0.3", "paths": {"/": {"get": {"responses": {}}}}}
    assert well_formed(document) == (document, [])
