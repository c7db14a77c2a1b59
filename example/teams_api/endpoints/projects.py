"""The tab Projects."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view
from rest_framework.request import Request

from drf_typed_responses.publish import public_methods
from drf_typed_responses.responses import (
    RESPONSE_BAD_REQUEST,
    RESPONSE_FORBIDDEN,
    RESPONSE_NO_CONTENT,
    RESPONSE_NOT_FOUND,
    RESPONSE_UNAUTHORIZED,
    Response,
)
from drf_typed_responses.serializers import inline_sentry_response_serializer, serialize
from teams_api.examples.project_examples import ProjectExamples
from teams_api.models import Organization, OrganizationStatus, Project
from teams_api.pagination import Page, page_of
from teams_api.parameters import GlobalParams
from teams_api.permissions import account_of
from teams_api.requests import ProjectQuerySerializer, ProjectRequestSerializer
from teams_api.serializers import (
    CategoryResponse,
    CategorySerializer,
    ProjectResponse,
    ProjectSerializer,
)

from .base import OrganizationEndpoint


@extend_schema(tags=["Projects"])
class OrganizationProjectsEndpoint(OrganizationEndpoint):
    """The projects of an organization."""

    public = {"GET"}

    @extend_schema(
        operation_id="List an Organization's Projects",
        parameters=[GlobalParams.ORG_SLUG, ProjectQuerySerializer],
        responses={
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=ProjectExamples.LIST_PROJECTS,
    )
    def get(self, request: Request, organization_slug: str) -> Response[Page[ProjectResponse]]:
        """
        List the projects of an organization page by page, by slug.
        """
        projects = self.get_organization(organization_slug).projects.order_by("slug")
        # As a plain dict: in a QueryDict an empty choice would count as absent.
        query = ProjectQuerySerializer(data=request.query_params.dict())
        query.is_valid(raise_exception=True)
        if platform := query.validated_data.get("platform"):
            projects = projects.filter(platform=platform)
        return Response(
            page_of(
                projects,
                request,
                lambda page: serialize(page, request.user, ProjectSerializer()),
            )
        )


@extend_schema(tags=["Projects"])
class ProjectDetailsEndpoint(OrganizationEndpoint):
    """One project."""

    public = {"GET", "PUT"}

    def get_project(self, organization_slug: str, project_slug: str) -> Project:
        """The project, or 404 or 403."""
        projects = self.get_organization(organization_slug).projects
        return get_object_or_404(projects, slug=project_slug)

    @extend_schema(
        operation_id="Retrieve a Project",
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.PROJECT_SLUG],
        responses={
            200: ProjectSerializer,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=ProjectExamples.RETRIEVE_PROJECT,
    )
    def get(
        self, request: Request, organization_slug: str, project_slug: str
    ) -> Response[ProjectResponse]:
        """
        Return a project with its teams and alerts.
        """
        project = self.get_project(organization_slug, project_slug)
        return Response(serialize(project, request.user, ProjectSerializer()))

    @extend_schema(
        operation_id="Update a Project",
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.PROJECT_SLUG],
        request=ProjectRequestSerializer,
        responses={
            200: ProjectSerializer,
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=ProjectExamples.RETRIEVE_PROJECT,
    )
    def put(
        self, request: Request, organization_slug: str, project_slug: str
    ) -> Response[ProjectResponse]:
        """
        Change the settings of a project.
        """
        project = self.get_project(organization_slug, project_slug)
        form = ProjectRequestSerializer(project, data=request.data)
        form.is_valid(raise_exception=True)
        return Response(serialize(form.save(), request.user, ProjectSerializer()))

    @extend_schema(
        parameters=[GlobalParams.ORG_SLUG, GlobalParams.PROJECT_SLUG],
        responses={204: RESPONSE_NO_CONTENT},
    )
    def delete(self, request: Request, organization_slug: str, project_slug: str) -> Response[None]:
        """
        Delete a project. Private: it cannot be undone yet.
        """
        self.get_project(organization_slug, project_slug).delete()
        return Response(status=204)


@public_methods("GET")
@extend_schema(
    operation_id="List an Organization's Project Categories",
    tags=["Projects"],
    parameters=[GlobalParams.ORG_SLUG],
    responses={
        200: inline_sentry_response_serializer("ListCategoryResponse", list[CategoryResponse]),
        401: RESPONSE_UNAUTHORIZED,
        404: RESPONSE_NOT_FOUND,
    },
    examples=ProjectExamples.LIST_CATEGORIES,
)
@api_view(["GET"])
def project_categories(
    request: Request, organization_slug: str
) -> Response[list[CategoryResponse]]:
    """
    List the categories in which an organization sorts its projects, each with those below it.
    """
    mine = Organization.objects.filter(
        members__user=account_of(request), status=OrganizationStatus.ACTIVE
    )
    organization = get_object_or_404(mine, slug=organization_slug)
    top = organization.categories.filter(parent=None)
    return Response(serialize(top.order_by("slug"), request.user, CategorySerializer()))
