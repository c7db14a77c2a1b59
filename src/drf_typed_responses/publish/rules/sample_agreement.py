"""The rule `sample-agreement`: in all samples one id has one slug, and one slug has one id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..published_samples import PublishedSample
from . import Breach, CheckedDocument, breach, rule

_IDENTITY = ("id", "slug")


@rule(
    "sample-agreement",
    "its {component} with the {known} {value!r} has the {other} {mine!r}, and {theirs!r} in the "
    "sample of {first}",
    "Show the same one in both samples, for example from one constant.",
    preset="recommended",
    by_hand="Show the same one in both samples.",
    level="warning",
    bad=(
        '''\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug):
    """Return a team."""


@extend_schema(
    responses={200: TeamResponse, 400: RESPONSE_BAD_REQUEST},
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "larks", "lead": "ada"},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
def put(self, request, slug):
    """Change a team."""
''',
    ),
    good=(
        '''\
@extend_schema(operation_id="Retrieve a Team")
def get(self, request, slug):
    """Return a team."""


@extend_schema(
    responses={200: TeamResponse, 400: RESPONSE_BAD_REQUEST},
    examples=[
        OpenApiExample(
            "A team",
            value={"id": "1", "slug": "owls", "lead": "ada"},
            response_only=True,
            status_codes=["200"],
        )
    ],
)
def put(self, request, slug):
    """Change a team."""
''',
    ),
)
def sample_agreement(document: CheckedDocument) -> Iterator[Breach]:
    """A team has one id and one slug in all samples, so that readers can follow it.

    A `SampleData` (`drf_typed_responses.samples`) ensures it.
    """
    seen: dict[tuple[str, str, Any], tuple[Any, PublishedSample]] = {}
    for sample in document.samples:
        if not sample.is_written or not sample.is_valid:
            continue
        for component, value in sample.objects():
            yield from _contradictions(sample, component, value, seen)


def _contradictions(
    sample: PublishedSample, component: str, value: dict[str, Any], seen: dict[Any, Any]
) -> Iterator[Breach]:
    if not all(isinstance(value.get(key), (str, int)) for key in _IDENTITY):
        return
    for known, other in (_IDENTITY, _IDENTITY[::-1]):
        key = (component, known, value[known])
        theirs, first = seen.setdefault(key, (value[other], sample))
        if theirs != value[other]:
            yield breach(
                sample.operation,
                sample.place,
                component=component,
                known=known,
                value=value[known],
                other=other,
                mine=value[other],
                theirs=theirs,
                first=first.operation.name,
            )
