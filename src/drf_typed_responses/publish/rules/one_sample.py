"""Exactly one sample is shown per operation and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "one-sample",
    "its {status} response has {count} samples, and the page shows one",
    "Keep the one that shows most.",
)
def one_sample(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        counts = Counter(
            (sample.status, sample.media_type)
            for sample in draft.samples_of(operation)
            if sample.status
        )
        for status, count in sorted({(s, n) for (s, _), n in counts.items() if n > 1}):
            yield problem(operation, status, status=status, count=count)
