"""The rule `tag-defined`: the settings define each tag."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule


@rule(
    "tag-defined",
    "its tag {tag} is not defined",
    'Add it to SPECTACULAR_SETTINGS["TAGS"], or use one of {tags}.',
    preset="recommended",
    bad=('@extend_schema(tags=["Team"])',),
    good=('@extend_schema(tags=["Teams"])',),
)
def tag_defined(document: CheckedDocument) -> Iterator[Breach]:
    """A tag is one of `SPECTACULAR_SETTINGS["TAGS"]`, so that a typo does not become a new tab.

    Only the preset `publishing` asks a project without `TAGS` to define them.
    """
    defined = document.tags
    if not defined and document.settings.preset != "publishing":
        return
    names = ", ".join(defined) or "its entries"
    for operation in document.operations:
        for tag in operation.spec.get("tags", []) if operation.says("tags") else ():
            if tag not in defined:
                yield breach(operation, tag=tag, tags=names)
