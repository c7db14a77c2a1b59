"""A public document lists only those tags of the settings that its operations have."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema

from drf_typed_responses.publish.unused import without_unused_tags

from .building import JSONView, TeamResponse, published

TEAMS, SECRETS = {"name": "Teams"}, {"name": "Secrets"}


def document(*tags: Any, used: list[str], **more: Any) -> dict[str, Any]:
    return {"paths": {"/": {"get": {"tags": used}}}, "tags": list(tags), **more}


def names(document: dict[str, Any]) -> list[str]:
    return [tag["name"] for tag in document["tags"]]


def test_the_tag_of_private_operations_is_absent() -> None:
    class TeamView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="Retrieve a Team", tags=["Teams"], responses=TeamResponse)
        def get(self, request): ...

        @extend_schema(tags=["Secrets"], request=None, responses=TeamResponse)
        def post(self, request): ...

    assert published(TeamView, TAGS=[TEAMS, SECRETS]).document["tags"] == [TEAMS]


def test_a_document_without_tags_gets_none() -> None:
    assert without_unused_tags({"paths": {}}) == {"paths": {}}


def test_the_parents_of_a_used_tag_stay() -> None:
    tags = [{"name": "All"}, {"name": "People", "parent": "All"}, {"name": "Teams"}]
    nested = document(*tags[:2], {**tags[2], "parent": "People"}, SECRETS, used=["Teams"])
    assert names(without_unused_tags(nested)) == ["All", "People", "Teams"]


def test_a_cycle_of_parent_tags_ends() -> None:
    ring = document({"name": "a", "parent": "b"}, {"name": "b", "parent": "a"}, used=["a"])
    assert names(without_unused_tags(ring)) == ["a", "b"]


def test_groups_without_a_used_tag_are_absent() -> None:
    groups = [{"name": "Shown", "tags": ["Teams", "Secrets"]}, {"name": "X", "tags": ["Secrets"]}]
    made = without_unused_tags(document(TEAMS, SECRETS, used=["Teams"], **{"x-tagGroups": groups}))
    assert made["x-tagGroups"] == [{"name": "Shown", "tags": ["Teams"]}]


def test_the_tags_of_webhooks_count() -> None:
    hooked = document(TEAMS, used=[], webhooks={"sent": {"post": {"tags": ["Teams"]}}})
    assert names(without_unused_tags(hooked)) == ["Teams"]
