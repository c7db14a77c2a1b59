"""Every attribute of a public schema says what it is; off unless a project asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..rule import Draft, Problem, problem, rule


@rule(
    "field-described",
    "it has no description",
    'Write a docstring below the field, Annotated[..., Doc("...")], or help_text in a DRF field.',
    level=None,
)
def field_described(draft: Draft) -> Iterator[Problem]:
    for name, schema in draft.schemas.items():
        for field, declared in schema.get("properties", {}).items():
            if not _is_described(draft, declared):
                yield problem(None, f"{name}.{field}", draft.places(name, field))


def _is_described(draft: Draft, schema: dict[str, Any]) -> bool:
    """Whether by itself, by the component it is, or by the one it is or null."""
    if schema.get("description") or draft.resolved(schema).get("description"):
        return True
    arms = [arm for key in ("allOf", "anyOf", "oneOf") for arm in schema.get(key, [])]
    return any(draft.resolved(arm).get("description") for arm in arms if "$ref" in arm)
