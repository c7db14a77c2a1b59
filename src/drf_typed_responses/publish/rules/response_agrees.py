"""The rule `response-agrees`: decorator and annotation name the same type."""

from __future__ import annotations

from collections.abc import Iterator

from ...spectacular.agreement import disagreements
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
    """If the decorator and the annotation name different types, one of them is wrong.

    So is a success that the decorator documents, where the annotation states other statuses:
    `-> Response[TeamResponse, Literal[201]]` never returns a 200.
    """
    for operation in document.operations:
        if operation.source is None:
            continue
        for annotated, documented in disagreements(operation.source.facts):
            yield breach(operation, annotated=annotated, documented=documented)
