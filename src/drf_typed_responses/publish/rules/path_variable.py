"""The rule `path-variable`: every variable of a path is declared as a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.types import Object
from . import Breach, CheckedDocument, breach, rule


@rule(
    "path-variable",
    "the variable {{{name}}} of its path is not declared",
    'Add path_parameter("{name}", "...") to parameters=[...] in @extend_schema.',
    preset="publishing",
    by_hand='Add {{"name": "{name}", "in": "path", "required": true, "description": "...", '
    '"schema": {{"type": "string"}}}} to "parameters".',
    bad=("@extend_schema(parameters=[])",),
    good=('@extend_schema(parameters=[path_parameter("slug", "The name of the team.")])',),
)
def path_variable(document: CheckedDocument) -> Iterator[Breach]:
    """A declared variable has a description and a type.

    A variable that is a field of the model has both, if the field has a `help_text`.
    """
    for operation in document.operations:
        described = {
            parameter.get("name")
            for parameter in operation.parameters
            if parameter.get("in") == "path" and _is_described(document, parameter)
        }
        for name in operation.undeclared_variables:
            if name not in described:
                yield breach(operation, name, name=name)


def _is_described(document: CheckedDocument, parameter: Object) -> bool:
    """Whether a parameter or its schema has a description; help texts are in the schema."""
    schema = document.resolved(parameter.get("schema", {}))
    return bool(parameter.get("description") or schema.get("description"))
