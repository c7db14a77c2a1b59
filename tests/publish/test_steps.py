"""Every documented step of making an API public is checked, done, or not needed; see steps.py."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import List, NotRequired, Optional, TypedDict  # noqa: UP035

import pytest
from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import IsAuthenticatedOrReadOnly

from drf_typed_responses.compat import RULES as CHANGES
from drf_typed_responses.parameters import GlobalParams
from drf_typed_responses.publish.rules import own_rules
from drf_typed_responses.responses import RESPONSE_BAD_REQUEST, RESPONSE_FORBIDDEN
from drf_typed_responses.serializers import Serializer, inline_sentry_response_serializer
from mutation.mutations import MUTATIONS
from real.documents import VARIABLE, below

from .building import NO_RULES, JSONView, TeamResponse, build, published
from .steps import ASKS_NOTHING, MISTAKE, TABLE, Row

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
TEXT = "making-an-api-public.txt"
NO_TEXT = f"{VARIABLE} names no folder with {TEXT}: see tests/real/README.md"

# ---------------------------------------------------------------- the table


def sentences() -> list[str]:
    """The sentences of the page; empty if its text is absent."""
    text = below(TEXT)
    return list(_split(text.read_text(encoding="utf-8"))) if text else []


def _split(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n|\n\s*(?:•|\d+\.)\s", text):
        for sentence in re.split(r"(?<=[.?!:])\s+(?=[A-Z(])", " ".join(block.split())):
            if re.search(r"[A-Za-z]", sentence):
                yield sentence


@pytest.mark.skipif(not sentences(), reason=NO_TEXT)
def test_no_sentence_is_missing() -> None:
    asked = [row.says for row in TABLE]
    unasked = [words for every in ASKS_NOTHING.values() for words in every]
    known = [*asked, *unasked]
    assert [s for s in sentences() if not any(words in s for words in known)] == []
    assert [words for words in known if not any(words in s for s in sentences())] == []


def test_a_sentence_has_one_row() -> None:
    assert len({row.says for row in TABLE}) == len(TABLE)


def ids() -> set[str]:
    """The ids of rules, of other findings of a build, and of changes."""
    of_builds = {"openapi", "contract-tests", "legacy-vanish"}
    return {rule.id for rule in own_rules()} | {m.rule for m in MUTATIONS} | of_builds | {*CHANGES}


@cache
def _names_of(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.says)
def test_a_row(row: Row) -> None:
    """Its findings, its tests and its mistakes exist, and each mistake is found by its rule."""
    named = set(re.findall(r"`([a-z-]+)`", row.by))
    assert named <= ids()
    assert row.shown_by
    rules = {mutation.name: mutation.rule for mutation in MUTATIONS}
    for shown in row.shown_by:
        if shown.startswith(MISTAKE):
            assert rules[shown.removeprefix(MISTAKE)] in named
        else:
            file, _, name = shown.partition("::")
            assert name.startswith("test_")
            assert name in _names_of(file), shown


# ---------------------------------------------------------------- steps without another test


class TeamSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse: ...


class TeamRequestSerializer(serializers.Serializer):
    slug = serializers.SlugField()


@extend_schema(tags=["Teams"])
class OrganizationTeamsEndpoint(JSONView):
    public = {"GET", "POST"}
    # The page documents only a 403, and that for the POST: so REST framework refuses here.
    authentication_classes = (SessionAuthentication,)
    permission_classes = (IsAuthenticatedOrReadOnly,)

    @extend_schema(
        operation_id="Create a New Team",
        parameters=[
            GlobalParams.ORG_SLUG,
            GlobalParams.name("The name for the team.", required=True),
            GlobalParams.slug("Optional slug for the team."),
        ],
        request=TeamRequestSerializer,
        responses={
            201: TeamSerializer,
            400: RESPONSE_BAD_REQUEST,
            403: RESPONSE_FORBIDDEN,
            404: OpenApiResponse(description="A team with this slug already exists."),
        },
        examples=[
            OpenApiExample(
                "Create a new team", value={"id": "1"}, status_codes=["201"], response_only=True
            )
        ],
    )
    def post(self, request, organization_slug, **kwargs):
        """
        Create a new team bound to an organization.
        """

    @extend_schema(
        operation_id="List an Organization's Teams",
        parameters=[GlobalParams.ORG_SLUG],
        responses={
            200: inline_sentry_response_serializer(
                "ListOrgTeamResponse",
                List[TeamResponse],  # noqa: UP006
            )
        },
        examples=[
            OpenApiExample("Teams", value=[{"id": "1"}], status_codes=["200"], response_only=True)
        ],
    )
    def get(self, request, organization_slug):
        """
        List the teams.
        """


TEAMS = {"name": "Teams", "x-sidebar-name": "Teams", "description": "Who works together."}


def test_the_endpoint_of_the_text() -> None:
    """The endpoint of the page, with our names; every rule is on."""
    pattern = path("<slug:organization_slug>/teams/", OrganizationTeamsEndpoint.as_view())
    with override_settings(TYPED_RESPONSES={"RULES": {}}):
        publication = published(pattern, TAGS=[TEAMS])
    operation = publication.document["paths"]["/{organization_slug}/teams/"]["post"]
    assert (operation["summary"], operation["operationId"]) == (
        "Create a New Team",
        "createANewTeam",
    )
    assert operation["description"] == "Create a new team bound to an organization."
    assert list(operation["responses"]) == ["201", "400", "403", "404"]
    (shown,) = operation["responses"]["201"]["content"]["application/json"]["examples"].values()
    assert shown["value"] == {"id": "1"}


class ExampleResponseOptional(TypedDict, total=False):
    optional: str
    optional_and_null: Optional[str]  # noqa: UP045


class ExampleResponse(ExampleResponseOptional):
    always: str
    null: Optional[str]  # noqa: UP045
    beside: NotRequired[str]


def test_optional_fields_and_null() -> None:
    class ExampleView(JSONView):
        public = {"GET"}

        @extend_schema(operation_id="Retrieve It", responses=ExampleResponse)
        def get(self, request): ...

    (schema,) = published(ExampleView).document["components"]["schemas"].values()
    text, text_or_null = {"type": "string"}, {"type": "string", "nullable": True}
    assert schema["required"] == ["always", "null"]
    assert schema["properties"] == {
        "optional": text,
        "optional_and_null": text_or_null,
        "always": text,
        "null": text_or_null,
        "beside": text,
    }


def test_what_would_vanish_with_a_hand_written_file(tmp_path: Path) -> None:
    by_hand = {"responses": {"204": {"description": "Done."}}}
    methods = {"get": by_hand, "put": by_hand}
    (tmp_path / "teams.json").write_text(json.dumps({"/teams/": methods, "/old/": methods}))

    class TeamView(JSONView):
        public = {"GET"}

        @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
        def get(self, request): ...

    with override_settings(TYPED_RESPONSES={**NO_RULES, "LEGACY": tmp_path}):
        findings = {f.id: f for f in build(path("teams/", TeamView.as_view())).findings}
    assert set(findings) == {"legacy-double", "legacy-vanish"}
    assert findings["legacy-double"].hint == (
        f"Delete its GET of /teams/ from {tmp_path / 'teams.json'}."
    )
    assert findings["legacy-vanish"].message == (
        "deleting teams.json would remove PUT /teams/, GET /old/, PUT /old/ from the document"
    )


@pytest.mark.parametrize("action", ["build", "test", "diff", "watch"])
def test_the_make_targets_run_the_commands(action: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(rf"^{action}-api-docs:.*\n\t(.*)$", makefile, re.MULTILINE)
    assert f"example/manage.py apidocs {action}" in recipe
