"""An operation stands in exactly one tab of the sidebar."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "one-tag",
    "it has {tags}; an operation stands in one tab of the sidebar",
    'Write tags=["..."] with one name in @extend_schema, on the method or on the view.',
)
def one_tag(draft: Draft) -> Iterator[Problem]:
    defined = draft.tags
    for operation in draft.operations:
        tags = operation.spec.get("tags", [])
        if len(tags) > 1:
            yield problem(operation, tags=f"the tags {', '.join(tags)}")
        elif not tags or not (operation.says("tags") or tags[0] in defined):
            yield problem(operation, tags="no tag")
