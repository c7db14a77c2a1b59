"""The tab Teams."""

from __future__ import annotations

from typing import List  # noqa: UP035

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.serializers import SlugField

from drf_typed_responses.responses import (
    RESPONSE_BAD_REQUEST,
    RESPONSE_FORBIDDEN,
    RESPONSE_NO_CONTENT,
    RESPONSE_NOT_FOUND,
    RESPONSE_UNAUTHORIZED,
    ErrorResponse,
    Response,
)
from drf_typed_responses.serializers import inline_sentry_response_serializer, serialize
from teams_api.examples.team_examples import TeamExamples
from teams_api.exceptions import Conflict
from teams_api.models import Organization, Team
from teams_api.parameters import GlobalParams, TeamParams
from teams_api.requests import TeamRequestSerializer
from teams_api.serializers import TeamResponse, TeamSerializer
from teams_api.slugs import slug_of

from .base import OrganizationEndpoint

RESPONSE_SLUG_TAKEN = OpenApiResponse(
    ErrorResponse, description="A team with this slug already exists."
)


def refuse_taken_slug(organization: Organization, slug: str, team: Team | None = None) -> None:
    """Raise Conflict if another team of the organization has the slug."""
    taken = organization.teams.filter(slug=slug)
    if team:
        taken = taken.exclude(pk=team.pk)
    if taken.exists():
        raise Conflict("A team with this slug already exists.")


@extend_schema(tags=["Teams"])
class OrganizationTeamsEndpoint(OrganizationEndpoint):
    """The teams of an organization."""

    public = {"GET", "POST"}

    @extend_schema(
        operation_id="List an Organization's Teams",
        parameters=[
            GlobalParams.ORG_SLUG,
            GlobalParams.slug("Only the team with this slug."),
            TeamParams.EXPAND,
        ],
        responses={
            200: inline_sentry_response_serializer(
                "ListOrgTeamResponse",
                List[TeamResponse],  # noqa: UP006
            ),
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=TeamExamples.LIST_TEAMS,
    )
    def get(self, request: Request, organization_slug: str) -> Response[list[TeamResponse]]:
        """
        List the teams of an organization, by slug.
        """
        teams = self.get_organization(organization_slug).teams.order_by("slug")
        if "slug" in request.query_params:
            teams = teams.filter(slug=SlugField().run_validation(request.query_params["slug"]))
        expand = request.query_params.getlist("expand")
        return Response(serialize(teams, request.user, TeamSerializer(), expand=expand))

    @extend_schema(
        operation_id="Create a New Team",
        parameters=[GlobalParams.ORG_SLUG],
        request=TeamRequestSerializer,
        responses={
            201: TeamSerializer,
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
            409: RESPONSE_SLUG_TAKEN,
        },
        examples=TeamExamples.CREATE_TEAM,
    )
    def post(self, request: Request, organization_slug: str) -> Response[TeamResponse]:
        """
        Create a new team bound to an organization.
        """
        organization = self.get_organization(organization_slug)
        form = TeamRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        slug = form.validated_data.get("slug") or slug_of(form.validated_data["name"])
        refuse_taken_slug(organization, slug)
        team = form.save(organization=organization, slug=slug)
        return Response(serialize(team, request.user, TeamSerializer()), status=201)


@extend_schema(tags=["Teams"])
class TeamDetailsEndpoint(OrganizationEndpoint):
    """One team."""

    public = {"GET", "PUT", "DELETE"}

    def get_team(self, organization_slug: str, team_slug: str) -> Team:
        """The team, or 404 or 403."""
        return get_object_or_404(self.get_organization(organization_slug).teams, slug=team_slug)

    @extend_schema(
        operation_id="Retrieve a Team",
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.TEAM_SLUG, TeamParams.EXPAND],
        responses={
            200: TeamSerializer,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=TeamExamples.RETRIEVE_TEAM,
    )
    def get(
        self, request: Request, organization_slug: str, team_slug: str
    ) -> Response[TeamResponse]:
        """
        Return a team.
        """
        team = self.get_team(organization_slug, team_slug)
        expand = request.query_params.getlist("expand")
        return Response(serialize(team, request.user, TeamSerializer(), expand=expand))

    @extend_schema(
        operation_id="Update a Team",
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.TEAM_SLUG],
        request=TeamRequestSerializer,
        responses={
            200: TeamSerializer,
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
            409: RESPONSE_SLUG_TAKEN,
        },
        examples=TeamExamples.UPDATE_TEAM,
    )
    def put(
        self, request: Request, organization_slug: str, team_slug: str
    ) -> Response[TeamResponse]:
        """
        Change the name of a team, and its slug if one is given.
        """
        team = self.get_team(organization_slug, team_slug)
        form = TeamRequestSerializer(team, data=request.data)
        form.is_valid(raise_exception=True)
        refuse_taken_slug(team.organization, form.validated_data.get("slug", team.slug), team)
        return Response(serialize(form.save(), request.user, TeamSerializer()))

    @extend_schema(
        operation_id="Delete a Team",
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.TEAM_SLUG],
        responses={
            204: RESPONSE_NO_CONTENT,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
    )
    def delete(self, request: Request, organization_slug: str, team_slug: str) -> Response[None]:
        """
        Delete a team. Its members and projects stay.
        """
        self.get_team(organization_slug, team_slug).delete()
        return Response(status=204)
