"""The rule `sample-marked`: a sample declares that it is of a response, and its status."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import statuses_of
from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample-marked",
    'the sample "{name}" does not say {lacks}',
    "Write {mend} in its OpenApiExample.",
    preset="publishing",
    bad=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            status_codes=["200"],
        )
    ],
)
""",
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            response_only=True,
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
def sample_marked(document: CheckedDocument) -> Iterator[Breach]:
    """drf-spectacular would show an unmarked sample as a request as well, or for every status."""
    for operation in document.operations:
        for example in operation.examples:
            if example.request_only or example.parameter_only:
                continue
            if not example.response_only:
                lacks, mend = "that it is of a response", "response_only=True"
                yield breach(operation, name=example.name, lacks=lacks, mend=mend)
            if not statuses_of(example):
                documented = (status for status, _ in operation.successes if status.isdecimal())
                lacks, mend = (
                    "of which status it is",
                    f'status_codes=["{next(documented, "200")}"]',
                )
                yield breach(operation, name=example.name, lacks=lacks, mend=mend)
