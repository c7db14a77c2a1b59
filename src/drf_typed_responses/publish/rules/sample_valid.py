"""The rule `sample-valid`: every sample is valid against its schema as it is published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..published_samples import PublishedSample
from . import Breach, CheckedDocument, breach, rule


@rule(
    "sample-valid",
    "{what}",
    "{remedy}",
    by_hand="Correct the sample, or its schema if the sample is right.",
    bad=(
        """\
@extend_schema(
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": 7},
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
def sample_valid(document: CheckedDocument) -> Iterator[Breach]:
    """Each sample is validated against its schema as it is published.

    The finding names the place in the sample and the field that declares it.
    """
    for sample in document.samples:
        if not sample.is_written:
            what = "it holds a value that the renderer cannot write"
            yield breach(sample.operation, sample.place, what=what, remedy=_REMEDY)
            continue
        for violation in sample.violations:
            if violation.kind == "undocumented":
                continue
            declared = ".".join(filter(None, (violation.component, violation.property)))
            location = document.locations(violation.component, violation.property)
            what = f"{violation.message}: {declared}" if violation.component else violation.message
            remedy = _ONE_ITEM if _is_wrapped(sample) else _REMEDIES.get(violation.kind, _REMEDY)
            yield breach(sample.operation, sample.place, location, what=what, remedy=remedy)


_REMEDY = "Correct the sample, or the type if the sample is right."
_REMEDIES = {"schema": "Correct the schema; no sample can be checked against it."}
_ONE_ITEM = "Give one item as the value: drf-spectacular puts a list around it."


def _is_wrapped(sample: PublishedSample) -> bool:
    """Whether drf-spectacular has wrapped a sample that is a list in another list, or in a page."""
    lists = [example.value for example in sample.operation.examples]
    return any(isinstance(value, list) and _holds(sample.written, [value]) for value in lists)


def _holds(written: Any, wrapped: list[Any]) -> bool:
    if isinstance(written, dict):
        return any(_holds(inner, wrapped) for inner in written.values())
    return bool(written == wrapped)
