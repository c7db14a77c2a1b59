"""The outcome of an exchange, valid, additive, breaking or unchecked, and its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from drf_typed_responses.conformance.checks import Check, check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.exchange import Exchange, Sent

T = TypeVar("T")

TEXT = {"type": "string"}
TEAM = {"type": "object", "properties": {"id": TEXT, "size": {}}, "required": ["id"]}
INTEGERS = {"type": "array", "items": {"type": "integer"}}
REQUEST = {
    "type": "object",
    "properties": {"name": TEXT, "id": {**TEXT, "readOnly": True}},
    "required": ["name", "id"],
}


def media(schema: Any, media_type: str = "application/json") -> dict[str, Any]:
    return {"description": "", "content": {media_type: {"schema": schema}}}


DOCUMENT = {
    "openapi": "3.0.3",
    "paths": {
        "/teams/": {
            "head": {"responses": {"200": media(TEXT)}},
            "post": {
                "parameters": [
                    {"$ref": "#/components/parameters/Page"},
                    {"in": "query", "name": "filter", "schema": {}},
                    {"in": "query", "name": "must", "required": True, "schema": TEXT},
                    {"in": "query", "name": "ids", "schema": INTEGERS},
                    {"in": "query", "name": "in", "schema": INTEGERS, "explode": False},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {"schema": REQUEST},
                        "application/merge-patch+json": {"schema": REQUEST},
                    }
                },
                "responses": {
                    "200": media({"$ref": "#/components/schemas/Team"}),
                    "201": {
                        **media(TEAM),
                        "headers": {
                            "Location": {"required": True, "schema": TEXT},
                            "X-Left": {"schema": {"type": "integer"}},
                            "Content-Type": {"required": True, "schema": {"type": "integer"}},
                        },
                    },
                    "202": {"description": ""},
                    "203": media(TEXT, "text/*"),
                    "204": {"description": ""},
                    "205": {"description": "", "content": {"image/png": {}}},
                    "206": media({"$ref": "#/components/schemas/Nowhere"}),
                    "4XX": {"$ref": "#/components/responses/Error"},
                },
            },
        }
    },
    "components": {
        "schemas": {"Team": TEAM},
        "parameters": {"Page": {"in": "query", "name": "page", "schema": {"type": "integer"}}},
        "responses": {"Error": media({"type": "object", "required": ["detail"]})},
    },
}
CONTRACT = Contract(DOCUMENT, {"Team": ["nickname"]})
JSON = "application/json; charset=utf-8"


def outcome(status: int, body: Any, content_type: str = JSON, **more: Any) -> tuple[str, str]:
    """The outcome and its messages."""
    done = checked(status, body, content_type, **more)
    assert done is not None
    return done.outcome, done.reason or "; ".join(m.message for m in done.violations)


def checked(
    status: int,
    body: Any,
    content_type: str = JSON,
    *,
    sent: Sent | None = None,
    method: str = "POST",
    format: str = "json",
    **headers: str,
) -> Check | None:
    raw = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    given = {"Content-Type": content_type, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return check(CONTRACT, Exchange(method, "teams/", status, given, raw, format, sent=sent))


OUTCOMES = [
    (200, {"id": "1"}, "valid", ""),
    (200, {"id": "1", "nickname": ""}, "valid", ""),
    (200, {"id": "1", "more": 1}, "additive", "`more` is not documented in `Team`"),
    (200, {"more": 1}, "breaking", "`id` is missing"),
    (200, b"", "breaking", "the body is empty, but a body is documented"),
    (200, b"{", "breaking", "the body is not JSON"),
    (200, b"\xff", "breaking", "the body is not JSON"),
    (200, b'{"id": "1", "size": NaN}', "breaking", "the body is not JSON"),
    (200, None, "unchecked", "the response is streamed"),
    (202, {"id": 1}, "unchecked", "no body is documented for 202"),
    (204, b"", "valid", ""),
    (
        207,
        {},
        "breaking",
        "the status 207 is not documented; 200, 201, 202, 203, 204, 205, 206, 4XX are",
    ),
    (404, {"detail": ""}, "valid", ""),
    (404, {}, "breaking", "`detail` is missing"),
    (
        500,
        {},
        "additive",
        "the status 500 is not documented; 200, 201, 202, 203, 204, 205, 206, 4XX are",
    ),
    (
        206,
        {},
        "unchecked",
        "the schema refers to #/components/schemas/Nowhere, which leads nowhere",
    ),
]


@pytest.mark.parametrize(("status", "body", "expected", "words"), OUTCOMES)
def test_outcomes(status: int, body: Any, expected: str, words: str) -> None:
    assert outcome(status, body) == (expected, words)


def test_a_response_to_head_has_no_body() -> None:
    assert outcome(200, b"", method="HEAD") == ("valid", "")


TYPES = [
    (200, "text/html", "breaking", "the media type text/html is not documented; application/json"),
    (200, "application/problem+json", "breaking", "the media type application/problem+json is"),
    (203, "text/csv", "unchecked", "bodies of text/csv are not checked"),
    (203, "text/plain", "unchecked", "bodies of text/plain are not checked"),
    (205, "image/png", "unchecked", "no schema is documented for 205"),
]


@pytest.mark.parametrize(("status", "content_type", "expected", "words"), TYPES)
def test_media_types(status: int, content_type: str, expected: str, words: str) -> None:
    found, said = outcome(status, b"x", content_type)
    assert (found, said.startswith(words)) == (expected, True)


def test_the_browsable_api_is_for_people() -> None:
    assert outcome(200, b"<html>", "text/html", format="api")[0] == "unchecked"


HEADERS = [
    ({"Location": "/teams/1/"}, "valid", ""),
    ({}, "breaking", "the header Location is missing"),
    ({"Location": "/", "X_Left": "5"}, "valid", ""),
    ({"Location": "/", "X_Left": "-07"}, "valid", ""),
    ({"Location": "/", "X_Left": "1" + "0" * 5000}, "valid", ""),
    *(
        (
            {"Location": "/", "X_Left": text},
            "breaking",
            f"the header X-Left is {json.dumps(text)}, which is a string, not an integer",
        )
        for text in ("few", "7_0", " 7", "7.0", "nan", "")
    ),
]


COUNT = {"$ref": "#/components/schemas/Count"}
READ_HEADERS: list[tuple[Any, str, str]] = [
    (COUNT, "5", ""),
    (COUNT, "few", '"few", which is a string, not an integer'),
    ({"allOf": [COUNT]}, "5", ""),
    ({"type": ["integer", "null"]}, "5", ""),
    ({"anyOf": [{"type": "string", "maxLength": 0}, {"type": "integer"}]}, "5", ""),
    ({"enum": [5]}, "5", ""),
    ({}, "5", ""),
    ({"type": "array", "items": COUNT}, "5, 7", ""),
    ({"type": "array", "items": {"type": "string"}}, "5", ""),
    ({"type": "object"}, "a,5", ""),
]


@pytest.mark.parametrize(("schema", "text", "words"), READ_HEADERS)
def test_a_header_is_read_as_its_schema_reads_it(schema: Any, text: str, words: str) -> None:
    assert of_header(schema, text) == ("breaking" if words else "valid", words)


def test_a_header_whose_schema_cannot_be_used_is_not_broken() -> None:
    found = of_header({"$ref": "#/components/schemas/Nowhere"}, "5")
    assert found == (
        "unchecked",
        "the schema refers to #/components/schemas/Nowhere, which leads nowhere",
    )


def of_header(schema: Any, text: str) -> tuple[str, str]:
    responses = {"204": {"headers": {"X-Left": {"schema": schema}}}}
    document = {
        "openapi": "3.1.0",
        "paths": {"/team/": {"get": {"responses": responses}}},
        "components": {"schemas": {"Count": {"type": "integer"}}},
    }
    done = check(Contract(document), Exchange("GET", "team/", 204, {"X-Left": text}, b""))
    assert done is not None
    said = done.reason or "; ".join(each.message for each in done.violations)
    return done.outcome, said.removeprefix("the header X-Left is ")


@pytest.mark.parametrize(("headers", "expected", "words"), HEADERS)
def test_headers(headers: dict[str, str], expected: str, words: str) -> None:
    assert outcome(201, {"id": "1"}, **headers) == (expected, words)


def test_what_is_seen_to_be_broken_is_so_where_the_body_is_streamed() -> None:
    done = checked(201, None)
    assert done is not None
    assert (done.outcome, done.reason) == ("breaking", "the response is streamed")
    assert [violation.message for violation in done.violations] == [
        "the header Location is missing"
    ]


def test_a_schema_that_cannot_be_used_hides_no_violation() -> None:
    done = checked(206, {}, sent=sent(GOOD, sort="x"))
    assert done is not None
    assert (done.outcome, len(done.violations)) == ("unchecked", 1)


def sent(body: Any, **query: str) -> Sent:
    given = {"must": ["x"], **{name: [value] for name, value in query.items()}}
    return Sent("application/json", json.dumps(body).encode(), given)


GOOD = {"name": "Blue"}
REQUESTS = [
    (sent(GOOD), "valid", ""),
    (sent(GOOD, page="2"), "valid", ""),
    (sent(GOOD, ids="2"), "valid", ""),
    (sent(GOOD, **{"in": "2,3"}), "valid", ""),
    (
        sent(GOOD, page="two"),
        "additive",
        'the request is accepted, but the query parameter `page` is "two", which is a string, '
        "not an integer",
    ),
    (
        sent(GOOD, **{"in": "2,two"}),
        "additive",
        "the request is accepted, but in the query parameter `in` `[1]` is "
        '"two", which is a string, not an integer',
    ),
    (
        Sent("application/merge-patch+json", b"{}", {"must": ["x"]}),
        "additive",
        "the request is accepted, but `name` is missing",
    ),
    (sent(GOOD, **{"filter[a]": "2"}), "valid", ""),
    (
        sent(GOOD, sort="x"),
        "additive",
        "the query parameter `sort` is accepted but not documented",
    ),
    (
        Sent("application/json", b'{"name": ""}'),
        "additive",
        "the query parameter `must` is documented as required and is not",
    ),
    (sent({}), "additive", "the request is accepted, but `name` is missing"),
    (sent({**GOOD, "a": 1}), "additive", "the request is accepted, but `a` is not documented"),
    (Sent("multipart/form-data", None, {"must": ["x"]}), "valid", ""),
]


@pytest.mark.parametrize(("request_", "expected", "words"), REQUESTS)
def test_accepted_requests(request_: Sent, expected: str, words: str) -> None:
    assert outcome(200, {"id": "1"}, sent=request_) == (expected, words)


def test_a_request_that_is_refused_may_be_anything() -> None:
    assert outcome(400, {"detail": ""}, sent=sent({"a": 1})) == ("valid", "")


def test_private_operations_are_left_alone() -> None:
    assert checked(200, {"id": 5}, method="GET") is None


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"a":' * 400 + b"1" + b"}" * 400])
def test_a_body_that_is_nested_too_deeply_is_unchecked(body: bytes) -> None:
    """Also a body that can be parsed, but whose violations cannot be explained."""
    node = {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/Node"}}}
    responses = {"200": media({"$ref": "#/components/schemas/Node"})}
    document = {
        "openapi": "3.0.3",
        "paths": {"/tree/": {"get": {"responses": responses}}},
        "components": {"schemas": {"Node": node}},
    }
    exchange = Exchange("GET", "tree/", 200, {"Content-Type": JSON}, body)
    contract = Contract(document)
    for frames in range(20):  # so that the stack ends at each line of the check
        done = deeper(frames, lambda: check(contract, exchange))
        assert done is not None
        assert (done.outcome, done.reason) == ("unchecked", "the body is nested too deeply")


def deeper(frames: int, call: Callable[[], T]) -> T:
    """What a call returns, with more frames on the stack."""
    return deeper(frames - 1, call) if frames else call()
