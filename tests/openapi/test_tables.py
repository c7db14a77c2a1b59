"""Media types, statuses, formats, patterns and references: a row each."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import FormatChecker

from drf_typed_responses.exceptions import DocumentError
from drf_typed_responses.openapi.formats import CHECKS, TEXT_FORMATS
from drf_typed_responses.openapi.media_types import covering, essence, is_json, normalized
from drf_typed_responses.openapi.operations import operations_of
from drf_typed_responses.openapi.patterns import compiled
from drf_typed_responses.openapi.pointers import (
    UnresolvedReference,
    objects,
    resolve,
    resolve_object,
)
from drf_typed_responses.openapi.statuses import governing, is_status, is_success
from drf_typed_responses.openapi.versions import (
    dialect_of,
    require_openapi,
    version_of,
)


@pytest.mark.parametrize(
    ("media_type", "keys", "key"),
    [
        ("application/json", ["*/*", "application/*", "application/json"], "application/json"),
        ("application/json", ["*/*", "application/*", "text/plain"], "application/*"),
        ("application/json", ["*/*", "text/*"], "*/*"),
        ("application/json;version=1", ["application/json"], "application/json"),
        ("application/json", ["application/json;version=1"], None),
        ("application/json", ["text/*"], None),
        ("application/*", ["application/json", "*/*"], "*/*"),
    ],
)
def test_the_most_specific_media_type_covers(
    media_type: str, keys: list[str], key: str | None
) -> None:
    assert covering(media_type, {name: name for name in keys}) == key


@pytest.mark.parametrize(
    ("written", "once"),
    [
        ("Application/JSON", "application/json"),
        ("text/html; charset=UTF-8", "text/html"),
        ("a/b; Version=2 ; q=1", "a/b;q=1;version=2"),
    ],
)
def test_a_media_type_has_one_spelling(written: str, once: str) -> None:
    assert normalized(written) == once
    assert essence(written) == once.partition(";")[0]


@pytest.mark.parametrize(
    ("media_type", "answer"),
    [("application/json", True), ("application/problem+json", True), ("text/json5", False)],
)
def test_media_types_of_json(media_type: str, answer: bool) -> None:
    assert is_json(media_type) is answer


@pytest.mark.parametrize(
    ("status", "documented", "key"),
    [
        (200, ["default", "2XX", "200"], "200"),
        (201, ["default", "2XX", "200"], "2XX"),
        (404, ["default", "2XX", "200"], "default"),
        ("2XX", ["2XX"], "2XX"),
        ("2XX", ["200"], None),
        (404, ["200"], None),
    ],
)
def test_the_response_of_a_status(status: Any, documented: list[str], key: str | None) -> None:
    assert governing(status, documented) == key


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("200", (True, True)),
        ("2XX", (True, True)),
        ("404", (True, False)),
        ("default", (True, False)),
        ("2xx", (False, True)),
        ("600", (False, False)),
        ("x-note", (False, False)),
    ],
)
def test_the_keys_of_a_responses_object(key: str, answers: tuple[bool, bool]) -> None:
    assert (is_status(key), is_success(key)) == answers


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_the_samples_of_a_format_have_it(name: str) -> None:
    assert all(map(CHECKS[name], TEXT_FORMATS[name].samples))


# jsonschema also takes a lower case t and z, which RFC 3339 allows and many parsers reject; and
# it treats zones in addresses differently.
CHARACTERS = st.text("0123456789-:TZ+.", max_size=30)


@given(st.sampled_from(["date", "date-time", "uuid", "ipv4", "ipv6"]), CHARACTERS)
def test_formats_agree_with_jsonschema(name: str, text: str) -> None:
    checker = FormatChecker()
    for each in (text, *TEXT_FORMATS[name].samples, TEXT_FORMATS[name].samples[0] + text[:3]):
        assert CHECKS[name](each) is checker.conforms(each, name)


PIECES = st.sampled_from(
    ["a", "[$]", "[^$a]", "$", "^", "(?<x>b)", r"\$", r"[\]$]", "a{1,2}", "(a|b)?", r"\d", "."]
)


@given(st.lists(PIECES, max_size=5).map("".join), st.text("ab$]1\n", max_size=4))
def test_patterns_agree_with_jsonschema_rs(pattern: str, text: str) -> None:
    """A pattern of ECMA 262 matches in Python where it matches in jsonschema-rs."""
    if pattern.count("(?<x>") > 1:
        pattern = pattern.replace("(?<x>", "(", pattern.count("(?<x>") - 1)
    expression = compiled(pattern)
    assert expression is not None
    judge = jsonschema_rs.Draft202012Validator({"pattern": pattern})
    assert bool(expression.search(text)) is judge.is_valid(text)


def test_a_pattern_that_python_cannot_read() -> None:
    assert compiled(r"\p{L}+") is None
    assert compiled("(") is None


DOCUMENT: dict[str, Any] = {
    "a": {"$ref": "#/b"},
    "b": {"$ref": "#/c/0"},
    "c": [{"x": 1}],
    "round": {"$ref": "#/round"},
    "text": "no object",
}


@pytest.mark.parametrize(
    ("reference", "found"),
    [("#/a", {"x": 1}), ("#/c/0", {"x": 1}), ("#", DOCUMENT), ("#/text", "no object")],
)
def test_a_reference_is_followed_to_its_end(reference: str, found: Any) -> None:
    assert resolve(DOCUMENT, {"$ref": reference}) == found


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("#/round", "leads in a circle"),
        ("#/nowhere", "leads nowhere"),
        ("#/c/1", "leads nowhere"),
        ("#anchor", "names an anchor, which is not looked for"),
        ("other.json#/a", "leads out of the document"),
    ],
)
def test_a_reference_that_leads_to_nothing(reference: str, reason: str) -> None:
    with pytest.raises(UnresolvedReference, match=reason):
        resolve(DOCUMENT, {"$ref": reference})
    assert resolve_object(DOCUMENT, {"$ref": reference}) == {}


def test_objects_are_not_found_in_values() -> None:
    node = {
        "properties": {"enum": {"type": "string"}, "$ref": {"enum": [{"$ref": "x"}]}},
        "example": {"$ref": "x"},
        "examples": [{"$ref": "x"}],
        "default": {"$ref": "x"},
    }
    found = [json.dumps(each) for each in objects(node)]
    assert found == [json.dumps(each) for each in (node, *node["properties"].values())]


def test_parameters_of_an_operation_override_those_of_its_path() -> None:
    shared = [{"name": "id", "in": "path", "description": "shared"}, {"$ref": "#/page"}]
    own = [{"name": "id", "in": "path", "description": "own"}, {"name": "id", "in": "query"}]
    item = {"parameters": shared, "get": {"parameters": own}, "x-get": {}}
    page = {"name": "p", "in": "query"}
    paths = {"/{id}/": {"$ref": "#/item"}}
    (operation,) = operations_of({"paths": paths, "item": item, "page": page})
    assert operation.name == "GET /{id}/"
    assert operation.parameters == (own[0], page, own[1])


@pytest.mark.parametrize(
    ("written", "version", "dialect"),
    [
        ("3.0.3", "3.0", "3.0"),
        ("3.1.0", "3.1", "2020-12"),
        ("3.2.0-rc1", "3.2", "2020-12"),
        ("3.3.0", None, "2020-12"),
        (3.1, None, "2020-12"),
    ],
)
def test_versions(written: Any, version: str | None, dialect: str) -> None:
    assert version_of(written) == version
    assert dialect_of({"openapi": written}) == dialect


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "x is not an OpenAPI document: it is not an object"),
        ({"swagger": "2.0"}, "x is Swagger 2.0, and only OpenAPI 3 can be compared"),
        ({}, 'x is not an OpenAPI document: it has no "openapi"'),
        ({"openapi": 3}, 'x: "openapi" must be a string'),
        ({"openapi": "4.0.0"}, "x is OpenAPI 4.0.0; known are 3.0, 3.1, 3.2"),
        ({"openapi": "3.0.3", "paths": []}, '"paths" is not an object'),
    ],
)
def test_a_value_that_is_not_a_document(value: Any, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        require_openapi(value, "x")
