"""Spelling the nulls of a document: what has none stays the same object, and is not walked."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.openapi.nulls import exact_document, is_plain_null
from drf_typed_responses.openapi.part_index import PartIndex

TEAM = {"type": "object", "properties": {"id": {"type": "string"}}}
REFERENCE = {"$ref": "#/components/schemas/Team"}
PLAIN_NULL = {"nullable": True, "allOf": [REFERENCE]}


def body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"responses": {"200": {"content": {"application/json": {"schema": schema}}}}}


def document(version: str, **parts: dict[str, Any]) -> dict[str, Any]:
    """A document with the parts in the places that their names say."""
    return {
        "openapi": version,
        "paths": {
            "/a/": {"get": body(parts.get("operation", REFERENCE)), "post": body(REFERENCE)},
            "/b/": {"parameters": [{"name": "p", "schema": parts.get("shared", {})}]},
        },
        "webhooks": {"w": {"post": body(parts.get("webhook", REFERENCE))}},
        "components": {"schemas": {"Team": TEAM, "Part": parts.get("component", REFERENCE)}},
        "tags": [],
    }


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_document_without_such_nulls_is_the_same(version: str) -> None:
    whole = document(version)
    assert exact_document(whole) is whole


@pytest.mark.parametrize("place", ["operation", "shared", "webhook", "component"])
def test_a_null_is_respelled_in_each_place(place: str) -> None:
    """The index of a build tells which operations and components have one."""
    whole, index = document("3.0.3", **{place: PLAIN_NULL}), PartIndex()
    told = exact_document(whole, lambda part: bool(index.of(part).plain_nulls))
    assert told == exact_document(whole) != whole
    assert list(told) == list(whole)
    assert not any(map(is_plain_null, objects_in(told)))
    assert told["paths"]["/a/"]["post"] is whole["paths"]["/a/"]["post"]
    assert told["components"]["schemas"]["Team"] is TEAM


def objects_in(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [node, *(found for each in inner for found in objects_in(each))]
