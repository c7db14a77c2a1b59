"""A schema, written as Python types and translated back, is the same schema."""

from __future__ import annotations

import pytest
from hypothesis import Phase, event, given, settings

from drf_typed_responses.openapi.nulls import exact_document, nullable
from drf_typed_responses.openapi.pointers import references, respelled

from .expressions import EXACT, NULL, CannotWriteError, Schema, hint
from .image import Components, documents
from .loading import imported, translated
from .writer import REFERENCE, write_module


def there_and_back(roots: list[Schema], components: Components) -> tuple[list[Schema], Components]:
    with imported(write_module(roots, components)) as module:
        return translated(module)


def spelled(roots: list[Schema], components: Components) -> tuple[list[Schema], Components]:
    """The same schemas, with each null as the package spells it.

    A null beside an enum needs no reference to the enum.
    """
    plain = respelled({"roots": roots, "components": {"schemas": components}}, _with_plain_null)
    document = exact_document({"openapi": "3.0.3", **plain})
    schemas = document["components"]["schemas"]
    used: set[str] = set()
    waiting = list(references(document["roots"]))
    while waiting:
        name = waiting.pop().rpartition("/")[2]
        if name not in used:
            used.add(name)
            waiting += references(schemas[name])
    return document["roots"], {name: schemas[name] for name in schemas if name in used}


def _with_plain_null(node: Schema) -> Schema:
    others = [arm for arm in node.get("anyOf", ()) if arm != NULL]
    if not others or len(others) == len(node["anyOf"]):
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    schema = others[0] if len(others) == 1 else {"anyOf": others}
    return {**nullable(respelled(schema, _with_plain_null), "3.0"), **rest}


def ref(name: str) -> Schema:
    return {"$ref": REFERENCE.format(name)}


