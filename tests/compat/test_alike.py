"""Schemas of the same text on both sides are compared as if they were read."""

from __future__ import annotations

import copy
from itertools import product
from typing import Any

import pytest

from drf_typed_responses.compat import compare

COUNT = 5
# A document with a condition or `not` has each of its schemas read.
READ = {"Unused": {"not": {"type": "string"}}}


def ref(number: int) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/C{number % COUNT}"}


def document(union: str, words: dict[str, Any], tags: bool) -> dict[str, Any]:
    """Components that refer to each other through unions and arrays of unions."""
    schemas: dict[str, Any] = {
        f"C{i}": {
            "type": "object",
            "required": ["id", "kind"],
            "properties": {
                "id": {"type": "integer"},
                "kind": {"type": "string", "enum": [f"c{i}" if tags else "open", "shared"[tags:]]},
                "name": {"type": "string"},
                "owner": {union: [ref(2 * i + 1), ref(3 * i + 2)], **words},
                "links": {"type": "array", "items": {union: [ref(5 * i + 3), {"type": "string"}]}},
                "more": {union: [ref(i + 1), {"type": "integer"}, ref(i + 3), ref(i + 4)]},
            },
        }
        for i in range(COUNT)
    }
    content = {"application/json": {"schema": ref(2)}}
    operation = {
        "requestBody": {"content": content},
        "responses": {"200": {"description": "Yes.", "content": content}},
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "API", "version": "1"},
        "paths": {f"/{i}": {"post": operation} for i in range(2)},
        "components": {"schemas": schemas},
    }


def _gone(attributes: dict[str, Any]) -> None:
    del attributes["name"]


EDITS = {
    "an attribute is gone": _gone,
    "a type": lambda attributes: attributes.update(name={"type": "integer"}),
    "an enumeration": lambda attributes: attributes["kind"]["enum"].append("new"),
    "an array": lambda attributes: attributes["links"].update(minItems=1),
    "a default": lambda attributes: attributes["name"].update(default="x"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(
    ("union", "words"),
    [
        ("anyOf", {}),
        ("oneOf", {}),
        ("oneOf", {"discriminator": {"propertyName": "kind"}}),
        ("anyOf", {"description": "Who owns it."}),
        ("anyOf", {"nullable": True}),
    ],
)
def test_reading_finds_the_same_changes(union: str, words: dict[str, Any], edit: str) -> None:
    for tags, turned in product((False, True), (False, True)):
        base = document(union, words, tags)
        revised = copy.deepcopy(base)
        EDITS[edit](revised["components"]["schemas"]["C3"]["properties"])
        pair = (revised, base) if turned else (base, revised)
        read = copy.deepcopy(pair)
        for each in read:
            each["components"]["schemas"].update(READ)
        found = compare(*pair)
        assert found
        assert found == compare(*read)
