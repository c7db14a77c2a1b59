"""The rule `one-tag`: an operation stands in exactly one tab of the sidebar."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "one-tag",
    "it has {tags}; an operation stands in one tab of the sidebar",
    'Write tags=["..."] with one name in @extend_schema, on the method or on the view.',
    preset="publishing",
    by_hand='Write "tags": ["..."] with one name.',
    bad=(
        '@extend_schema(tags=["Teams", "Members"])',
        "@extend_schema(tags=[])",
    ),
    good=('@extend_schema(tags=["Teams"])',),
)
def one_tag(document: CheckedDocument) -> Iterator[Breach]:
    """The page shows an operation in the tab of its tag: without a tag it has no place, with two it
    has two.
    """
    defined = document.tags
    for operation in document.operations:
        tags = operation.spec.get("tags", [])
        if len(tags) > 1:
            yield breach(operation, tags=f"the tags {', '.join(tags)}")
        elif not tags or not (operation.says("tags") or tags[0] in defined):
            yield breach(operation, tags="no tag")
