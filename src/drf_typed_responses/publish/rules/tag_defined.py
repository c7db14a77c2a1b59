"""A tag is one of those that the settings define."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule


@rule(
    "tag-defined",
    "its tag {tag} is not defined",
    'Add it to SPECTACULAR_SETTINGS["TAGS"], or use one of {tags}.',
)
def tag_defined(draft: Draft) -> Iterator[Problem]:
    defined = draft.tags
    names = ", ".join(defined) or "its entries"
    for operation in draft.operations:
        for tag in operation.spec.get("tags", []) if operation.says("tags") else ():
            if tag not in defined:
                yield problem(operation, tag=tag, tags=names)
