"""Facts of OpenAPI that several rooms need: each room gets the same answer."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.compat import compare
from drf_typed_responses.conformance.checks import checked
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.exchange import Exchange
from drf_typed_responses.conformance.expected import expected_of
from drf_typed_responses.validation import Validator

TEXT = {"type": "string"}
TEAM = {"type": "object", "required": ["id"], "properties": {"id": TEXT}}
OPERATION = "GET /a/"


def document(statuses: Any, **components: Any) -> dict[str, Any]:
    return {
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a/": {"get": {"responses": statuses}}},
        "components": components,
    }


def body(schema: Any) -> dict[str, Any]:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def taking(schema: Any) -> dict[str, Any]:
    whole = document({"204": {"description": ""}})
    request = {"content": {"application/json": {"schema": schema}}}
    whole["paths"]["/a/"]["post"] = {"requestBody": request, "responses": {}}
    return whole


def found(base: Any, revised: Any) -> list[tuple[str, str]]:
    changes = compare(base, revised)
    return [(change.level, change.id) for change in changes if change.level != "info"]


def outcome(whole: Any, status: int, text: bytes) -> str:
    """The outcome of the contract check of a response to the operation."""
    contract = Contract(whole)
    expected = expected_of(
        contract.operations[OPERATION], status, "application/json", contract.resolved
    )
    headers = {"Content-Type": "application/json"}
    return checked(contract, expected, Exchange("GET", "a/", status, headers, text)).outcome


def is_valid(schema: Any, value: Any) -> bool:
    return not Validator(document({}), fast=False).violations(schema, value)


@pytest.mark.parametrize(
    "pattern",
    [
        "^[A-Z][0-9]+$",
        "^[$][0-9]+$",
        "^[$€]?[0-9]+$",
        r"^[\]$][0-9]+$",
        "^(?<cur>[A-Z])[0-9]+$",
    ],
)
def test_a_pattern_of_ecma_262(pattern: str) -> None:
    """The comparison and the validation both read such a pattern."""

    def base(longest: int) -> dict[str, Any]:
        return taking(
            {
                "type": "object",
                "properties": {"p": {**TEXT, "pattern": pattern, "maxLength": longest}},
            }
        )

    (change,) = compare(base(9), base(5))
    assert (change.level, change.id) == ("error", "request-length-changed")
    assert not is_valid({**TEXT, "pattern": pattern}, "\n")


def test_a_group_that_is_referred_to() -> None:
    """`\\k<name>` is validated; the comparison leaves it out, because it may take forever."""
    twice = {**TEXT, "pattern": r"^(?<letter>[A-Z])\k<letter>$"}
    assert (is_valid(twice, "AA"), is_valid(twice, "AB")) == (True, False)


def test_a_chain_of_references() -> None:
    """A response behind two references is compared and checked like an inline one."""
    responses = {"A": {"$ref": "#/components/responses/B"}, "B": body(TEAM)}
    whole = document({"200": {"$ref": "#/components/responses/A"}}, responses=responses)
    assert outcome(whole, 200, b'{"id": 1}') == "breaking"
    assert outcome(whole, 200, b'{"id": "1"}') == "valid"
    assert found(document({"200": body(TEAM)}), whole) == []
    changed = {**responses, "B": body({**TEAM, "required": []})}
    (change,) = compare(whole, {**whole, "components": {"responses": changed}})
    assert (change.level, change.id) == ("error", "response-attribute-optional")


def test_a_chain_of_references_in_a_circle() -> None:
    """References in a circle are undecided or unchecked, and nothing runs forever."""
    responses = {
        "A": {"$ref": "#/components/responses/B"},
        "B": {"$ref": "#/components/responses/A"},
    }
    whole = document({"200": {"$ref": "#/components/responses/A"}}, responses=responses)
    assert outcome(whole, 200, b"{}") == "unchecked"
    assert found(document({"200": body(TEAM)}), whole) == [("warning", "undecided")]


@pytest.mark.parametrize("key", ["default", "2XX", "200"])
def test_the_response_that_governs_a_status(key: str) -> None:
    """A range and `default` cover the undeclared statuses, in every room."""
    governed = document({key: body(TEAM)})
    assert found(document({"200": body(TEAM)}), governed) == []
    assert outcome(governed, 200, b'{"id": "1"}') == "valid"
    assert outcome(governed, 200, b'{"id": 1}') == "breaking"
    changed = found(document({"200": body(TEAM)}), document({key: body({"type": "object"})}))
    assert changed == [("error", "response-attribute-removed")]


MOMENT = {**TEXT, "format": "date-time"}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2024-01-01T00:00:00Z", True),
        ("2024-01-01T00:00:00+23:59", True),
        ("2024-01-01T00:00:00+24:00", False),
        ("2024-01-01T00:00:00+23:99", False),
        ("2024-02-30T00:00:00Z", False),
        ("2016-12-31T23:59:60Z", True),
        ("2024-01-01", False),
    ],
)
def test_a_format(text: str, is_one: bool) -> None:
    """The validation and the comparison agree whether a string has a format."""
    assert is_valid(MOMENT, text) is is_one
    changes = compare(taking({**TEXT, "enum": [text]}), taking({**MOMENT, "enum": [text]}))
    assert [c.level for c in changes if c.level != "info"] == ([] if is_one else ["error"])


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("#/components/schemas/a~1b", "a/b"),
        ("#/components/schemas/a%7E1b", "a/b"),
        ("#/components/schemas/a%20b", "a b"),
        ("#/components/schemas/a%2Fb", None),
    ],
)
def test_a_reference_is_decoded_before_it_is_split(reference: str, name: str | None) -> None:
    """RFC 6901 section 6: the fragment is percent-decoded, then it is a JSON Pointer."""
    schemas = {"a/b": TEAM, "a b": TEAM, "a%2Fb": TEAM}
    whole = document({"200": body({"$ref": reference})}, schemas=schemas)
    assert outcome(whole, 200, b'{"id": "1"}') == ("unchecked" if name is None else "valid")
    (change,) = compare(whole, document({"200": body({**TEAM, "required": []})}))
    assert change.id == ("undecided" if name is None else "response-attribute-optional")
