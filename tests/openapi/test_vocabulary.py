"""The vocabulary, compared with the published schemas of OpenAPI and JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema_specifications
import pytest

from drf_typed_responses.openapi.vocabulary import (
    ANNOTATIONS,
    COMPONENT_KINDS,
    KEYWORDS,
    METHODS,
    TYPES,
    Holds,
    asserted,
)

VOCABULARIES = (
    "applicator", "content", "core", "format-annotation", "meta-data", "unevaluated", "validation",
)  # fmt: skip
META = "https://json-schema.org/draft/2020-12/meta/"


def specification(version: str) -> dict[str, Any]:
    """The schema of OpenAPI documents of a version, as openapi-spec-validator ships it."""
    file = files("openapi_spec_validator") / "resources" / "schemas" / f"v{version}" / "schema.json"
    found: dict[str, Any] = json.loads(file.read_bytes())
    return found


OF_3_0: dict[str, Any] = specification("3.0")["definitions"]["Schema"]["properties"]
OF_3_2: dict[str, Any] = specification("3.2")["$defs"]
OF_2020_12: dict[str, Any] = {
    name: schema
    for part in VOCABULARIES
    for name, schema in jsonschema_specifications.REGISTRY.contents(META + part)[
        "properties"
    ].items()
}
# These name a schema or describe a document, and do not restrict values.
OF_WHOLE_DOCUMENTS = {"$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary"}


def test_methods() -> None:
    item = OF_3_2["path-item"]["properties"]
    assert set(METHODS) == {name for name, held in item.items() if "operation" in str(held)} - {
        "additionalOperations"
    }


def test_component_kinds() -> None:
    assert OF_3_2["components"]["properties"].keys() == COMPONENT_KINDS


def test_types() -> None:
    simple = jsonschema_specifications.REGISTRY.contents(f"{META}validation")
    assert set(TYPES) == set(simple["$defs"]["simpleTypes"]["enum"])


def test_keywords_of_3_0() -> None:
    """Each keyword of OpenAPI 3.0 is known in that dialect; no other one restricts values."""
    assert {name for name in OF_3_0 if "3.0" not in KEYWORDS[name].dialects} == set()
    assert asserted("3.0").keys() - OF_3_0.keys() == {"$ref"}


def test_keywords_of_2020_12() -> None:
    """Each keyword of JSON Schema 2020-12 is known there, and no other one restricts values."""
    known = {name for name, keyword in KEYWORDS.items() if "2020-12" in keyword.dialects}
    assert OF_2020_12.keys() - known == OF_WHOLE_DOCUMENTS
    assert asserted("2020-12").keys() - OF_2020_12.keys() == {"$recursiveRef", "dependencies"}


HELD = {
    Holds.SCHEMA: {"$dynamicRef": "#meta"},
    Holds.SCHEMAS: {"$ref": "#/$defs/schemaArray"},
    Holds.FLAG: {"type": "boolean"},
    Holds.NUMBER: {"type": "number"},
    Holds.VALUE: True,
}


@pytest.mark.parametrize("holds", HELD, ids=lambda holds: holds.name)
def test_what_a_keyword_holds(holds: Holds) -> None:
    """The keywords that hold a schema, a list of schemas, a boolean, a number or any value."""
    plain = {
        name: {"type": schema["type"]} if schema is not True and "type" in schema else schema
        for name, schema in OF_2020_12.items()
    }
    expected = {name for name, schema in plain.items() if schema == HELD[holds]}
    ours = {name for name, keyword in KEYWORDS.items() if keyword.holds is holds}
    # The content of these is narrower, or their dialect is 3.0.
    others = {"exclusiveMaximum", "exclusiveMinimum", "multipleOf", "nullable", "example"}
    assert expected - others == ours - others


def test_annotations() -> None:
    """The vocabularies of annotations, and those that OpenAPI adds."""
    contents = jsonschema_specifications.REGISTRY.contents
    names = {*contents(f"{META}meta-data")["properties"], *contents(f"{META}content")["properties"]}
    added = {"discriminator", "example", "externalDocs", "xml", "summary", "$comment"}
    assert (names | added) - {"contentSchema"} == ANNOTATIONS
