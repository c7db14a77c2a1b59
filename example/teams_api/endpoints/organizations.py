"""The tab Organizations."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from drf_typed_responses.responses import (
    RESPONSE_BAD_REQUEST,
    RESPONSE_CONFLICT,
    RESPONSE_FORBIDDEN,
    RESPONSE_NO_CONTENT,
    RESPONSE_NOT_FOUND,
    RESPONSE_UNAUTHORIZED,
    Response,
)
from drf_typed_responses.serializers import serialize
from teams_api.examples.organization_examples import OrganizationExamples
from teams_api.exceptions import Conflict
from teams_api.models import Organization, OrganizationStatus, Role
from teams_api.parameters import GlobalParams
from teams_api.permissions import account_of
from teams_api.requests import OrganizationRequestSerializer
from teams_api.serializers import (
    OrganizationResponse,
    OrganizationSerializer,
    OrganizationSummaryResponse,
    OrganizationSummarySerializer,
)
from teams_api.slugs import slug_of

from .base import OrganizationEndpoint


@extend_schema(tags=["Organizations"])
class OrganizationIndexEndpoint(APIView):
    """All organizations of the user."""

    public = {"GET"}

    @extend_schema(
        operation_id="List Your Organizations",
        # No success response here: the annotation of the method is the documentation.
        responses={401: RESPONSE_UNAUTHORIZED},
        examples=OrganizationExamples.LIST_ORGANIZATIONS,
    )
    def get(self, request: Request) -> Response[list[OrganizationSummaryResponse]]:
        """
        List the organizations that the authenticated user is a member of, by slug.
        """
        organizations = Organization.objects.filter(
            members__user=account_of(request), status=OrganizationStatus.ACTIVE
        ).order_by("slug")
        return Response(serialize(organizations, request.user, OrganizationSummarySerializer()))

    @extend_schema(
        request=OrganizationRequestSerializer,
        responses={
            201: OrganizationSerializer,
            400: RESPONSE_BAD_REQUEST,
            409: RESPONSE_CONFLICT,
        },
    )
    def post(self, request: Request) -> Response[OrganizationResponse]:
        """
        Create an organization. Private: only our own signup form calls it.
        """
        form = OrganizationRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        slug = slug_of(form.validated_data["name"])
        if Organization.objects.filter(slug=slug).exists():
            raise Conflict("An organization with this slug already exists.")
        account = account_of(request)
        organization = form.save(slug=slug)
        organization.members.create(user=account, email=account.email, role=Role.OWNER)
        body = serialize(organization, request.user, OrganizationSerializer())
        return Response(body, status=201)


@extend_schema(tags=["Organizations"])
class OrganizationDetailsEndpoint(OrganizationEndpoint):
    """One organization."""

    public = {"GET", "PUT"}

    @extend_schema(
        operation_id="Retrieve an Organization",
        parameters=[GlobalParams.ORG_SLUG],
        responses={
            200: OrganizationSerializer,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=OrganizationExamples.RETRIEVE_ORGANIZATION,
    )
    def get(self, request: Request, organization_slug: str) -> Response[OrganizationResponse]:
        """
        Return an organization with your role in it and how much it holds.
        """
        organization = self.get_organization(organization_slug)
        return Response(serialize(organization, request.user, OrganizationSerializer()))

    @extend_schema(
        operation_id="Update an Organization",
        parameters=[GlobalParams.ORG_SLUG],
        request=OrganizationRequestSerializer,
        responses={
            200: OrganizationSerializer,
            400: RESPONSE_BAD_REQUEST,
            401: RESPONSE_UNAUTHORIZED,
            403: RESPONSE_FORBIDDEN,
            404: RESPONSE_NOT_FOUND,
        },
        examples=OrganizationExamples.RETRIEVE_ORGANIZATION,
    )
    def put(self, request: Request, organization_slug: str) -> Response[OrganizationResponse]:
        """
        Change the settings of an organization.
        """
        organization = self.get_organization(organization_slug)
        form = OrganizationRequestSerializer(organization, data=request.data)
        form.is_valid(raise_exception=True)
        return Response(serialize(form.save(), request.user, OrganizationSerializer()))

    @extend_schema(parameters=[GlobalParams.ORG_SLUG], responses={204: RESPONSE_NO_CONTENT})
    def delete(self, request: Request, organization_slug: str) -> Response[None]:
        """
        Mark an organization for deletion. Private: support does it on request.
        """
        organization = self.get_organization(organization_slug)
        organization.status = OrganizationStatus.PENDING_DELETION
        organization.save(update_fields=["status"])
        return Response(status=204)
