"""The package's validator compared with strict validators, on generated types and values."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st

from drf_typed_responses.validation import Validator
from laws.documents import document
from laws.program import Loaded
from laws.strategies import loaded
from laws.test_laws import changed_json, published, some_json


def unasserted(document: dict[str, Any]) -> dict[str, Any]:
    """The document without the formats that the strict validators do not assert."""
    text = json.dumps(document)
    for name in ("email", "uri"):
        text = text.replace(f'"format": "{name}"', f'"format": "x-{name}"')
    return dict(json.loads(text))


@given(case=loaded(), data=st.data())
def test_the_validator_judges_as_the_referee_does(case: Loaded, data: st.DataObject) -> None:
    """Fast or not, in every version: violations for exactly the values that the other rejects."""
    for version, schemas in published(case).items():
        whole = unasserted(document(schemas))
        quick, slow = Validator(whole), Validator(whole, fast=False)
        responses = whole["paths"]["/"]["get"]["responses"]
        for index in range(len(schemas.roots)):
            root = responses[str(200 + index)]["content"]["application/json"]["schema"]
            value = data.draw(some_json(case, index) | changed_json(case, index))
            violations = slow.violations(root, value)
            event("violations" if violations else "valid")
            accepted = schemas.accepts(index, value)
            assert (violations == []) is accepted, (version, value, violations)
            assert quick.violations(root, value) == violations
            undocumented = slow.undocumented(root, value)
            assert quick.undocumented(root, value) == undocumented
            is_fine = quick.is_surely_fine(root, value)
            event(f"fine: {is_fine}, is so: {not violations and not undocumented}")
            assert not (is_fine and (violations or undocumented))
