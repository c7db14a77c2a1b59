"""Every variable of a path is declared as a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "path-variable",
    "the variable {{{name}}} of its path is not declared",
    'Add path_parameter("{name}", "...") to parameters=[...] in @extend_schema.',
)
def path_variable(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        described = {
            parameter.get("name")
            for parameter in operation.parameters
            if parameter.get("in") == "path" and parameter.get("description")
        }
        for name in operation.undeclared_variables:
            if name not in described:
                yield problem(operation, name, name=name)
