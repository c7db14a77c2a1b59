"""Every sample is what its schema says, as it will be published."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..rule import Draft, Problem, problem, rule
from ..samples import Sample


@rule(
    "sample-valid",
    "{what}",
    "{remedy}",
)
def sample_valid(draft: Draft) -> Iterator[Problem]:
    for sample in draft.samples:
        if not sample.is_written:
            what = "it holds a value that the renderer cannot write"
            yield problem(sample.operation, sample.place, what=what, remedy=REMEDY)
            continue
        for violation in sample.violations:
            if violation.kind == "undocumented":
                continue
            declared = ".".join(filter(None, (violation.component, violation.property)))
            place = draft.places(violation.component, violation.property)
            what = f"{violation.message}: {declared}" if violation.component else violation.message
            remedy = ONE_ITEM if _is_wrapped(sample) else REMEDY
            yield problem(sample.operation, sample.place, place, what=what, remedy=remedy)


REMEDY = "Mend the sample, or the type if the sample is right."
ONE_ITEM = "Show one item as the value: drf-spectacular puts the list around it."


def _is_wrapped(sample: Sample) -> bool:
    """Whether the sample is a list, as its decorator has it, within a list or a page of one."""
    lists = [example.value for example in sample.operation.examples]
    return any(isinstance(value, list) and _holds(sample.written, [value]) for value in lists)


def _holds(written: Any, wrapped: list[Any]) -> bool:
    if isinstance(written, dict):
        return any(_holds(inner, wrapped) for inner in written.values())
    return bool(written == wrapped)
