"""The rule `parameter-described`: every parameter has a description."""

from __future__ import annotations

from collections.abc import Iterator

from ...output.wording import listed
from ...spectacular.upstream_texts import CHOICE
from ..filtersets import FilterSet
from ..published_operations import PublishedOperation
from . import Breach, CheckedDocument, breach, rule


@rule(
    "parameter-described",
    "{what}",
    "{remedy}",
    preset="publishing",
    by_hand='Write the "description" of the parameter.',
    bad=('@extend_schema(parameters=[SLUG, query_parameter("detail", "")])',),
    good=('@extend_schema(parameters=[SLUG, query_parameter("detail", "How much to return.")])',),
)
def parameter_described(document: CheckedDocument) -> Iterator[Breach]:
    """The name of a parameter does not say what it does.

    A serializer as query parameters describes them by the `help_text` of its fields, and a
    `FilterSet` of django-filter by the `help_text` of its filters. All filters of an operation are
    one finding.
    """
    for operation in document.operations:
        filterset = FilterSet.of(operation.source.facts.view) if operation.source else None
        filters: list[str] = []
        for kind, name in _undescribed(operation):
            if kind == "query" and filterset and filterset.has(name):
                filters.append(name)
                continue
            what = f"the {kind} parameter {name} has no description"
            yield breach(operation, name, what=what, remedy=_REMEDY)
        if filterset and filters:
            what = f"no description for its filters {listed(sorted(filters))}"
            place, remedy = filterset.place, filterset.remedy
            yield breach(operation, filterset.name, place, what=what, remedy=remedy)


_REMEDY = "Give the parameter a description; a serializer's field takes it from help_text."


def _undescribed(operation: PublishedOperation) -> Iterator[tuple[str, str]]:
    """`(kind, name)` of each parameter without a description of its own."""
    undeclared = operation.undeclared_variables
    for parameter in operation.parameters:
        kind, name = parameter.get("in", ""), parameter.get("name", "")
        described = CHOICE.sub("", str(parameter.get("description") or "")).strip()
        # `path-variable` reports a variable of the path that no decorator declares.
        if not described and not (kind == "path" and name in undeclared):
            yield kind, name
