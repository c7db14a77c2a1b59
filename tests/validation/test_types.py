"""The types of values are those of jsonschema."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import UnknownType

from drf_typed_responses.validation.jsonschema_validator import validator_class

VALUES = (
    None, True, False, 0, 1, -5, 10**400, 1.0, 1.5, -0.0, float("inf"), "", "1", [], [1], {},
    {"a": 1}, decimal.Decimal("1.5"), datetime.date(2026, 1, 31), (1,), b"a",
)  # fmt: skip
NAMES = ("array", "boolean", "integer", "null", "number", "object", "string")


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_has_the_types_that_jsonschema_tells(value: Any) -> None:
    ours, theirs = validator_class({}, fast=False)({}), Draft202012Validator({})
    told = {name: theirs.is_type(value, name) for name in NAMES}
    assert {name: ours.is_type(value, name) for name in NAMES} == told


def test_an_unknown_type_is_an_error() -> None:
    with pytest.raises(UnknownType):
        validator_class({}, fast=False)({}).is_type(1, "file")
