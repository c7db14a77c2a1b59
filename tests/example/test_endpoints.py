"""Every documented endpoint, called over HTTP, responds as its types say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from rest_framework.test import APIClient

from drf_typed_responses.responses import ErrorResponse, ValidationErrorResponse
from drf_typed_responses.serializers import serialize
from drf_typed_responses.translate import schema_components
from teams_api.models import Member, Organization, Project, Team
from teams_api.pagination import Page
from teams_api.serializers import (
    CategoryResponse,
    MemberResponse,
    OrganizationResponse,
    OrganizationSerializer,
    OrganizationSummaryResponse,
    ProjectResponse,
    TeamResponse,
)

ROOT = "/api/0"
ORGANIZATIONS = f"{ROOT}/organizations/"
ORGANIZATION = f"{ORGANIZATIONS}the-interstellar-jurisdiction/"
TEAMS = f"{ORGANIZATION}teams/"
TEAM = f"{ROOT}/teams/the-interstellar-jurisdiction/powerful-abolitionist/"
MEMBERS = f"{ORGANIZATION}members/"
PROJECTS = f"{ORGANIZATION}projects/"
PROJECT = f"{ROOT}/projects/the-interstellar-jurisdiction/pump-station/"
CATEGORIES = f"{ORGANIZATION}categories/"


def body(response: Any, hint: Any, status: int = 200) -> Any:
    """The JSON of a response with the status and the type it should have."""
    assert response.status_code == status, response.content
    [schema], components = schema_components([hint], version="3.1")
    document = {**schema, "components": {"schemas": components}}
    Draft202012Validator(document, format_checker=FormatChecker()).validate(response.json())
    return response.json()


# ---------------------------------------------------------------- The front page


def test_the_front_page_leads_on(ada: APIClient) -> None:
    page = ada.get("/").content.decode()
    addresses = re.findall(r'http://testserver(/[^\s"<]+)', page)
    assert addresses == [ORGANIZATIONS, TEAMS]
    assert [ada.get(address).status_code for address in addresses] == [200, 200]
    assert APIClient().get(re.findall(r'href="([^"]+)"', page)[0]).status_code == 401


# ---------------------------------------------------------------- Organizations


def test_list_your_organizations(ada: APIClient) -> None:
    assert body(ada.get(ORGANIZATIONS), list[OrganizationSummaryResponse]) == [
        {
            "id": "1",
            "slug": "the-interstellar-jurisdiction",
            "name": "The Interstellar Jurisdiction",
            "status": "active",
            "dateCreated": "2026-01-05T08:00:00Z",
        }
    ]


def test_list_your_organizations_without_a_token() -> None:
    assert body(APIClient().get(ORGANIZATIONS), ErrorResponse, 401) == {
        "detail": "Authentication credentials were not provided."
    }


def test_retrieve_an_organization(grace: APIClient) -> None:
    assert body(grace.get(ORGANIZATION), OrganizationResponse) == {
        "id": "1",
        "slug": "the-interstellar-jurisdiction",
        "name": "The Interstellar Jurisdiction",
        "status": "active",
        "dateCreated": "2026-01-05T08:00:00Z",
        "role": "member",
        "features": ["alerts", "categories"],
        "teamCount": 2,
        "projectCount": 3,
        "isBillable": True,
    }


def test_an_organization_of_others(linus: APIClient) -> None:
    assert body(linus.get(ORGANIZATION), ErrorResponse, 403) == {
        "detail": "You do not have permission to perform this action."
    }


def test_an_organization_that_waits_to_be_deleted(ada: APIClient) -> None:
    body(ada.get(f"{ORGANIZATIONS}atlantis/"), ErrorResponse, 404)


def test_update_an_organization(ada: APIClient) -> None:
    updated = body(ada.put(ORGANIZATION, {"name": "The Jurisdiction"}), OrganizationResponse)
    assert updated["name"] == "The Jurisdiction"


def test_update_an_organization_without_a_name(ada: APIClient) -> None:
    assert body(ada.put(ORGANIZATION, {}), ValidationErrorResponse, 400) == {
        "name": ["This field is required."]
    }


def test_update_an_organization_with_broken_json(ada: APIClient) -> None:
    response = ada.put(ORGANIZATION, "{", content_type="application/json")
    assert "JSON parse error" in body(response, ValidationErrorResponse, 400)["detail"]


def test_update_an_organization_as_a_member(grace: APIClient) -> None:
    body(grace.put(ORGANIZATION, {"name": "Mine"}), ErrorResponse, 403)


def test_create_an_organization(linus: APIClient) -> None:
    created = body(linus.post(ORGANIZATIONS, {"name": "New Ones"}), OrganizationResponse, 201)
    assert (created["slug"], created["role"], created["teamCount"]) == ("new-ones", "owner", 0)
    assert Member.objects.get(organization=created["id"]).email == "linus@example.org"


def test_create_an_organization_with_a_taken_name(linus: APIClient) -> None:
    response = linus.post(ORGANIZATIONS, {"name": "The Interstellar Jurisdiction"})
    body(response, ErrorResponse, 409)


@pytest.mark.parametrize("url", [ORGANIZATIONS, TEAMS])
def test_a_name_that_makes_no_slug(ada: APIClient, url: str) -> None:
    """An empty slug would not match the document, nor any URL."""
    assert body(ada.post(url, {"name": "!!!"}), ValidationErrorResponse, 400) == {
        "slug": ["No slug can be made of this name."]
    }


def test_a_long_name_makes_a_slug_that_fits(ada: APIClient) -> None:
    created = body(ada.post(TEAMS, {"name": f"{'a' * 49} team"}), TeamResponse, 201)
    assert created["slug"] == "a" * 49


def test_the_counts_of_many_organizations_cost_two_queries(
    django_assert_num_queries: Any,
) -> None:
    organizations = list(Organization.objects.all())
    assert len(organizations) == 3
    with django_assert_num_queries(2):
        serialize(organizations, None, OrganizationSerializer())


def test_delete_an_organization(ada: APIClient) -> None:
    assert ada.delete(ORGANIZATION).status_code == 204
    assert Organization.objects.get(pk=1).status == "pending_deletion"


# ---------------------------------------------------------------- Teams


def test_list_teams(ada: APIClient) -> None:
    teams = body(ada.get(TEAMS), list[TeamResponse])
    assert [(team["slug"], team["isMember"], team["memberCount"]) for team in teams] == [
        ("ancient-gabelers", False, 1),
        ("powerful-abolitionist", True, 2),
    ]


def test_list_the_team_with_a_slug(ada: APIClient) -> None:
    teams = body(ada.get(TEAMS, {"slug": "ancient-gabelers"}), list[TeamResponse])
    assert [team["slug"] for team in teams] == ["ancient-gabelers"]


@pytest.mark.parametrize("expand", ["projects", "members"])
def test_list_teams_with_more(ada: APIClient, expand: str) -> None:
    plain = body(ada.get(TEAMS), list[TeamResponse])
    more = body(ada.get(TEAMS, {"expand": expand}), list[TeamResponse])
    assert [set(new) - set(old) for new, old in zip(more, plain, strict=True)] == [{expand}] * 2


def test_the_number_of_queries_does_not_grow(
    ada: APIClient, django_assert_max_num_queries: Any
) -> None:
    organization = Organization.objects.get(pk=1)
    for number in range(20):
        Team.objects.create(organization=organization, slug=f"team-{number}", name="Team")
    with django_assert_max_num_queries(6):
        ada.get(TEAMS, {"expand": ["projects", "members"]})


def test_create_a_team(ada: APIClient) -> None:
    created = body(ada.post(TEAMS, {"name": "My Team"}), TeamResponse, 201)
    created.pop("dateCreated")
    assert created == {
        "id": "4",
        "slug": "my-team",
        "name": "My Team",
        "isMember": False,
        "memberCount": 0,
        "avatar": None,
    }


def test_create_a_team_with_a_taken_slug(ada: APIClient) -> None:
    response = ada.post(TEAMS, {"name": "Again", "slug": "powerful-abolitionist"})
    assert body(response, ErrorResponse, 409) == {"detail": "A team with this slug already exists."}


def test_create_a_team_without_a_name(ada: APIClient) -> None:
    body(ada.post(TEAMS, {"slug": "no name"}), ValidationErrorResponse, 400)


def test_create_a_team_as_a_member(grace: APIClient) -> None:
    body(grace.post(TEAMS, {"name": "Mine"}), ErrorResponse, 403)


def test_retrieve_a_team(ada: APIClient) -> None:
    assert body(ada.get(TEAM, {"expand": "projects"}), TeamResponse) == {
        "id": "1",
        "slug": "powerful-abolitionist",
        "name": "Powerful Abolitionist",
        "nickname": "The Abolitionists",
        "dateCreated": "2026-01-06T09:30:00Z",
        "isMember": True,
        "memberCount": 2,
        "avatar": {"avatarType": "upload", "avatarUrl": "https://example.org/avatars/1.png"},
        "projects": [
            {"id": "2", "slug": "prime-mover", "name": "Prime Mover", "platform": "rust"},
            {"id": "1", "slug": "pump-station", "name": "Pump Station", "platform": "python"},
        ],
    }


def test_retrieve_a_team_that_is_not_there(ada: APIClient) -> None:
    body(ada.get(TEAM.replace("powerful", "feeble")), ErrorResponse, 404)


def test_update_a_team(ada: APIClient) -> None:
    updated = body(ada.put(TEAM, {"name": "Renamed"}), TeamResponse)
    assert (updated["name"], updated["slug"]) == ("Renamed", "powerful-abolitionist")


def test_update_a_team_with_a_taken_slug(ada: APIClient) -> None:
    response = ada.put(TEAM, {"name": "Renamed", "slug": "ancient-gabelers"})
    body(response, ErrorResponse, 409)


def test_delete_a_team(ada: APIClient) -> None:
    response = ada.delete(TEAM)
    assert (response.status_code, response.content) == (204, b"")
    assert not Team.objects.filter(slug="powerful-abolitionist").exists()


# ---------------------------------------------------------------- Members


def test_list_members(grace: APIClient) -> None:
    members = body(grace.get(MEMBERS), list[MemberResponse])
    assert members[0] == {
        "id": "1",
        "email": "ada@example.org",
        "role": "owner",
        "user": {"id": "1", "username": "ada", "name": "Ada Lovelace"},
        "dateCreated": "2026-01-05T08:00:00Z",
    }
    assert [member["email"] for member in members[1:]] == [
        "grace@example.org",
        "mary@example.org",
    ]


def test_invite_a_member(ada: APIClient) -> None:
    invited = body(
        ada.post(MEMBERS, {"email": "emmy@example.org", "role": "manager"}), MemberResponse, 201
    )
    assert (invited["email"], invited["role"], invited["user"]) == (
        "emmy@example.org",
        "manager",
        None,
    )


def test_invite_a_member_twice(ada: APIClient) -> None:
    assert body(ada.post(MEMBERS, {"email": "mary@example.org"}), ErrorResponse, 409) == {
        "detail": "This person is a member already."
    }


def test_invite_nobody(ada: APIClient) -> None:
    body(ada.post(MEMBERS, {"email": "nobody"}), ValidationErrorResponse, 400)


def test_retrieve_a_member(ada: APIClient) -> None:
    assert body(ada.get(f"{MEMBERS}3/"), MemberResponse)["user"] is None


def test_retrieve_a_member_of_another_organization(ada: APIClient) -> None:
    body(ada.get(f"{MEMBERS}4/"), ErrorResponse, 404)


def test_search_for_members(ada: APIClient) -> None:
    found = body(ada.get(f"{MEMBERS}search/", {"name": "love"}), list[MemberResponse])
    assert [member["email"] for member in found] == ["ada@example.org"]


def test_search_for_nothing(ada: APIClient) -> None:
    assert body(ada.get(f"{MEMBERS}search/"), ValidationErrorResponse, 400) == {
        "name": ["This query parameter is required."]
    }


def test_change_the_role_of_a_member(ada: APIClient) -> None:
    assert body(ada.put(f"{MEMBERS}2/role/", {"role": "manager"}), MemberResponse)["role"] == (
        "manager"
    )


def test_change_the_role_of_a_member_to_none(ada: APIClient) -> None:
    body(ada.put(f"{MEMBERS}2/role/", {}), ValidationErrorResponse, 400)


def test_remove_a_member(ada: APIClient) -> None:
    assert ada.delete(f"{MEMBERS}2/").status_code == 204
    assert not Member.objects.filter(pk=2).exists()


# ---------------------------------------------------------------- Projects


def test_list_projects(ada: APIClient) -> None:
    page = body(ada.get(PROJECTS), Page[ProjectResponse])
    assert (page["count"], page["next"], page["previous"]) == (
        3,
        f"http://testserver{PROJECTS}?page=2",
        None,
    )
    assert [project["slug"] for project in page["results"]] == ["prime-mover", "pump-station"]


def test_list_the_last_projects(ada: APIClient) -> None:
    page = body(ada.get(PROJECTS, {"page": 2}), Page[ProjectResponse])
    assert (page["next"], [project["slug"] for project in page["results"]]) == (
        None,
        ["the-spoiled-yoghurt"],
    )


def test_list_the_projects_of_a_page_that_is_not_there(ada: APIClient) -> None:
    body(ada.get(PROJECTS, {"page": 9}), ErrorResponse, 404)


def test_list_the_projects_of_a_platform(ada: APIClient) -> None:
    page = body(ada.get(PROJECTS, {"platform": "rust"}), Page[ProjectResponse])
    assert [project["slug"] for project in page["results"]] == ["prime-mover"]


def test_list_the_projects_of_an_unknown_platform(ada: APIClient) -> None:
    body(ada.get(PROJECTS, {"platform": "abacus"}), ValidationErrorResponse, 400)


def test_retrieve_a_project(ada: APIClient) -> None:
    assert body(ada.get(PROJECT), ProjectResponse) == {
        "id": "1",
        "slug": "pump-station",
        "name": "Pump Station",
        "platform": "python",
        "dateCreated": "2026-01-07T07:15:00Z",
        "errorBudget": 0.5,
        "category": "water",
        "teams": [{"id": "1", "slug": "powerful-abolitionist", "name": "Powerful Abolitionist"}],
        "alerts": [
            {"kind": "email", "address": "pumps@example.org"},
            {
                "kind": "webhook",
                "url": "https://example.org/hooks/pumps",
                "secret": "open-sesame",
            },
        ],
    }


def test_update_a_project(ada: APIClient) -> None:
    response = ada.put(PROJECT, {"name": "Pumps", "platform": "", "error_budget": None})
    updated = body(response, ProjectResponse)
    assert (updated["name"], updated["platform"], updated["errorBudget"]) == ("Pumps", None, None)


def test_update_a_project_without_a_name(ada: APIClient) -> None:
    body(ada.put(PROJECT, {"platform": "abacus"}), ValidationErrorResponse, 400)


def test_delete_a_project(ada: APIClient) -> None:
    assert ada.delete(PROJECT).status_code == 204
    assert not Project.objects.filter(pk=1).exists()


def test_list_categories(grace: APIClient) -> None:
    assert body(grace.get(CATEGORIES), list[CategoryResponse]) == [
        {"slug": "transport", "name": "Transport", "children": []},
        {
            "slug": "utilities",
            "name": "Utilities",
            "children": [
                {
                    "slug": "water",
                    "name": "Water",
                    "children": [{"slug": "pumps", "name": "Pumps", "children": []}],
                }
            ],
        },
    ]


def test_list_the_categories_of_what_waits_to_be_deleted(ada: APIClient) -> None:
    assert Member.objects.filter(organization__slug="atlantis", user__username="ada").exists()
    body(ada.get(f"{ORGANIZATIONS}atlantis/categories/"), ErrorResponse, 404)


def test_list_the_categories_of_others(linus: APIClient) -> None:
    body(linus.get(CATEGORIES), ErrorResponse, 404)


# ---------------------------------------------------------------- private endpoints


def test_stats_are_for_staff(ada: APIClient, grace: APIClient) -> None:
    assert body(ada.get(f"{ROOT}/internal/stats/"), dict[str, int])["Team"] == 3
    body(grace.get(f"{ROOT}/internal/stats/"), ErrorResponse, 403)


def test_health_needs_no_token() -> None:
    assert body(APIClient().get(f"{ROOT}/internal/health/"), dict[str, bool]) == {"ok": True}


# ---------------------------------------------------------------- requests beyond the document


@pytest.mark.parametrize("address", [f"{ORGANIZATIONS}a%20b/", f"{ROOT}/nowhere/"])
def test_an_address_that_no_pattern_matches(ada: APIClient, address: str) -> None:
    assert body(ada.get(address), ErrorResponse, 404) == {"detail": "Not found."}


@pytest.mark.parametrize("query", [f"{TEAMS}?slug=", f"{TEAMS}?slug=a+b", f"{PROJECTS}?platform="])
def test_a_query_that_the_document_forbids(ada: APIClient, query: str) -> None:
    body(ada.get(query), ValidationErrorResponse, 400)


def test_a_search_for_nothing_finds_everyone(ada: APIClient) -> None:
    assert len(body(ada.get(f"{MEMBERS}search/?name="), list[MemberResponse])) == 3
