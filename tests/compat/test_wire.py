"""Parameters and credentials are compared by what stands on the wire."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compat.pieces import Json, document, told
from drf_typed_responses.compat import compare

INTEGER: Json = {"type": "integer"}
STRING: Json = {"type": "string"}


def with_parameter(location: str, schema: Json, name: str = "id") -> Json:
    parameter = {"in": location, "name": name, "schema": schema, "required": location == "path"}
    operation = {"parameters": [parameter], "responses": {"200": {"description": ""}}}
    path = "/teams/{id}/" if location == "path" else "/teams/"
    return document({path: {"get": operation}})


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
def test_a_number_is_a_text_there(location: str) -> None:
    number, text = (with_parameter(location, schema) for schema in (INTEGER, STRING))
    assert told(number, text) == []
    (change,) = told(text, number)
    assert change[:2] == ("error", "parameter-type-changed")


def at(path: str, *servers: str) -> Json:
    found = document({path: {"get": {"responses": {"200": {"description": ""}}}}})
    return {**found, "servers": [{"url": url} for url in servers]} if servers else found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (at("/v1/teams/"), at("/teams/", "/v1")),
        (at("/v1/teams/", "https://x.org"), at("/teams/", "https://x.org/v1/")),
        (at("/teams/{id}/", "/v1"), at("/v1/teams/{pk}/")),
    ],
)
def test_a_path_on_a_server_is_one_address(old: Json, new: Json) -> None:
    assert told(old, new) == []
    assert told(new, old) == []


def test_a_variable_of_a_server_that_lists_no_values_has_its_default() -> None:
    old = {**at("/teams/"), "servers": [{"url": "/{v}", "variables": {"v": {"default": "v1"}}}]}
    assert [change[1] for change in told(old, at("/v1/teams/"))] == ["servers-changed"]
    assert told(old, at("/v2/teams/"))[0][:2] == ("error", "operation-removed")


def test_another_address_is_another_operation() -> None:
    old, new = at("/v1/teams/"), at("/teams/", "/v2")
    assert [change[:2] for change in told(old, new)] == [
        ("error", "operation-removed"),
        ("info", "operation-added"),
    ]


def with_credentials(**scheme: Any) -> Json:
    base = document({"/teams/": {"get": {"responses": {"200": {"description": ""}}}}})
    base["components"]["securitySchemes"] = {"key": scheme}
    return {**base, "security": [{"key": []}]}


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ({"type": "http", "scheme": "bearer"}, {"type": "http", "scheme": "Bearer"}, True),
        ({"type": "http", "scheme": "bearer"}, {"type": "http", "scheme": "basic"}, False),
        ({"type": "apiKey", "in": "header", "name": "X-Key"},
         {"type": "apiKey", "in": "header", "name": "x-key"}, True),
        ({"type": "apiKey", "in": "query", "name": "Key"},
         {"type": "apiKey", "in": "query", "name": "key"}, False),
    ],
)  # fmt: skip
def test_letters_of_either_size(old: Json, new: Json, is_same: bool) -> None:
    """Source: RFC 9110 sections 5.1 and 11.1."""
    assert (told(with_credentials(**old), with_credentials(**new)) == []) is is_same


def test_the_name_of_a_header_has_letters_of_either_size() -> None:
    old, new = (with_parameter("header", STRING, name) for name in ("X-Team", "x-team"))
    assert told(old, new) == []


def listing(*texts: str) -> Json:
    return {"type": "string", "enum": [*texts]}


ANY_NUMBER: Json = {"type": "number"}
DIGITS: Json = {"type": "string", "pattern": "^[0-9]+$"}
SLUG: Json = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (listing("1", "2"), INTEGER, ""),
        (listing("1", "x"), INTEGER, "error"),
        ({"type": "integer", "enum": [1, 2]}, listing("1", "2", "3"), ""),
        ({"type": "integer", "enum": [1, 4]}, listing("1", "2"), "error"),
        ({"type": "boolean"}, listing("false", "true"), ""),
        ({"type": "boolean"}, listing("true"), "error"),
        (listing("true"), {"type": "boolean"}, ""),
        (INTEGER, {"anyOf": [{"type": "integer", "minimum": 5}, STRING]}, ""),
        (listing("1"), {"anyOf": [INTEGER, listing("x")]}, ""),
        (INTEGER, DIGITS, "error"),  # -1
        ({"type": "integer", "minimum": 0}, DIGITS, ""),
        (INTEGER, SLUG, ""),
        (ANY_NUMBER, SLUG, "error"),  # 0.5
        (INTEGER, {"type": "string", "pattern": r"^[\w-]+$"}, ""),
        (INTEGER, {**SLUG, "maxLength": 3}, "warning"),  # each value found fits
        (DIGITS, INTEGER, "error"),  # "00"
        (INTEGER, ANY_NUMBER, ""),
        (ANY_NUMBER, INTEGER, "error"),
        ({"type": "integer", "nullable": True}, STRING, ""),
        ({"type": "integer", "nullable": True}, INTEGER, ""),
        ({"enum": ["a", None]}, {"enum": ["a"]}, ""),
    ],
)  # fmt: skip
def test_texts_are_compared(old: Json, new: Json, verdict: str) -> None:
    found = told(with_parameter("query", old), with_parameter("query", new))
    assert [level for level, _, _ in found if level != "info"] == [verdict] * bool(verdict), found


@pytest.mark.parametrize("location", ["path", "query", "header", "cookie"])
@pytest.mark.parametrize("nullable", [
    {"type": "string", "nullable": True},
    {"allOf": [STRING], "nullable": True},
    {"enum": ["a", "b", None], "type": "string", "nullable": True},
    {"type": "array", "items": {"type": "string", "nullable": True}},
])  # fmt: skip
def test_null_has_no_text(location: str, nullable: Json) -> None:
    """Neither a null that is allowed no more, nor a `nullable` without effect is a change."""
    plain = json.loads(json.dumps(nullable).replace("true", "false").replace(", null", ""))
    assert told(with_parameter(location, nullable), with_parameter(location, plain)) == []
    assert told(with_parameter(location, plain), with_parameter(location, nullable)) == []


def test_null_in_a_form_has_no_text() -> None:
    def form(note: Json) -> Json:
        fields = {"type": "object", "properties": {"note": note}}
        body = {"content": {"application/x-www-form-urlencoded": {"schema": fields}}}
        operation = {"requestBody": body, "responses": {"204": {"description": ""}}}
        return document({"/teams/": {"post": operation}})

    assert told(form({"type": "string", "nullable": True}), form(STRING)) == []


def test_a_parameter_of_json_is_no_text() -> None:
    old, new = (with_parameter("query", schema) for schema in (INTEGER, STRING))
    for each in (old, new):
        (parameter,) = each["paths"]["/teams/"]["get"]["parameters"]
        parameter["content"] = {"application/json": {"schema": parameter.pop("schema")}}
    assert [change[:2] for change in told(old, new)] == [("error", "parameter-type-changed")]


STRINGS: Json = {"type": "array", "items": STRING}
TEXTS = [
    (INTEGER, STRING, []),
    (STRING, INTEGER, ["type-changed"]),
    (STRING, STRINGS, []),
    (INTEGER, STRINGS, []),
    (STRING, {"type": "array", "items": INTEGER}, ["type-changed"]),
    (STRING, {**STRINGS, "minItems": 2}, ["type-changed"]),
    (STRING, {**STRINGS, "maxItems": 0}, ["type-changed"]),
    (STRING, {**STRINGS, "default": []}, ["default-changed"]),
    ({"anyOf": [STRING, STRINGS]}, STRINGS, []),
    (STRINGS, STRING, ["type-changed"]),
    ({"type": "array", "items": INTEGER, "maxItems": 1}, STRING, []),
]


@pytest.mark.parametrize(("old", "new", "kinds"), TEXTS)
def test_a_query_is_text(old: Json, new: Json, kinds: list[str]) -> None:
    found = told(with_parameter("query", old), with_parameter("query", new))
    assert [change[1] for change in found] == [f"parameter-{kind}" for kind in kinds]


@pytest.mark.parametrize("media", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize(("old", "new", "kinds"), TEXTS)
def test_a_field_of_a_form_is_text(media: str, old: Json, new: Json, kinds: list[str]) -> None:
    def form(schema: Json) -> Json:
        fields = {"type": "object", "required": ["a"], "properties": {"a": schema}}
        body = {"content": {media: {"schema": {"$ref": "#/components/schemas/Form"}}}}
        operation = {"requestBody": body, "responses": {"204": {"description": ""}}}
        return document({"/teams/": {"post": operation}}, Form=fields)

    found = told(form(old), form(new))
    assert [change[1] for change in found] == [f"request-{kind}" for kind in kinds]


def listed(items: Json, **words: Any) -> Json:
    return {"type": "array", "items": items, **words}


@pytest.mark.parametrize(
    ("location", "old", "new", "value"),
    [
        ("query", listed(STRING, maxItems=1), STRING, None),  # a=x
        ("cookie", listed(INTEGER, minItems=1, maxItems=1), STRING, None),
        ("query", listed(STRING, maxItems=1), INTEGER, '""'),
        ("query", listed(STRING), STRING, '["",""]'),  # a=&a=
        ("path", INTEGER, listed(INTEGER), None),  # a number has no comma
        ("header", {"type": "boolean"}, listed({"type": "boolean"}), None),
        ("header", STRING, listed(STRING), None),  # "a,b" is two texts
        ("header", STRING, listed(STRING, maxItems=2), '""'),
        ("header", listed(INTEGER), STRING, None),  # 1,2
        ("header", listed(STRING), {"type": "string", "maxLength": 3}, "[]"),
        ("query", STRING, listed(STRING, minItems=2), '""'),
    ],
)
def test_an_array_of_one_item_is_written_like_the_item(
    location: str, old: Json, new: Json, value: str | None
) -> None:
    found = compare(*(with_parameter(location, schema) for schema in (old, new)))
    assert [change.value for change in found] == ([] if value is None else [value])


@pytest.mark.parametrize("count", ["2", [], {}])
@pytest.mark.parametrize("word", ["minItems", "maxItems"])
def test_a_malformed_count_of_items_is_undecided(word: str, count: Any) -> None:
    pair = with_parameter("query", STRING), with_parameter("query", listed(STRING, **{word: count}))
    for old, new in (pair, pair[::-1]):
        assert [change[1] for change in told(old, new)] == ["undecided"]


def test_a_header_of_a_response_is_text() -> None:
    def sending(schema: Json) -> Json:
        answer = {"description": "", "headers": {"X-Count": {"schema": schema}}}
        return document({"/teams/": {"get": {"responses": {"200": answer}}}})

    assert told(sending(STRING), sending(INTEGER)) == []
    assert [c[:2] for c in told(sending(INTEGER), sending(STRING))] == [
        ("error", "header-type-changed")
    ]


def test_an_optional_attribute_of_an_object_is_an_addition() -> None:
    old, new = (
        with_parameter("query", {"type": "object", "properties": properties})
        for properties in ({"a": STRING}, {"a": STRING, "b": INTEGER})
    )
    assert [change[:2] for change in told(old, new)] == [("info", "parameter-attribute-added")]


def test_a_value_of_a_media_type_may_be_quoted() -> None:
    def sending(media: str) -> Json:
        answer = {"description": "", "content": {media: {"schema": STRING}}}
        return document({"/teams/": {"get": {"responses": {"200": answer}}}})

    assert (
        told(sending('application/json; version="1"'), sending("application/json;version=1")) == []
    )