INLINE = {
    **{text: schema for schema, text in EXACT},
    "plain string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "nullable scalar": {"type": "integer", "nullable": True},
    "format on a number": {"type": "number", "format": "double"},
    "nullable format on an integer": {"type": "integer", "format": "int64", "nullable": True},
    "pattern with quotes": {"type": "string", "pattern": "^\"'\\\\$"},
    "format and length": {"type": "string", "format": "hostname", "minLength": 1},
    "lengths": {"type": "string", "minLength": 36, "maxLength": 36},
    "bounds": {"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2},
    "exclusive bounds": {
        "type": "number",
        "minimum": 0.5,
        "exclusiveMinimum": True,
        "maximum": 1,
        "exclusiveMaximum": True,
    },
    "string enum": {"type": "string", "enum": ["a", "it's", 'a "b"', ""]},
    "integer enum": {"type": "integer", "enum": [1, -1]},
    "boolean enum": {"type": "boolean", "enum": [True]},
    "nullable enum": {"type": "string", "enum": ["a", None], "nullable": True},
    "list": {"type": "array", "items": {"type": "string"}},
    "list of anything": {"type": "array", "items": {}},
    "nullable list": {"type": "array", "items": {"type": "string"}, "nullable": True},
    "list with bounds": {"type": "array", "items": {"type": "string"}, "maxItems": 9},
    "set": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "pair of one type": {
        "type": "array",
        "items": {"type": "integer"},
        "minItems": 2,
        "maxItems": 2,
    },
    "pair of two types": {
        "type": "array",
        "items": {"anyOf": [{"type": "integer"}, {"type": "string", "nullable": True}]},
        "minItems": 2,
        "maxItems": 2,
    },
    "dict": {"type": "object", "additionalProperties": {"type": "integer"}},
    "nullable dict of anything": {"type": "object", "additionalProperties": {}, "nullable": True},
    "dict with bounds": {"type": "object", "additionalProperties": {}, "minProperties": 1},
    "dict with literal keys": {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b c": {"type": "integer"}},
        "additionalProperties": False,
    },
    "union": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
    "nullable union": {"anyOf": [{"type": "string"}, {"type": "integer"}, NULL]},
    "description": {"type": "string", "description": 'One "line"\nand \\ another\'s'},
    "description in a list": {"type": "array", "items": {"type": "string", "description": "x"}},
    "deprecated": {"type": "string", "deprecated": True},
}


@pytest.mark.parametrize("schema", INLINE.values(), ids=INLINE)
def test_inline_schema_is_the_same(schema: Schema) -> None:
    assert there_and_back([schema], {}) == spelled([schema], {})


STRING: Schema = {"type": "string"}
NODE: Schema = {
    "type": "object",
    "properties": {"next": {"anyOf": [ref("C"), NULL]}},
    "required": ["next"],
}

COMPONENTS: dict[str, tuple[Schema, Components]] = {
    "empty object": (ref("C"), {"C": {"type": "object"}}),
    "documented object": (ref("C"), {"C": {"type": "object", "description": "It's\n\nme."}}),
    "nullable object": ({"anyOf": [ref("C"), NULL]}, {"C": {"type": "object"}}),
    "all required": (
        ref("C"),
        {"C": {"type": "object", "properties": {"a": STRING}, "required": ["a"]}},
    ),
    "none required": (ref("C"), {"C": {"type": "object", "properties": {"a": STRING}}}),
    "some required": (
        ref("C"),
        {"C": {"type": "object", "properties": {"b": STRING, "a": STRING}, "required": ["a"]}},
    ),
    "some odd keys required": (
        ref("C"),
        {
            "C": {
                "type": "object",
                "properties": {"a.b": STRING, "class": STRING, "__x": STRING, "": STRING},
                "required": ["a.b", "__x"],
            }
        },
    ),
    "documented, with odd keys": (
        ref("C"),
        {"C": {"type": "object", "description": "Odd", "properties": {"a.b": STRING}}},
    ),
    "closed": (
        ref("C"),
        {"C": {"type": "object", "properties": {"a": STRING}, "additionalProperties": False}},
    ),
    "closed and documented, with odd keys": (
        ref("C"),
        {
            "C": {
                "type": "object",
                "description": "Odd",
                "properties": {"a.b": STRING},
                "additionalProperties": False,
            }
        },
    ),
    "extra items": (
        ref("C"),
        {"C": {"type": "object", "properties": {"a": STRING}, "additionalProperties": STRING}},
    ),
    "extra items of its own kind": (
        ref("C"),
        {"C": {"type": "object", "properties": {"a": STRING}, "additionalProperties": ref("C")}},
    ),
    "deprecated object": (ref("C"), {"C": {"type": "object", "deprecated": True}}),
    "property docstrings": (
        ref("C"),
        {
            "C": {
                "type": "object",
                "properties": {
                    "a": {"type": "string", "description": "It's\n  an \\ 'a'."},
                    "b": {"allOf": [ref("D")], "description": "A reference."},
                    "c": {"anyOf": [ref("D"), NULL], "description": "Or not."},
                    "d": {"type": "string", "description": "  spaces  "},
                    "e": {"allOf": [ref("D")], "deprecated": True},
                },
            },
            "D": {"type": "object"},
        },
    ),
    "recursion": (ref("C"), {"C": NODE}),
    "recursion through odd keys": (
        ref("C"),
        {
            "C": {"type": "object", "properties": {"a.b": ref("D")}, "required": ["a.b"]},
            "D": {"type": "object", "properties": {"a.b": ref("C")}},
        },
    ),
    "recursive alias": (
        ref("C"),
        {"C": {"anyOf": [STRING, {"type": "array", "items": ref("C")}]}},
    ),
    "aliases of each other": (
        ref("C"),
        {
            "C": {"type": "array", "items": ref("D")},
            "D": {"type": "object", "additionalProperties": ref("C"), "description": "D"},
        },
    ),
    "alias of a scalar": (ref("C"), {"C": {"type": "string", "minLength": 2}}),
    "alias of a dict that is not empty": (
        ref("C"),
        {"C": {"type": "object", "additionalProperties": {}, "minProperties": 1}},
    ),
    "nullable alias": (ref("C"), {"C": {"type": "string", "nullable": True}}),
    "string enum": (ref("C"), {"C": {"type": "string", "enum": ["a b", "", "'"]}}),
    "documented integer enum": (
        ref("C"),
        {"C": {"type": "integer", "enum": [3, 1], "description": "It's"}},
    ),
    "named tuple": (
        ref("C"),
        {
            "C": {
                "type": "array",
                "items": {"anyOf": [STRING, {"anyOf": [ref("C"), NULL]}]},
                "minItems": 2,
                "maxItems": 2,
                "description": "A pair.",
            }
        },
    ),
    "named tuple of one": (
        ref("C"),
        {"C": {"type": "array", "items": STRING, "minItems": 1, "maxItems": 1}},
    ),
    "discriminator": (
        {
            "anyOf": [ref("C"), ref("D")],
            "discriminator": {
                "propertyName": "t",
                "mapping": {"c": ref("C")["$ref"], "d": ref("D")["$ref"]},
            },
        },
        {
            name: {
                "type": "object",
                "properties": {"t": {"type": "string", "enum": [tag]}},
                "required": ["t"],
                "additionalProperties": False,
            }
            for name, tag in (("C", "c"), ("D", "d"))
        },
    ),
    "names that Python has": (
        {"anyOf": [ref("list"), ref("class"), ref("Team.v2"), ref("1-a")]},
        {name: {"type": "object"} for name in ("list", "class", "Team.v2", "1-a")},
    ),
}


@pytest.mark.parametrize(("root", "components"), COMPONENTS.values(), ids=COMPONENTS)
def test_component_is_the_same(root: Schema, components: Components) -> None:
    assert there_and_back([root], components) == spelled([root], components)


def test_required_keeps_its_order() -> None:
    schema = {
        "type": "object",
        "properties": dict.fromkeys("zabc", STRING),
        "required": list("zac"),
    }
    _, components = there_and_back([ref("C")], {"C": schema})
    assert list(components["C"]["properties"]) == list("zabc")


@given(documents())
@settings(
    max_examples=3 * settings.default.max_examples,
    deadline=None,
    phases=set(Phase) - {Phase.explain},
)
def test_generated_schemas_are_the_same(document: tuple[list[Schema], Components]) -> None:
    roots, components = document
    event(f"{len(components)} components")
    assert there_and_back(roots, components) == spelled(roots, components)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "properties": {"a": STRING}},
        {"type": "object", "additionalProperties": False},
        {"type": "string", "readOnly": True},
        {"oneOf": [STRING, STRING]},
        {"not": STRING},
    ],
    ids=["inline object", "inline closed object", "unknown keyword", "oneOf", "not"],
)
def test_a_schema_without_a_hint_is_rejected(schema: Schema) -> None:
    with pytest.raises(CannotWriteError):
        hint(schema, {})
