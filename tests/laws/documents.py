"""Whole documents, and the errors of openapi-spec-validator in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation import OpenAPIV32SpecValidator

from laws.validators import PREFIX, Schemas

CHECKERS: dict[str, Any] = {
    "3.0": OpenAPIV30SpecValidator,
    "3.1": OpenAPIV31SpecValidator,
    "3.2": OpenAPIV32SpecValidator,
}


def complaints(schemas: Schemas) -> Iterator[str]:
    errors: Iterator[Any] = CHECKERS[schemas.version](document(schemas)).iter_errors()
    yield from (error.message for error in errors)


def document(schemas: Schemas) -> dict[str, Any]:
    """A whole document in which each type is a response."""
    responses = {
        str(200 + index): {
            "description": "A value.",
            "content": {"application/json": {"schema": schema}},
        }
        for index, schema in enumerate(schemas.roots)
    }
    return {
        "openapi": {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}[schemas.version],
        "info": {"title": "Generated", "version": "1"},
        "paths": {"/": {"get": {"responses": responses}}},
        "components": {"schemas": schemas.components},
    }


def goes_round(schemas: Schemas) -> bool:
    """Whether openapi-spec-validator would run forever, as test_found shows.

    It looks for properties behind every `allOf`, through arrays and unions, and does not mark the
    visited schemas, so it does not end for some valid cycles of references.
    """
    return any(
        _comes_back(part, schemas, frozenset())
        for schema in every_schema([schemas.roots, schemas.components])
        for part in schema.get("allOf", ())
    )


def _comes_back(schema: Any, schemas: Schemas, behind: frozenset[str]) -> bool:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(PREFIX)
        return name in behind or _comes_back(schemas.components[name], schemas, behind | {name})
    parts = [*schema.get("allOf", ()), *schema.get("anyOf", ())]
    parts += [schema["items"]] if "items" in schema else []
    return any(_comes_back(part, schemas, behind) for part in parts)


def every_schema(part: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document, schemas among them."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from every_schema(inner)
