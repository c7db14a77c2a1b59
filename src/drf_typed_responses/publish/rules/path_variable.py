"""The rule `path-variable`: every variable of a path is declared as a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "path-variable",
    "the variable {{{name}}} of its path is not declared",
    'Add path_parameter("{name}", "...") to parameters=[...] in @extend_schema.',
    bad=("@extend_schema(parameters=[])",),
    good=('@extend_schema(parameters=[path_parameter("slug", "The name of the team.")])',),
)
def path_variable(document: CheckedDocument) -> Iterator[Breach]:
    """A declared variable has a description and a type."""
    for operation in document.operations:
        described = {
            parameter.get("name")
            for parameter in operation.parameters
            if parameter.get("in") == "path" and parameter.get("description")
        }
        for name in operation.undeclared_variables:
            if name not in described:
                yield breach(operation, name, name=name)
