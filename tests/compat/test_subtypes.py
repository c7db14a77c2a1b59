"""Components that inherit from a parent with a discriminator, and that no schema refers to."""

from __future__ import annotations

from typing import Any

import pytest

from compat.pieces import Json, answered, calling, returning, taking, told

PET: Json = {
    "type": "object",
    "properties": {"kind": {"type": "string"}},
    "required": ["kind"],
    "discriminator": {"propertyName": "kind"},
}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def heir(parent: str, type_: str = "string") -> Json:
    own = {"type": "object", "properties": {f"of{parent}": {"type": type_}}}
    return {"allOf": [ref(parent), own]}


def pets(make: Any, schema: Any = None, **heirs: Json) -> Json:
    found: Json = make(schema or ref("Pet"), Pet=PET, **heirs)
    return found


LION = {"Cat": heir("Pet"), "Lion": heir("Cat")}


@pytest.mark.parametrize(("make", "level", "path"), [
    (returning, "error", "200 response, as Lion: ofCat"),
    (taking, "error", "request body, as Lion: ofCat"),
])  # fmt: skip
def test_a_subtype_of_a_subtype_changes(make: Any, level: str, path: str) -> None:
    changed = LION | {"Lion": heir("Cat", "integer")}
    ((found, id, where),) = told(pets(make, **LION), pets(make, **changed))
    assert (found, where) == (level, path)
    assert id.endswith("-type-changed")


def test_a_parent_in_a_list() -> None:
    schema = {"type": "array", "items": ref("Pet")}
    old, new = (pets(returning, schema, Cat=heir("Pet", t)) for t in ("string", "integer"))
    assert told(old, new) == [("error", "response-type-changed", "200 response, as Cat: ofPet")]


def test_a_subtype_that_comes_may_be_sent() -> None:
    old, new = pets(returning, Cat=heir("Pet")), pets(returning, **LION)
    assert told(old, new) == [("error", "response-variant", "200 response")]
    assert told(new, old) == []


def test_a_subtype_that_goes_is_no_longer_accepted() -> None:
    old, new = pets(taking, **LION), pets(taking, Cat=heir("Pet"))
    assert told(old, new) == [("error", "request-variant", "request body")]
    assert told(new, old) == []


def test_a_subtype_that_a_union_lists_now() -> None:
    """The union is compared; the subtype is not gone."""
    union = {"oneOf": [ref("Cat")], "discriminator": {"propertyName": "kind"}}
    cat = {"type": "object", "properties": {"kind": {"type": "string"}}}
    old = returning(ref("Pet"), Pet=PET, Cat=heir("Pet"))
    new = returning(ref("Pet"), Pet=union, Cat=cat)
    assert "Cat is gone" not in str(told(old, new))


@pytest.mark.parametrize(("make", "id", "words"), [
    (calling, "webhook", "request body"),
    (answered, "answer", "200 response"),
])  # fmt: skip
def test_a_parent_in_a_webhook(make: Any, id: str, words: str) -> None:
    old, new = (pets(make, Cat=heir("Pet", t)) for t in ("string", "integer"))
    assert told(old, new) == [("error", f"{id}-type-changed", f"{words}, as Cat: ofPet")]
    fewer, more = pets(make, Cat=heir("Pet")), pets(make, **LION)
    if id == "answer":
        fewer, more = more, fewer
    assert told(fewer, more) == [("error", f"{id}-variant", words)]
    assert told(more, fewer) == []


def test_a_parent_in_a_callback() -> None:
    def api(**heirs: Json) -> Json:
        called = pets(calling, **heirs)
        item = called.pop("webhooks")["team"]
        operation = {"responses": {"204": {}}, "callbacks": {"done": {"https://x.org": item}}}
        return {**called, "paths": {"/teams/": {"post": operation}}}

    assert told(api(Cat=heir("Pet")), api(**LION)) == [("error", "webhook-variant", "request body")]


def test_a_parent_in_a_parameter() -> None:
    """Only bodies are compared so."""

    def api(type_: str) -> Json:
        parameter = {"name": "pet", "in": "query", "schema": ref("Pet")}
        operation = {"parameters": [parameter], "responses": {"204": {"description": ""}}}
        made = pets(returning, {"type": "string"}, Cat=heir("Pet", type_))
        return {**made, "paths": {"/teams/": {"get": operation}}}

    assert told(api("string"), api("integer")) == [("warning", "undecided", "")]


def test_a_parent_that_nothing_refers_to_selects_nothing() -> None:
    schema = {"type": "string"}
    old, new = (pets(returning, schema, Cat=heir("Pet", t)) for t in ("string", "integer"))
    assert told(old, new) == []


def test_subtypes_that_stay() -> None:
    old = pets(returning, **LION)
    assert told(old, old | {"info": {"title": "Pets", "version": "1"}}) == []
