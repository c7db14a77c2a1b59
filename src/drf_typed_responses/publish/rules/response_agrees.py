"""The rule `response-agrees`: decorator and annotation name the same type."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.agreement import disagreement
from . import Breach, CheckedDocument, breach, rule


@rule(
    "response-agrees",
    "its method returns Response[{annotated}], but its decorator documents {documented}",
    "Let both name the same type, or leave the response out of the decorator.",
    bad=(
        '''\
@extend_schema(responses=TeamResponse)
def get(self, request, slug) -> Response[list[TeamResponse]]:
    """Return a team."""
''',
    ),
    good=(
        '''\
@extend_schema(responses=TeamResponse)
def get(self, request, slug) -> Response[TeamResponse]:
    """Return a team."""
''',
    ),
)
def response_agrees(document: CheckedDocument) -> Iterator[Breach]:
    """If the decorator and the annotation name different types, one of them is wrong."""
    for operation in document.operations:
        found = disagreement(operation.source.facts) if operation.source else None
        if found is not None:
            annotated, documented = found
            yield breach(operation, annotated=annotated, documented=documented)
