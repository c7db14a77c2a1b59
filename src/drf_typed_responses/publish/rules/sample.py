"""Every documented success response with a body shows a sample of it."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample",
    "its {status} response has no sample body",
    "Give @extend_schema examples=[OpenApiExample(..., value=..., response_only=True, "
    'status_codes=["{status}"])].',
    why="Readers copy the sample. Every success with a JSON body shows one.",
    bad=("@extend_schema(examples=[])",),
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
def sample(document: CheckedDocument) -> Iterator[Breach]:
    for operation in document.operations:
        shown = {sample.status for sample in document.samples_of(operation)}
        if any(operation.undocumented_statuses):
            continue  # the sample is there, for another status: one finding is enough
        for status, response in operation.successes:
            media_types = document.resolved(response).get("content", {})
            if status not in shown and any("json" in name for name in media_types):
                yield breach(operation, status, status=status)
