"""A sample body says that it is one of a response, and of which."""

from __future__ import annotations

from collections.abc import Iterator

from ..published_operations import statuses_of
from ..rule import Draft, Problem, problem, rule


@rule(
    "sample-marked",
    'the sample "{name}" does not say {lacks}',
    "Write {mend} in its OpenApiExample.",
)
def sample_marked(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        for example in operation.examples:
            if example.request_only or example.parameter_only:
                continue
            if not example.response_only:
                lacks, mend = "that it is of a response", "response_only=True"
                yield problem(operation, name=example.name, lacks=lacks, mend=mend)
            if not statuses_of(example):
                lacks, mend = "of which status it is", 'status_codes=["200"]'
                yield problem(operation, name=example.name, lacks=lacks, mend=mend)
