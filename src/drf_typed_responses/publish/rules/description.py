"""An operation says what it does, in the docstring of its method."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from ..operations import Operation
from ..rule import Draft, Problem, problem, rule


@rule(
    "description",
    "it has no description",
    "Write what it does in the docstring of its method.",
)
def description(draft: Draft) -> Iterator[Problem]:
    for operation in draft.operations:
        text = operation.spec.get("description", "").strip()
        if not text or _is_of_the_view(operation, text):
            yield problem(operation)


def _is_of_the_view(operation: Operation, text: str) -> bool:
    """Whether drf-spectacular took the view's docstring, which speaks of all its methods."""
    source = operation.source
    if source is None or source.function is None or inspect.getdoc(source.function):
        return False
    return text == (inspect.getdoc(source.view) or "").strip()
