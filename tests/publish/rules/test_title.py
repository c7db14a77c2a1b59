"""The rule `title`: an operation has a title, a sentence for people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings
from drf_spectacular.utils import extend_schema

from ..building import TeamResponse, build
from .judging import Endpoint, broken, endpoint, judged

HINT = 'Write it as a sentence in @extend_schema: operation_id="List an Organization\'s Teams".'


class Untitled(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse)  # broken
    def get(self, request): ...


def test_no_title() -> None:
    assert judged("title", Untitled) == [broken(__file__, "title", "it has no title", HINT)]


@pytest.mark.parametrize("title", ["ListTeams", "list_teams", "list the teams", "'the' Teams"])
def test_a_title_that_is_no_sentence(title: str) -> None:
    said = [{"operation_id": title}, {"summary": title}]
    messages = [f.message for f in judged("title", *(endpoint(**each) for each in said))]
    no_sentence = f"its title {title!r} is not a sentence for people"
    # A token as operation_id is an id, not a title.
    no_title = f"it has no title: its operation_id {title!r} is a token for programs"
    of_the_id = no_sentence if " " in title else no_title
    assert messages == [of_the_id, no_sentence]


@pytest.mark.parametrize(
    "said",
    [
        {"operation_id": "List an Organization's Teams"},
        {"operation_id": "List 2 teams"},
        {"operation_id": "2 Teams"},
        {"operation_id": "“Find” a Team"},
        {"operation_id": "Élire un chef"},
        {"operation_id": "列出团队"},
        {"operation_id": "teams_list", "summary": "List the teams"},
    ],
    ids=lambda said: str(list(said.values())[-1]),
)
def test_a_title(said: dict[str, Any]) -> None:
    assert judged("title", endpoint(**said)) == []


def test_a_sentence_that_stays_the_id() -> None:
    settings = {"RULES": {"*": "off", "title": "error"}, "KEEP_OPERATION_IDS": True}
    with override_settings(TYPED_RESPONSES=settings):
        publication = build(endpoint(operation_id="Retrieve a Team"))
    assert publication.findings == ()
    operation = publication.document["paths"]["/0/"]["get"]
    assert operation["operationId"] == "Retrieve a Team"
    assert "summary" not in operation


def test_the_first_paragraph_of_the_docstring() -> None:
    class Described(Endpoint):
        public = frozenset({"GET"})

        @extend_schema(responses=TeamResponse)
        def get(self, request):
            """
            Return a team
            by its slug.

            The rest stays.
            """

    settings = {"RULES": {"*": "off", "title": "error"}, "SUMMARY_FROM_DOCSTRING": True}
    with override_settings(TYPED_RESPONSES=settings):
        publication = build(Described)
    assert publication.findings == ()
    operation = publication.document["paths"]["/0/"]["get"]
    assert operation["summary"] == "Return a team by its slug."
    assert operation["description"] == "The rest stays."
