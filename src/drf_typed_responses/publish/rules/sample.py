"""The rule `sample`: every success response with a JSON body has a sample."""

from __future__ import annotations

from collections.abc import Iterator

from ...openapi.media_types import essence, is_json
from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample",
    "its {status} response has no sample body",
    "Give @extend_schema examples=[OpenApiExample(..., value=..., response_only=True, "
    'status_codes=["{status}"])].',
    preset="publishing",
    by_hand='Write an "example" beside its "schema".',
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
    """Readers copy the sample. Every success with a JSON body shows one."""
    for operation in document.operations:
        shown = {sample.status for sample in document.samples_of(operation)}
        if any(operation.undocumented_statuses):
            continue  # `sample-status` reports a sample with a wrong status
        for status, response in operation.successes:
            media_types = document.resolved(response).get("content", {})
            if status not in shown and any(is_json(essence(name)) for name in media_types):
                yield breach(operation, status, status=status)
