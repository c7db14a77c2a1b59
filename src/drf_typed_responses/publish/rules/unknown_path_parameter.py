"""No parameter is documented that the path does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "unknown-path-parameter",
    "the path parameter {name} is documented, and the path has no {{{name}}}",
    "Remove it from parameters=[...], or name it as the URL does: {variables}.",
)
def unknown_path_parameter(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        variables = operation.variables
        for parameter in operation.parameters:
            name = parameter.get("name", "")
            if parameter.get("in") == "path" and name not in variables:
                spoken = ", ".join(variables) or "it has no variable"
                yield problem(operation, name, name=name, variables=spoken)
