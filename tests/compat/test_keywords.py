"""Keywords that only 3.1 has: old, new, and the changes of a response and of a request."""

from __future__ import annotations

from typing import Any

import pytest

from compat.pieces import returning, taking, told
from drf_typed_responses.compat import compare

OLD_REF = {"$ref": "#/components/schemas/Short"}
STRING = {"type": "string"}
PAIR = {"type": "object", "properties": {"a": STRING, "b": STRING}}
CASES: list[tuple[Any, Any, str, str]] = [
    # Type lists, null, constants
    ({"type": ["string", "null"]}, STRING, "", "error nullable"),
    (STRING, {"type": ["string", "null"]}, "error nullable", ""),
    (STRING, {"anyOf": [STRING, {"type": "null"}]}, "error nullable", ""),
    ({"type": ["string", "null"]}, {"anyOf": [{"type": "null"}, STRING]}, "", ""),
    (STRING, {"type": ["string", "integer"]}, "error type-changed", ""),
    ({"type": "integer"}, {"type": ["integer", "number"]}, "error type-changed", ""),
    ({"type": ["null"]}, {"const": None}, "", ""),
    ({"const": "a"}, {"enum": ["a"]}, "", ""),
    ({"const": "a"}, {"const": "b"}, "error value", "error value"),
    ({"const": "a"}, {"enum": ["a", "b"]}, "warning enum-value", ""),
    ({"enum": ["a", "b"]}, {"const": "a"}, "", "error enum-value"),
    ({"const": 1}, {"const": 1.0}, "", ""),
    ({"const": 1}, {"const": True}, "error type-changed", "error type-changed"),
    ({"enum": ["a", None]}, {"enum": ["a"]}, "", "error nullable"),
    (True, {}, "", ""),
    (True, STRING, "", "error type-changed"),
    # Bounds
    ({"type": "integer", "exclusiveMinimum": 0}, {"type": "integer", "minimum": 1}, "", ""),
    ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 1}, "",
     "error range-changed"),
    ({"type": "number", "exclusiveMaximum": 9}, {"type": "number", "maximum": 9},
     "error range-changed", ""),
    ({"type": "number", "maximum": 9, "exclusiveMaximum": 9},
     {"type": "number", "exclusiveMaximum": 9}, "", ""),
    # Arrays
    ({"type": "array", "prefixItems": [STRING, STRING]},
     {"type": "array", "prefixItems": [STRING, {"type": "integer"}]},
     "error type-changed [1]", "error type-changed [1]"),
    ({"type": "array", "prefixItems": [STRING], "items": STRING},
     {"type": "array", "items": STRING}, "", ""),
    ({"type": "array", "prefixItems": [STRING], "items": False},
     {"type": "array", "prefixItems": [STRING]}, "error type-changed []", ""),
    ({"type": "array"}, {"type": "array", "contains": STRING}, "", "error condition"),
    ({"type": "array", "contains": STRING}, {"type": "array"}, "error condition", ""),
    ({"type": "array", "contains": STRING, "minContains": 1},
     {"type": "array", "contains": STRING, "minContains": 2}, "", "error condition"),
    ({"type": "array", "contains": STRING, "maxContains": 3},
     {"type": "array", "contains": STRING, "maxContains": 1}, "", "error condition"),
    # A change beside a condition
    ({"type": "array", "contains": STRING, "items": {"type": ["string", "integer"]}},
     {"type": "array", "contains": STRING, "items": STRING}, "", "error type-changed []"),
    ({"type": "array", "contains": STRING}, {"type": "array", "contains": STRING}, "", ""),
    ({"type": "array", "contains": {"minimum": 5}, "items": {"type": "integer"}},
     {"type": "array", "contains": {"minimum": 5}, "items": {"type": "number"}},
     "error type-changed []", ""),
    ({"type": "array"}, {"type": "array", "contains": STRING, "minContains": 0}, "", ""),
    ({"type": "array"}, {"type": "array", "minContains": 2}, "", ""),
    ({"type": "array", "prefixItems": [STRING]},
     {"type": "array", "prefixItems": [STRING], "unevaluatedItems": False}, "",
     "error condition"),
    # Objects
    ({"type": "object", "patternProperties": {"^x": STRING}},
     {"type": "object", "patternProperties": {"^x": {"type": "integer"}}},
     "error type-changed {^x}", "error type-changed {^x}"),
    ({"type": "object"}, {"type": "object", "patternProperties": {"^x": STRING}}, "",
     "error type-changed {^x}"),
    ({"type": "object", "propertyNames": {"maxLength": 3}}, {"type": "object"},
     "error condition", ""),
    ({"type": "object"}, {"type": "object", "propertyNames": {"maxLength": 3}}, "",
     "error condition"),
    ({"type": "object"}, {"type": "object", "dependentRequired": {"a": ["b"]}}, "",
     "error excluded"),
    (PAIR, {**PAIR, "dependentSchemas": {"a": {"properties": {"b": {"type": "integer"}}}}}, "",
     "error excluded"),
    ({**PAIR, "dependentRequired": {"a": ["b"]}},
     {"type": "object", "properties": {"a": STRING, "b": {"type": "integer"}},
      "dependentRequired": {"a": ["b"]}}, "error type-changed b", "error type-changed b"),
    ({"type": "object", "unevaluatedProperties": False}, {"type": "object"},
     "error condition", ""),
    ({"type": "object"}, {"if": {"required": ["a"]}, "then": {"required": ["b"]},
                          "type": "object"}, "", "error excluded"),
    ({**STRING, "if": {"minLength": 2}, "then": {"maxLength": 5}},
     {**STRING, "if": {"minLength": 2}, "then": {"maxLength": 4}}, "", "error length-changed"),
    # The rule about open objects does not apply within `not`
    ({"not": {"type": "object", "required": ["a"]}},
     {"not": {"type": "object", "properties": {"a": STRING}}}, "error excluded",
     "error excluded"),
    # Beside a reference
    (OLD_REF, {**OLD_REF, "description": "Another."}, "", ""),
    (OLD_REF, {**OLD_REF, "maxLength": 3}, "", "error length-changed"),
    (OLD_REF, {"allOf": [OLD_REF], "maxLength": 5}, "", ""),
    # Contents of strings
    (STRING, {**STRING, "contentEncoding": "base64"}, "warning content-changed",
     "warning content-changed"),
    ({**STRING, "contentMediaType": "text/html"}, STRING, "warning content-changed",
     "warning content-changed"),
    ({**STRING, "contentSchema": {"type": "object"}}, {**STRING, "contentSchema": {}},
     "warning undecided", "warning undecided"),
    # Keywords that do not restrict values
    (STRING, {**STRING, "contentMediaType": "text/html", "$comment": "x", "examples": ["x"]},
     "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "response", "request_"), CASES, ids=range(len(CASES)))
def test_a_keyword(old: Any, new: Any, response: str, request_: str) -> None:
    short = {"type": "string", "maxLength": 5}
    for document, words, said in (
        (returning, ("response", "200 response"), response),
        (taking, ("request", "request body"), request_),
    ):
        documents = (document(schema, "3.1.0", Short=short) for schema in (old, new))
        assert told(*documents) == ([spelled(*words, said)] if said else [])


def spelled(prefix: str, place: str, said: str) -> tuple[str, str, str]:
    level, kind, path = (*said.split(" "), "")[:3]
    id = kind if kind == "undecided" else f"{prefix}-{kind}"
    return level, id, f"{place}: {path}" if path else place


def test_a_list_of_types_in_3_0() -> None:
    """It is illegal there, and means what it means in 3.1."""
    either = {"type": ["string", "null"]}
    assert told(returning(either), returning({**STRING, "nullable": True})) == []
    assert told(returning(STRING), returning(either)) == [
        ("error", "response-nullable", "200 response")
    ]


@pytest.mark.parametrize("keyword", ["contains", "not"])
def test_a_keyword_whose_reference_says_another_thing(keyword: str) -> None:
    """The keyword is spelled the same, but refers to another schema."""
    schema = {"type": "array", keyword: {"$ref": "#/components/schemas/Barred"}}
    old, new = (returning(schema, "3.1.0", Barred={"type": "array", "minItems": n}) for n in (2, 3))
    assert told(old, new) != []


def test_each_item_of_a_stream() -> None:
    """OpenAPI 3.2 describes the items of a stream, and the stream as a whole."""
    old, new = (returning({}, "3.2.0") for _ in range(2))
    for document, schema in ((old, {"type": "integer"}), (new, STRING)):
        answer = document["paths"]["/teams/"]["get"]["responses"]["200"]
        answer["content"] = {"application/jsonl": {"itemSchema": schema}}
    assert told(old, new) == [
        ("error", "response-type-changed", "200 response (application/jsonl), each item")
    ]


def test_an_attribute_that_becomes_one_of_one_direction() -> None:
    plain, read, written = (
        {"type": "object", "properties": {"a": STRING, "b": {**STRING, **words}}}
        for words in ({}, {"readOnly": True}, {"writeOnly": True})
    )
    (change,) = compare(taking(plain), taking(read))
    assert (change.level, change.message) == ("warning", "The attribute is read-only now")
    (change,) = compare(returning(plain), returning(written))
    assert (change.level, change.message) == ("error", "The attribute is write-only now")


PETS: dict[str, Any] = {
    name: {"type": "object", "properties": {"sort": STRING}, "required": ["sort"]}
    for name in ("Cat", "Dog")
}


def pet(**mapping: str) -> Any:
    arms = [{"$ref": f"#/components/schemas/{name}"} for name in PETS]
    return {"oneOf": arms, "discriminator": {"propertyName": "sort", "mapping": mapping}}


@pytest.mark.parametrize(
    ("make", "old", "new", "message"),
    [
        (returning, pet(cat="Cat", dog="Dog"), pet(cat="Cat", dog="Dog", pup="Dog"),
         'The discriminator also maps "pup"'),
        (taking, pet(cat="Cat", dog="Dog", pup="Dog"), pet(cat="Cat", dog="Dog"),
         'The discriminator no longer maps "pup"'),
    ],
)  # fmt: skip
def test_a_tag_that_comes_or_goes_while_its_form_stays(
    make: Any, old: Any, new: Any, message: str
) -> None:
    (change,) = compare(make(old, **PETS), make(new, **PETS))
    assert (change.level, change.message) == ("warning", message)
    assert compare(make(new, **PETS), make(old, **PETS)) == []


def test_a_dynamic_reference_to_a_component_that_differs() -> None:
    """Without an anchor it leads where `$ref` does (JSON Schema 2020-12 core 8.2.3.2)."""
    old, new = (
        returning({"$dynamicRef": "#/components/schemas/Name"}, "3.1.0", Name={"type": kind})
        for kind in ("string", "integer")
    )
    assert told(old, new) == [("error", "response-type-changed", "200 response")]


REFERRING = [(r, a) for r in ("$ref", "$dynamicRef") for a in ("$anchor", "$dynamicAnchor")]


@pytest.mark.parametrize(("word", "anchor"), REFERRING)
def test_a_reference_to_an_anchor(word: str, anchor: str) -> None:
    """It is the same only if the component with the anchor is."""

    def api(kind: str, other: str) -> Any:
        own = {"name": {"type": kind}, "next": {word: "#node", "description": "The next one."}}
        node = {anchor: "node", "type": "object", "properties": own}
        return returning({word: "#node"}, "3.1.0", Node=node, Other={"type": other})

    (change,) = compare(api("string", "string"), api("integer", "string"))
    assert (change.level, change.id) == ("error", "response-type-changed")
    assert (change.component, change.within, change.value) == ("Node", "name", '{"name":0}')
    assert compare(api("string", "string"), api("string", "integer")) == []


@pytest.mark.parametrize("word", ["$ref", "$dynamicRef"])
def test_a_reference_to_an_anchor_is_one_spelling_of_many(word: str) -> None:
    node = {"$dynamicAnchor": "node", "type": "object", "properties": {"next": {word: "#node"}}}
    plain = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    old, new = returning({word: "#node"}, "3.1.0", Node=node), returning(plain, "3.1.0", Node=plain)
    assert compare(old, new) == compare(new, old) == []


def test_what_is_said_behind_a_dynamic_reference() -> None:
    def api(**said: Any) -> Any:
        name = {"$dynamicAnchor": "name", "type": "string", **said}
        schema = {"type": "object", "properties": {"name": {"$dynamicRef": "#name"}}}
        return returning(schema, "3.1.0", Name=name)

    assert told(api(), api(deprecated=True)) == [
        ("info", "response-attribute-deprecated", "200 response: name")
    ]


IF_ANY: Any = {"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}}


@pytest.mark.parametrize(
    ("condition", "required"),
    [
        ({"dependentRequired": {"a": ["b"]}}, ["b"]),
        ({"dependentSchemas": {"a": {"required": ["b"]}}}, ["b"]),
        ({"dependentSchemas": {"a": {"properties": {"b": {"minLength": 1}}}}}, []),
        ({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, ["b"]),
        ({**IF_ANY, "then": {"required": ["b"]}, "else": {"required": ["c"]}}, ["b", "c"]),
        ({"dependentRequired": {"a": ["b"]}, "required": ["a"]}, ["a", "b"]),
        ({"dependentRequired": {"a": ["b"], "b": ["a"]}}, ["a", "b"]),
        ({"allOf": [{"dependentRequired": {"a": ["b"]}}, {"required": ["a"]}]}, ["a", "b"]),
    ],
)
def test_what_a_condition_supposes_was_not_required(condition: Any, required: list[str]) -> None:
    """Of a condition that goes, only the attributes that it required need not be sent now."""
    properties = {name: {"type": "string"} for name in "abc"}
    plain = {"type": "object", "properties": properties}
    found = told(taking({**plain, **condition}, "3.1.0"), taking(plain, "3.1.0"))
    assert sorted(found) == [
        ("info", "request-attribute-unrequired", f"request body: {name}") for name in required
    ]


@pytest.mark.parametrize("names", [{"pattern": "^[a-z]+$"}, {"minLength": 1}, {"maxLength": 3}])
def test_a_name_that_property_names_refuses(names: Any) -> None:
    named = {"type": "object", "propertyNames": names}
    old, new = taking({"type": "object"}, "3.1.0"), taking(named, "3.1.0")
    assert told(old, new) == [("error", "request-condition", "request body")]
