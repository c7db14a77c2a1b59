"""A tag that is used has a name for the sidebar and a description for its page."""

from __future__ import annotations

from collections.abc import Iterator

from ..rule import Draft, Problem, problem, rule

NEEDED = {"x-sidebar-name": "name for the sidebar", "description": "description"}


@rule(
    "tag-described",
    "the tag {tag} has no {lacks}",
    'Give it "{key}" in SPECTACULAR_SETTINGS["TAGS"].',
)
def tag_described(draft: Draft) -> Iterator[Problem]:
    used = {tag for operation in draft.operations for tag in operation.spec.get("tags", [])}
    for name, tag in draft.tags.items():
        for key, words in NEEDED.items():
            if name in used and not str(tag.get(key) or "").strip():
                yield problem(None, name, tag=name, lacks=words, key=key)
