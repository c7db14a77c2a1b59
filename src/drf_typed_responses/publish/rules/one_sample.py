"""Exactly one sample is shown per operation and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..published_operations import statuses_of
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
        # Of two samples of one name drf-spectacular keeps the last.
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
                yield problem(operation, status, status=status, count=count)
