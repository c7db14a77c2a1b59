"""Expansion of references: targets, cycles, and names that look like keywords."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.publish.dereference import dereferenced
from drf_typed_responses.publish.document_checks import unresolved
from drf_typed_responses.publish.operation_ids import token, with_tokens
from drf_typed_responses.publish.unused import without_unused_components

PREFIX = "#/components/schemas/"
A, B, C = ({"$ref": f"{PREFIX}{name}"} for name in "ABC")


def document(schema: Any, **schemas: Any) -> dict[str, Any]:
    return {"paths": {"/x/": {"get": {"x": schema}}}, "components": {"schemas": schemas}}


def expanded(schema: Any, **schemas: Any) -> tuple[Any, dict[str, Any]]:
    result = dereferenced(document(schema, **schemas))
    kept = result.get("components", {}).get("schemas", {})
    return result["paths"]["/x/"]["get"]["x"], kept


def test_a_reference_is_what_it_refers_to() -> None:
    assert expanded(A, A={"type": "string"}) == ({"type": "string"}, {})


def test_a_reference_to_a_reference() -> None:
    assert expanded(A, A=B, B={"type": "string"}) == ({"type": "string"}, {})


@pytest.mark.parametrize("written", ["Node%2DX", "Node-X"])
def test_a_cycle_keeps_its_component_however_its_reference_is_spelled(written: str) -> None:
    node = {"properties": {"next": {"$ref": f"{PREFIX}{written}"}}}
    _, kept = expanded({"$ref": f"{PREFIX}{written}"}, **{"Node-X": node})
    assert kept.keys() == {"Node-X"}


def test_references_in_lists_and_deep_inside() -> None:
    schema = {"anyOf": [A, {"type": "array", "items": B}]}
    assert expanded(schema, A={"type": "string"}, B={"type": "null"}) == (
        {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "null"}}]},
        {},
    )


def test_siblings_stand_beside() -> None:
    schema = {**A, "description": "Mine."}
    assert expanded(schema, A={"type": "string", "description": "Its."}) == (
        {"type": "string", "description": "Mine."},
        {},
    )


def test_a_cycle_stays_a_reference() -> None:
    tree = {"type": "object", "properties": {"children": {"type": "array", "items": A}}}
    assert expanded(A, A=tree) == (tree, {"A": tree})


def test_a_cycle_of_two() -> None:
    a = {"properties": {"b": B}}
    b = {"properties": {"a": A}}
    assert expanded(A, A=a, B=b) == (a, {"A": a, "B": b})


def test_a_component_beside_a_cycle_is_expanded_all_the_same() -> None:
    tree = {"properties": {"children": A, "name": C}}
    whole, kept = expanded([A, B], A=tree, B=C, C={"type": "string"})
    cut = {"properties": {"children": A, "name": {"type": "string"}}}
    assert whole == [cut, {"type": "string"}]
    assert kept == {"A": cut}


@pytest.mark.parametrize("name", ["example", "examples", "discriminator", "$ref", "properties"])
def test_properties_may_be_named_like_keywords(name: str) -> None:
    schema = {"type": "object", "properties": {name: A}}
    assert expanded(schema, A={"type": "string"}) == (
        {"type": "object", "properties": {name: {"type": "string"}}},
        {},
    )


@pytest.mark.parametrize(
    "values",
    [{"example": A}, {"default": A}, {"enum": [A]}, {"const": A}, {"examples": [A]}],
    ids=lambda values: next(iter(values)),
)
def test_values_are_no_schemas(values: dict[str, Any]) -> None:
    assert expanded(values, A={"type": "string"}) == (values, {})
    assert list(unresolved(document(values))) == []
    assert without_unused_components(document(values, A={}))["components"] == {}


def test_shared_samples_are_expanded_and_what_they_show_is_not() -> None:
    shared = {"summary": "A reference", "value": dict(A)}
    whole = {
        "paths": {
            "/x/": {"get": {"x": {"examples": {"one": {"$ref": "#/components/examples/E"}}}}}
        },
        "components": {"examples": {"E": shared}},
    }
    assert dereferenced(whole)["paths"]["/x/"]["get"]["x"] == {"examples": {"one": shared}}


def test_a_reference_into_a_component() -> None:
    inside = {"$ref": f"{PREFIX}A/properties/b"}
    assert expanded(inside, A={"properties": {"b": {"type": "string"}}}) == (
        {"type": "string"},
        {},
    )


def test_a_cycle_through_the_inside_of_a_component_keeps_it() -> None:
    inside = {"$ref": f"{PREFIX}A/properties/b"}
    tree = {"properties": {"b": {"items": inside}}}
    assert expanded(inside, A=tree) == (
        {"items": inside},
        {"A": {"properties": {"b": {"items": {"items": inside}}}}},
    )


def test_a_reference_by_index() -> None:
    inside = {"$ref": f"{PREFIX}A/anyOf/1"}
    assert expanded(inside, A={"anyOf": [{}, {"type": "string"}]})[0] == {"type": "string"}


# Keywords beside a reference: OpenAPI 3.0 ignores them, in 3.1 they apply too.


def beside(version: str, **keywords: Any) -> Any:
    target = {"type": "object", "properties": {"a": {}}}
    whole = {"openapi": version, **document({**A, **keywords}, A=target)}
    return dereferenced(whole)["paths"]["/x/"]["get"]["x"]


def test_constraints_beside_a_reference_are_ignored_in_3_0() -> None:
    assert beside("3.0.3", nullable=True, minProperties=2, description="Mine.") == {
        "type": "object",
        "properties": {"a": {}},
        "description": "Mine.",
    }


def test_constraints_beside_a_reference_hold_in_3_1() -> None:
    assert beside("3.1.0", properties={"b": {}}, additionalProperties=False) == {
        "allOf": [{"type": "object", "properties": {"a": {}}}],
        "properties": {"b": {}},
        "additionalProperties": False,
    }


def test_an_expanded_discriminator_names_no_components() -> None:
    schema = {"anyOf": [A], "discriminator": {"propertyName": "k", "mapping": {"a": A["$ref"]}}}
    assert expanded(schema, A={"type": "object"})[0] == {
        "anyOf": [{"type": "object"}],
        "discriminator": {"propertyName": "k"},
    }


def test_references_to_other_components_are_expanded_too() -> None:
    whole = {
        "paths": {"/x/": {"get": {"parameters": [{"$ref": "#/components/parameters/P"}]}}},
        "components": {"parameters": {"P": {"name": "p", "schema": A}}, "schemas": {"A": {}}},
    }
    (parameter,) = dereferenced(whole)["paths"]["/x/"]["get"]["parameters"]
    assert parameter == {"name": "p", "schema": {}}


def test_the_document_is_left_as_it_is() -> None:
    whole = document(A, A={"properties": {"a": B}}, B={"type": "string"})
    before = repr(whole)
    dereferenced(whole)
    assert repr(whole) == before


def test_a_reference_that_leads_nowhere() -> None:
    whole = document({"items": A})
    assert dereferenced(whole)["paths"]["/x/"]["get"]["x"] == {"items": A}
    assert [found.operation for found in unresolved(whole)] == ["GET /x/"]


def test_a_reference_that_leads_nowhere_inside_a_component() -> None:
    whole = document(A, A={"items": B})
    assert [found.path for found in unresolved(whole)] == ["components.schemas.A"]


def test_a_reference_that_leads_nowhere_beside_the_operations() -> None:
    whole = {"paths": {"/x/": {"parameters": [{"$ref": "#/components/parameters/P"}]}}}
    assert [found.path for found in unresolved(whole)] == ["/x/"]


def test_a_reference_that_leads_out_of_the_document() -> None:
    (found,) = unresolved(document({"$ref": "teams.json#/Team"}))
    assert found.message == "the reference teams.json#/Team leads out of the document"


# ---------------------------------------------------------------- prune


def test_prune_keeps_what_only_a_discriminator_names() -> None:
    base = {"discriminator": {"propertyName": "kind", "mapping": {"b": f"{PREFIX}B", "c": "C"}}}
    whole = document(A, A=base, B={"allOf": [A]}, C={"allOf": [A]})
    assert without_unused_components(whole) == whole


def test_prune_keeps_what_is_reached_through_others() -> None:
    whole = document(A, A={"items": B}, B={}, C={"items": A})
    assert without_unused_components(whole)["components"] == {
        "schemas": {"A": {"items": B}, "B": {}}
    }


def test_prune_drops_a_cycle_that_nothing_reaches() -> None:
    assert (
        without_unused_components(document({}, A={"items": B}, B={"items": A}))["components"] == {}
    )


def test_prune_keeps_security_schemes() -> None:
    whole = {"paths": {}, "components": {"securitySchemes": {"k": {}}, "schemas": {"A": {}}}}
    assert without_unused_components(whole)["components"] == {"securitySchemes": {"k": {}}}


def test_prune_drops_components_of_every_kind() -> None:
    gone = {"$ref": "#/components/responses/Gone"}
    responses = {"Gone": {"content": {"application/json": {"schema": A}}}, "Other": {}}
    components = {"parameters": {"P": {}}, "responses": responses, "schemas": {"A": {}, "B": {}}}
    whole = {"paths": {"/x/": {"get": {"responses": {"410": gone}}}}, "components": components}
    assert without_unused_components(whole)["components"] == {
        "responses": {"Gone": responses["Gone"]},
        "schemas": {"A": {}},
    }


def test_prune_keeps_what_stands_beside_the_document() -> None:
    whole = {"paths": {}, "components": {"schemas": {"A": B, "B": {}, "C": {}}}}
    assert without_unused_components(whole, [{"get": A}])["components"] == {
        "schemas": {"A": B, "B": {}}
    }


def test_prune_of_a_property_named_like_a_reference() -> None:
    whole = document({"properties": {"$ref": A}}, A={})
    assert without_unused_components(whole)["components"] == {"schemas": {"A": {}}}


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("List an Organization's Teams", "listAnOrganizationsTeams"),
        ("Retrieve a Team", "retrieveATeam"),
        ("Créer une équipe", "creerUneEquipe"),
        ("2 teams", "_2Teams"),
        ("Get DSYM files", "getDSYMFiles"),
        ("  spaces  and-dashes ", "spacesAndDashes"),
        ("列出团队", ""),
    ],
)
def test_the_token_of_a_sentence(sentence: str, expected: str) -> None:
    assert token(sentence) == expected


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (
            {"operationId": "List Teams"},
            {"operationId": "listTeams", "summary": "List Teams"},
        ),
        ({"operationId": "teams_list"}, {"operationId": "teams_list"}),
        (
            {"operationId": "List Teams", "summary": "Teams"},
            {"operationId": "listTeams", "summary": "Teams"},
        ),
        ({"operationId": "列出"}, {"operationId": "列出", "summary": "列出"}),
    ],
)
def test_titles(operation: dict[str, str], expected: dict[str, str]) -> None:
    assert with_tokens({"paths": {"/x/": {"get": operation}}}) == {
        "paths": {"/x/": {"get": expected}}
    }
