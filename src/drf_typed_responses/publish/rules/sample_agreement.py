"""The samples speak of one world: an id has one slug, and a slug one id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..rule import Draft, Problem, problem, rule
from ..samples import Sample

IDENTITY = ("id", "slug")


@rule(
    "sample-agreement",
    "its {component} with the {known} {value!r} has the {other} {mine!r}, and {theirs!r} in the "
    "sample of {first}",
    "Let both samples show the same one, for example from one constant.",
    level="warning",
)
def sample_agreement(draft: Draft) -> Iterator[Problem]:
    seen: dict[tuple[str, str, Any], tuple[Any, Sample]] = {}
    for sample in draft.samples:
        if not sample.is_written or sample.violations:
            continue
        for component, value in sample.objects():
            yield from _contradictions(sample, component, value, seen)


def _contradictions(
    sample: Sample, component: str, value: dict[str, Any], seen: dict[Any, Any]
) -> Iterator[Problem]:
    if not all(isinstance(value.get(key), (str, int)) for key in IDENTITY):
        return
    for known, other in (IDENTITY, IDENTITY[::-1]):
        key = (component, known, value[known])
        theirs, first = seen.setdefault(key, (value[other], sample))
        if theirs != value[other]:
            yield problem(
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
