"""The rule `one-sample`: one sample is shown for each operation and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..published_operations import statuses_of
from . import Breach, CheckedDocument, breach, rule


@rule(
    "one-sample",
    "its {status} response has {count} samples, but the page shows one",
    "Keep the most complete one.",
    preset="publishing",
    bad=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": None},
            response_only=True,
            status_codes=["200"],
        ),
        OpenApiExample(
            "Another team",
            value={"id": "2", "slug": "larks", "lead": "ada"},
            response_only=True,
            status_codes=["200"],
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
def one_sample(document: CheckedDocument) -> Iterator[Breach]:
    """The page shows only one sample for each status."""
    for operation in document.operations:
        counts = Counter(
            (sample.status, sample.media_type)
            for sample in document.samples_of(operation)
            if sample.status
        )
        # drf-spectacular keeps only the last of two samples with one name.
        written = Counter(
            (status, example.media_type)
            for example in operation.response_examples
            for status in statuses_of(example)
        )
        most: dict[str, int] = {}
        for (status, _), count in (*counts.items(), *written.items()):
            most[status] = max(count, most.get(status, 0))
        for status, count in sorted(most.items()):
            if count > 1:
                yield breach(operation, status, status=status, count=count)
