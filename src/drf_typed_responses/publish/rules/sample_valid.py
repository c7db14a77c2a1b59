"""Every sample is what its schema says, as it will be published."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "sample-valid",
    "{what}",
    "Mend the sample, or the type if the sample is right.",
)
def sample_valid(draft: Draft) -> Iterator[Problem]:
    for sample in draft.samples:
        if not sample.is_written:
            what = "it holds a value that the renderer cannot write"
            yield problem(sample.operation, sample.place, what=what)
            continue
        for mistake in sample.mistakes:
            if mistake.kind == "undocumented":
                continue
            declared = ".".join(filter(None, (mistake.component, mistake.property)))
            place = draft.places(mistake.component, mistake.property)
            what = f"{mistake.message}: {declared}" if declared else mistake.message
            yield problem(sample.operation, sample.place, place, what=what)
