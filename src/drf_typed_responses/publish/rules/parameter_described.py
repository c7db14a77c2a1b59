"""The rule `parameter-described`: every parameter has a description."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.upstream import CHOICE
from . import Breach, CheckedDocument, breach, rule


@rule(
    "parameter-described",
    "the {kind} parameter {name} has no description",
    "Give the parameter a description; a serializer's field takes it from help_text.",
    bad=('@extend_schema(parameters=[SLUG, query_parameter("detail", "")])',),
    good=('@extend_schema(parameters=[SLUG, query_parameter("detail", "How much to return.")])',),
)
def parameter_described(document: CheckedDocument) -> Iterator[Breach]:
    """The name of a parameter does not say what it does.

    A serializer as query parameters describes them by the `help_text` of its fields.
    """
    for operation in document.operations:
        undeclared = operation.undeclared_variables
        for parameter in operation.parameters:
            kind, name = parameter.get("in", ""), parameter.get("name", "")
            described = CHOICE.sub("", str(parameter.get("description") or "")).strip()
            if not described and not (kind == "path" and name in undeclared):
                yield breach(operation, name, kind=kind, name=name)
