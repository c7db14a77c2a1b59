"""The rule `tag-described`: a tag has a name for the sidebar and a description."""

from __future__ import annotations

from collections.abc import Iterator

from . import Breach, CheckedDocument, breach, rule

_NEEDED = {"x-sidebar-name": "name for the sidebar", "description": "description"}


@rule(
    "tag-described",
    "the tag {tag} has no {lacks}",
    'Add "{key}" to it in SPECTACULAR_SETTINGS["TAGS"].',
    preset="publishing",
    bad=(
        'TAGS = [{"name": "Teams", "x-sidebar-name": "Teams"}]',
        'TAGS = [{"name": "Teams", "description": "People."}]',
    ),
    good=('TAGS = [{"name": "Teams", "x-sidebar-name": "Teams", "description": "People."}]',),
)
def tag_described(document: CheckedDocument) -> Iterator[Breach]:
    """A tag that an operation uses has a name for the sidebar (`x-sidebar-name`) and a description
    for its page.
    """
    used = {tag for operation in document.operations for tag in operation.spec.get("tags", [])}
    for name, tag in document.tags.items():
        for key, words in _NEEDED.items():
            if name in used and not str(tag.get(key) or "").strip():
                yield breach(None, name, tag=name, lacks=words, key=key)
