"""The types of what a document holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

# A JSON value, as `json.loads` makes it; a Boolean is an `int` to type checkers.
JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | None"
# An object of OpenAPI. Its members are untyped, because a document may hold anything anywhere:
# `objects.py` finds the places that are not what OpenAPI requires.
Object: TypeAlias = Mapping[str, Any]
Document: TypeAlias = Object
Schema: TypeAlias = Object
# Since OpenAPI 3.1 a schema may also be true or false. Source: JSON Schema 2020-12 section 4.3.
AnySchema: TypeAlias = Schema | bool
# The members and indexes that lead to a place.
Keys: TypeAlias = tuple[str | int, ...]
