"""Documents of a few components, one a version, and validators for them."""

from __future__ import annotations

from typing import Any

from drf_typed_responses.validation import Validator, Violation

VERSIONS = {"3.0": "3.0.3", "3.1": "3.1.0", "3.2": "3.2.0"}
TEXT = {"type": "string"}
NULL = {"type": "string", "nullable": True, "enum": [None]}


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def record(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}


def document(components: dict[str, Any], version: str = "3.0") -> dict[str, Any]:
    return {"openapi": VERSIONS[version], "components": {"schemas": components}}


TEAMS = document(
    {
        "Avatar": record("url", url=TEXT),
        "Email": record("kind", "to", kind={"type": "string", "enum": ["email"]}, to=TEXT),
        "Hook": record("kind", "url", kind={"type": "string", "enum": ["hook"]}, url=TEXT),
        "Alert": {"anyOf": [ref("Email"), ref("Hook")]},
        "Team": record(
            "id",
            "slug",
            id=TEXT,
            slug={"type": "string", "pattern": "^[a-z-]+$"},
            avatar=ref("Avatar"),
            lead={"anyOf": [ref("Avatar"), NULL]},
            alert=ref("Alert"),
            size={"type": "integer", "minimum": 1, "maximum": 9},
            kind={"type": "string", "enum": ["a", "b"]},
            made={"type": "string", "format": "date-time"},
            tags={"type": "array", "items": TEXT, "uniqueItems": True, "maxItems": 2},
            scores={"type": "object", "additionalProperties": {"type": "integer"}},
            either={"anyOf": [{"type": "integer"}, {"type": "boolean"}]},
        ),
        "Page": record("teams", teams={"type": "array", "items": ref("Team")}),
        "Closed": {**record("id", id=TEXT), "additionalProperties": False},
        "Tree": record("children", children={"type": "array", "items": ref("Tree")}),
    }
)


def violations(schema: Any, value: Any, version: str = "3.0", **options: Any) -> list[Violation]:
    """The violations of a value, which the quick test must not contradict."""
    whole = {**document({}, version), **options.pop("beside", {})}
    quick, slow = (
        Validator(whole, fast=fast, **options).violations(schema, value) for fast in (True, False)
    )
    assert quick == slow
    return slow


def is_valid(schema: Any, value: Any, version: str = "3.0", **options: Any) -> bool:
    return not violations(schema, value, version, **options)
