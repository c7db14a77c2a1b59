"""Every parameter says what it is for."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.upstream import CHOICE
from ..rule import Draft, Problem, problem, rule


@rule(
    "parameter-described",
    "the {kind} parameter {name} has no description",
    "Give the parameter a description; a serializer's field takes it from help_text.",
)
def parameter_described(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        undeclared = operation.undeclared_variables
        for parameter in operation.parameters:
            kind, name = parameter.get("in", ""), parameter.get("name", "")
            described = CHOICE.sub("", str(parameter.get("description") or "")).strip()
            if not described and not (kind == "path" and name in undeclared):
                yield problem(operation, name, kind=kind, name=name)
