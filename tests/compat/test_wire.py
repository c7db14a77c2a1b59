"""Parameters and credentials are compared by what stands on the wire."""

from __future__ import annotations

from typing import Any

import pytest

from compat.pieces import Json, document, told

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
