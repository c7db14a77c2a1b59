"""Every attribute of a public schema says what it is; off unless a project asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "field-described",
    "it has no description",
    'Write a docstring below the field, or Annotated[..., Doc("...")].',
    level=None,
)
def field_described(draft: Draft) -> Iterator[Problem]:
    for name, schema in draft.schemas.items():
        for field, declared in schema.get("properties", {}).items():
            referred = declared if "description" in declared else draft.resolved(declared)
            if not referred.get("description"):
                yield problem(None, f"{name}.{field}", draft.places(name, field))
