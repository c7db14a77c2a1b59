"""The rule `tag-described`: a tag has a name for the sidebar and a description for its page."""

from __future__ import annotations

from typing import Any

import pytest

from drf_typed_responses.findings import Finding

from .judging import endpoint, judged

WHOLE = {"name": "Teams", "x-sidebar-name": "Teams", "description": "Groups of members."}


@pytest.mark.parametrize(
    ("key", "lacks"), [("description", "description"), ("x-sidebar-name", "name for the sidebar")]
)
@pytest.mark.parametrize("value", [None, "", "  ", ...])
def test_what_a_tag_lacks(key: str, lacks: str, value: Any) -> None:
    given = {name: text for name, text in {**WHOLE, key: value}.items() if text is not ...}
    assert judged("tag-described", endpoint(tags=["Teams"]), TAGS=[given]) == [
        Finding(
            "error",
            "tag-described",
            f"the tag Teams has no {lacks}",
            hint=f'Add "{key}" to it in SPECTACULAR_SETTINGS["TAGS"].',
            path="Teams",
        )
    ]


def test_a_tag_of_several_operations_is_found_once() -> None:
    views = [endpoint(tags=["Teams"]), endpoint(tags=["Teams"])]
    assert len(judged("tag-described", *views, TAGS=[{**WHOLE, "description": ""}])) == 1


def test_a_tag_that_no_public_operation_uses() -> None:
    unused = [WHOLE, {"name": "Members"}]
    assert judged("tag-described", endpoint(tags=["Teams"]), TAGS=unused) == []
