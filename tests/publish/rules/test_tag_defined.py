"""The rule `tag-defined`: a tag is one of those that the settings define."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import extend_schema

from ..building import TeamResponse
from .judging import Endpoint, broken, endpoint, judged

TAGS = [{"name": "Teams"}, {"name": "Members"}]


class Tagged(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, tags=["Team"])  # broken
    def get(self, request): ...


@pytest.mark.parametrize(
    ("tags", "listed"), [(TAGS, "one of Teams, Members"), ([], "one of its entries")]
)
def test_a_tag_that_is_not_defined(tags: Any, listed: str) -> None:
    hint = f'Add it to SPECTACULAR_SETTINGS["TAGS"], or use {listed}.'
    expected = broken(__file__, "tag-defined", "its tag Team is not defined", hint)
    assert judged("tag-defined", Tagged, TAGS=tags) == [expected]


@pytest.mark.parametrize("tags", [["Teams"], ["Members"], []])
def test_tags_that_are_defined(tags: list[str]) -> None:
    assert judged("tag-defined", endpoint(tags=tags), TAGS=TAGS) == []


def test_a_tag_that_nobody_wrote() -> None:
    # drf-spectacular guesses the first part of the path; `one-tag` reports it.
    assert judged("tag-defined", endpoint(), TAGS=TAGS) == []
