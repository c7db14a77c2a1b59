"""The rule `sample-status`: a sample names statuses that are documented with a body."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import statuses_of
from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample-status",
    'the sample "{name}" is for the status {status}, which {lacks}',
    "Use one of {documented}, or document the response.",
    preset="recommended",
    bad=(
        """\
@extend_schema(
    responses={200: TeamResponse, "default": RESPONSE_NOT_FOUND},
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            response_only=True,
            status_codes=["200"],
        ),
        OpenApiExample(
            "No such team",
            value={"detail": "Not found."},
            response_only=True,
            status_codes=["404"],
        )
    ],
)
""",
    ),
    good=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
""",
    ),
)
def sample_status(document: CheckedDocument) -> Iterator[Breach]:
    """drf-spectacular shows a sample in the response that has exactly its status; `default` or
    `4XX` does not show one of 404.
    """
    for operation in document.operations:
        responses = {str(s): r for s, r in operation.spec.get("responses", {}).items()}
        for example in operation.response_examples:
            for status in statuses_of(example):
                words = {"name": example.name, "documented": ", ".join(responses)}
                if status not in responses:
                    lacks = "is not documented"
                elif not document.resolved(responses[status]).get("content"):
                    lacks = "has no body to show"
                else:
                    continue
                yield breach(operation, status, status=status, lacks=lacks, **words)
