"""Schemas are converted: 3.0 to the letter, 3.1 and 3.2 as JSON Schema 2020-12."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.validation import Validator

from .documents import NULL, TEXT, document, is_valid, record, ref, violations

OLD = [
    ({"type": "string", "nullable": True}, None, True),
    ({"type": "string", "nullable": True, "enum": ["a"]}, None, False),
    ({"type": "string", "nullable": True, "enum": ["a", None]}, None, True),
    ({"nullable": True, "allOf": [TEXT]}, None, True),  # as it is meant, not by the letter
    ({"nullable": True, "allOf": [TEXT]}, 1, False),
    ({"nullable": True, "allOf": [TEXT, {"minLength": 1}]}, None, False),
    ({"nullable": True, "anyOf": [TEXT]}, None, False),
    ({"type": "string", "nullable": True, "allOf": [TEXT]}, None, False),
    ({"anyOf": [TEXT, NULL]}, None, True),
    ({"anyOf": [TEXT, NULL]}, {}, False),
    ({}, None, True),
    ({"type": "integer", "minimum": 1, "exclusiveMinimum": True}, 1, False),
    ({"type": "integer", "minimum": 1, "exclusiveMinimum": False}, 1, True),
    ({"type": "integer", "maximum": 1, "exclusiveMaximum": True}, 1, False),
    ({"const": 1}, 2, True),
    ({"patternProperties": {"": TEXT}}, {"a": 1}, True),
    ({"type": "array", "prefixItems": [TEXT]}, [1], True),
]


@pytest.mark.parametrize(("schema", "value", "valid"), OLD)
def test_openapi_30(schema: Any, value: Any, valid: bool) -> None:
    assert is_valid(schema, value) is valid


NEW = [
    ({"type": ["string", "null"]}, None, True),
    ({"type": "string", "nullable": True}, None, False),
    ({"const": 1}, 2, False),
    ({"patternProperties": {"^x": TEXT}}, {"x": 1}, False),
    ({"patternProperties": {"^x": TEXT}, "additionalProperties": False}, {"xy": ""}, True),
    ({"prefixItems": [TEXT]}, [1], False),
    ({"exclusiveMinimum": 1}, 1, False),
    ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1}, False),
    ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, False),
    ({"contains": TEXT}, [1], False),
    ({"properties": {"a": {}}, "unevaluatedProperties": False}, {"b": 1}, False),
    (True, 1, True),
    (False, 1, False),
]


@pytest.mark.parametrize("version", ["3.1", "3.2"])
@pytest.mark.parametrize(("schema", "value", "valid"), NEW)
def test_openapi_31_and_32(schema: Any, value: Any, valid: bool, version: str) -> None:
    assert is_valid(schema, value, version) is valid


@pytest.mark.parametrize(("version", "valid"), [("3.0", True), ("3.1", False)])
def test_siblings_of_a_reference(version: str, valid: bool) -> None:
    beside = document({"Text": TEXT}, version)
    assert is_valid({**ref("Text"), "maxLength": 1}, "long", version, beside=beside) is valid


VALUES = [
    ({"type": "integer"}, 1.0, True),
    ({"type": "integer"}, True, False),
    ({"type": "number"}, False, False),
    ({"enum": [1]}, True, False),
    ({"enum": [0]}, False, False),
    ({"type": "number", "multipleOf": 0.01}, 0.07, True),
    ({"type": "number", "multipleOf": 0.01}, 0.075, False),
    ({"type": "number", "multipleOf": 0.01}, 1e300, True),
    ({"type": "integer", "multipleOf": 7}, 10**400, False),
    ({"type": "string", "pattern": "^a$"}, "a\n", False),
    ({"type": "string", "pattern": r"^\d$"}, "\u0663", False),
    ({"type": "string", "pattern": r"^[$]\$$"}, "$$", True),
    ({"type": "string", "pattern": r"^(?<year>\d{4})$"}, "2026", True),
    ({"type": "array", "items": {}, "uniqueItems": True}, [1, True], True),
    ({"type": "array", "items": {}, "uniqueItems": True}, [{"a": 1}, {"a": 1.0}], False),
    ({"type": "string", "maxLength": 1}, "\U0001f600", True),
]


@pytest.mark.parametrize(("schema", "value", "valid"), VALUES)
def test_values(schema: Any, value: Any, valid: bool) -> None:
    assert is_valid(schema, value) is valid


FORMATS = [
    ("date", "2026-02-28", True),
    ("date", "2026-02-30", False),
    ("date", "20260228", False),
    ("date", "2026-W01-1", False),
    ("date-time", "2026-02-28T12:00:00Z", True),
    ("date-time", "2026-02-28T12:00:00.123456789+05:30", True),
    ("date-time", "2026-12-31T23:59:60Z", True),
    ("date-time", "2026-02-28T12:00:00", False),
    ("date-time", "2026-02-30T12:00:00Z", False),
    ("date-time", "2026-02-28 12:00:00Z", False),
    ("date-time", "2026-02-28t12:00:00z", False),
    ("date-time", "2026-02-28T12:00:00Z\n", False),
    ("date-time", "2026-02-28T25:00:00Z", False),
    ("date-time", "2026-02-28T12:00:61Z", False),
    ("uuid", "123e4567-e89b-12d3-a456-426614174000", True),
    ("uuid", "123E4567-E89B-12D3-A456-426614174000", True),
    ("uuid", "123e4567e89b12d3a456426614174000", False),
    ("ipv4", "127.0.0.1", True),
    ("ipv4", "127.0.0.256", False),
    ("ipv6", "::1", True),
    ("ipv6", "fe80::1%eth0", False),
    ("email", "ada@localhost", True),
    ("email", "ada", False),
    ("email", "a da@example.org", False),
    ("uri", "https://example.com/teams/1?page=2#top", True),
    ("uri", "mailto:ada@example.org", True),
    ("uri", "https://beispiel.example/größe", True),
    ("uri", "no uri at all", False),
    ("uri", "/media/1.png", False),
    ("uri", "example.com:x", True),
    ("uri", "", False),
    ("byte", "***", True),
    ("time", "25:00", True),
]


@pytest.mark.parametrize(("name", "text", "valid"), FORMATS)
def test_formats(name: str, text: str, valid: bool) -> None:
    assert is_valid({"type": "string", "format": name}, text) is valid


def test_a_format_is_of_texts_only() -> None:
    assert is_valid({"format": "date"}, 5)


ONE_WAY = [("readOnly", "response", False), ("readOnly", "request", True)]
ONE_WAY += [("writeOnly", "response", True), ("writeOnly", "request", False)]


@pytest.mark.parametrize(("keyword", "direction", "valid"), ONE_WAY)
def test_what_is_required_one_way_only(keyword: str, direction: str, valid: bool) -> None:
    schema = record("id", id={"type": "string", keyword: True})
    assert is_valid(schema, {}, direction=direction) is valid


UNUSABLE = [
    (ref("Nowhere"), "the schema refers to #/components/schemas/Nowhere, which leads nowhere"),
    ({"$ref": "x.json#/A"}, "the schema refers to x.json#/A, which leads out of the document"),
    ({"$ref": 5}, "the reference 5 is not text"),
    ({"type": "string", "pattern": "("}, "( is not a regular expression that can be read"),
]


@pytest.mark.parametrize(("schema", "words"), UNUSABLE)
def test_a_schema_that_cannot_be_used(schema: Any, words: str) -> None:
    [violation] = violations(schema, "x")
    assert (violation.kind, violation.message) == (
        "schema",
        f"the value cannot be checked: {words}",
    )


def test_a_reference_to_any_place_of_the_document() -> None:
    beside = {"x-parts": {"a/b": {"type": "string"}}}
    assert not is_valid({"$ref": "#/x-parts/a~1b"}, 1, beside=beside)


@pytest.mark.parametrize("name", ["$ref", "properties", "enum", "allOf"])
def test_an_attribute_may_be_named_as_a_keyword(name: str) -> None:
    [violation] = violations(record(name, **{name: TEXT}), {name: 1})
    assert violation.property == name


def test_a_schema_is_compiled_once() -> None:
    schema = record("id", id=TEXT)
    validator = Validator(document({}))
    assert validator.violations(schema, {"id": "1"}) == []
    schema.clear()
    assert [m.kind for m in validator.violations(schema, {})] == ["missing"]
