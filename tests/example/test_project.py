"""The example as a project: migrations, samples and public operations."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiExample
from jsonschema import Draft202012Validator

from drf_typed_responses.publish import build
from drf_typed_responses.translate import schema_components
from teams_api.examples.member_examples import MemberExamples
from teams_api.examples.organization_examples import OrganizationExamples
from teams_api.examples.project_examples import ProjectExamples
from teams_api.examples.team_examples import TeamExamples
from teams_api.pagination import Page
from teams_api.serializers import (
    CategoryResponse,
    MemberResponse,
    OrganizationResponse,
    OrganizationSummaryResponse,
    ProjectResponse,
    TeamResponse,
)

SAMPLES = [
    (OrganizationExamples.LIST_ORGANIZATIONS, list[OrganizationSummaryResponse]),
    (OrganizationExamples.RETRIEVE_ORGANIZATION, OrganizationResponse),
    (TeamExamples.LIST_TEAMS, list[TeamResponse]),
    (TeamExamples.CREATE_TEAM, TeamResponse),
    (TeamExamples.RETRIEVE_TEAM, TeamResponse),
    (TeamExamples.UPDATE_TEAM, TeamResponse),
    (MemberExamples.LIST_MEMBERS, list[MemberResponse]),
    (MemberExamples.INVITE_MEMBER, MemberResponse),
    (MemberExamples.RETRIEVE_MEMBER, MemberResponse),
    (MemberExamples.SEARCH_MEMBERS, list[MemberResponse]),
    (MemberExamples.CHANGE_ROLE, MemberResponse),
    (ProjectExamples.LIST_PROJECTS, Page[ProjectResponse]),
    (ProjectExamples.RETRIEVE_PROJECT, ProjectResponse),
    (ProjectExamples.LIST_CATEGORIES, list[CategoryResponse]),
]


@pytest.mark.parametrize(("samples", "hint"), SAMPLES, ids=lambda value: "")
def test_a_sample_keeps_its_type(samples: list[OpenApiExample], hint: Any) -> None:
    [schema], components = schema_components([hint], version="3.1")
    document = {**schema, "components": {"schemas": components}}
    for sample in samples:
        Draft202012Validator(document).validate(sample.value)


@pytest.mark.parametrize(("samples", "hint"), SAMPLES, ids=lambda value: "")
def test_a_sample_is_of_a_response_with_a_status(samples: list[OpenApiExample], hint: Any) -> None:
    assert all(sample.response_only and sample.status_codes for sample in samples)


@pytest.mark.django_db
def test_the_migrations_are_up_to_date() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_whole_document_passes_without_a_warning(tmp_path: Any) -> None:
    call_command(
        "spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "openapi.yaml")
    )


def test_the_public_methods() -> None:
    paths = build().document["paths"]
    assert {path: sorted(item) for path, item in paths.items()} == {
        "/api/0/organizations/": ["get"],
        "/api/0/organizations/{organization_slug}/": ["get", "put"],
        "/api/0/organizations/{organization_slug}/categories/": ["get"],
        "/api/0/organizations/{organization_slug}/members/": ["get", "post"],
        "/api/0/organizations/{organization_slug}/members/{id}/": ["get"],
        "/api/0/organizations/{organization_slug}/members/{id}/role/": ["put"],
        "/api/0/organizations/{organization_slug}/members/search/": ["get"],
        "/api/0/organizations/{organization_slug}/projects/": ["get"],
        "/api/0/organizations/{organization_slug}/teams/": ["get", "post"],
        "/api/0/projects/{organization_slug}/{project_slug}/": ["get", "put"],
        "/api/0/teams/{organization_slug}/{team_slug}/": ["delete", "get", "put"],
    }


def test_an_enum_has_one_component() -> None:
    """Not also `PlatformEnum` or `BlankEnum`, the parts of a choice that may be blank."""
    for document in (build().document, SchemaGenerator().get_schema(public=True)):
        enums = {
            name: schema["enum"]
            for name, schema in document["components"]["schemas"].items()
            if "enum" in schema
        }
        assert sorted(enums) == ["OrganizationStatus", "Platform", "Role"]
