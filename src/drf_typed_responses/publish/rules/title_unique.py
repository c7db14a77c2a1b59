"""No two operations have the same title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..published_operations import PublishedOperation
from ..rule import Draft, Problem, problem, rule


@rule(
    "title-unique",
    "its title {title!r} is that of {other} too",
    "Say in the operation_id of one of them what tells it apart.",
)
def title_unique(draft: Draft) -> Iterator[Problem]:
    titles: defaultdict[str, list[PublishedOperation]] = defaultdict(list)
    for operation in draft.operations:
        if operation.title:
            titles[operation.title.casefold()].append(operation)
    for first, *others in titles.values():
        for operation in others:
            yield problem(operation, title=operation.title, other=first.name)
