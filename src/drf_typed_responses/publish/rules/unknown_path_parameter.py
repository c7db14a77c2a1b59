"""The rule `unknown-path-parameter`: a documented path parameter is a variable of the path."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "unknown-path-parameter",
    "the path parameter {name} is documented, but the path has no {{{name}}}",
    "Remove it from parameters=[...], or name it as the URL does: {variables}.",
    by_hand='Remove it from "parameters", or name it as the path does: {variables}.',
    bad=('@extend_schema(parameters=[SLUG, path_parameter("team", "The team.")])',),
    good=("@extend_schema(parameters=[SLUG])",),
)
def unknown_path_parameter(document: CheckedDocument) -> Iterator[Breach]:
    """Client generators refuse a path parameter that the path does not have, or make calls that
    cannot work.
    """
    for operation in document.operations:
        variables = operation.variables
        for parameter in operation.parameters:
            name = parameter.get("name", "")
            if parameter.get("in") == "path" and name not in variables:
                spoken = ", ".join(variables) or "it has no variable"
                yield breach(operation, name, name=name, variables=spoken)
