"""The tab Members."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import ViewSet

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
from teams_api.examples.member_examples import MemberExamples
from teams_api.exceptions import Conflict
from teams_api.models import Member
from teams_api.parameters import GlobalParams
from teams_api.requests import MemberRequestSerializer, RoleRequestSerializer
from teams_api.serializers import MemberResponse, MemberSerializer

from .base import OrganizationEndpoint

# In the body of the class `list` is the method of that name.
MemberList = list[MemberResponse]

REFUSALS = {401: RESPONSE_UNAUTHORIZED, 403: RESPONSE_FORBIDDEN, 404: RESPONSE_NOT_FOUND}


@extend_schema(tags=["Members"], parameters=[GlobalParams.ORG_SLUG])
class MemberViewSet(OrganizationEndpoint, ViewSet):
    """The members of an organization."""

    public = {"GET", "POST", "PUT"}
    lookup_value_converter = "int"
    lookup_url_kwarg = "id"

    def get_members(self, organization_slug: str) -> QuerySet[Member]:
        """The members, invitations included, or 404 or 403."""
        members = self.get_organization(organization_slug).members
        return members.select_related("user").order_by("email")

    @extend_schema(
        operation_id="List an Organization's Members",
        responses=REFUSALS,
        examples=MemberExamples.LIST_MEMBERS,
    )
    def list(self, request: Request, organization_slug: str) -> Response[MemberList]:
        """
        List the members of an organization and its open invitations, by email address.
        """
        members = self.get_members(organization_slug)
        return Response(serialize(members, request.user, MemberSerializer()))

    @extend_schema(
        operation_id="Invite a Member",
        request=MemberRequestSerializer,
        responses={
            201: MemberSerializer,
            400: RESPONSE_BAD_REQUEST,
            **REFUSALS,
            409: RESPONSE_CONFLICT,
        },
        examples=MemberExamples.INVITE_MEMBER,
    )
    def create(self, request: Request, organization_slug: str) -> Response[MemberResponse]:
        """
        Invite a person to an organization by email address.
        """
        organization = self.get_organization(organization_slug)
        form = MemberRequestSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        if organization.members.filter(email=form.validated_data["email"]).exists():
            raise Conflict("This person is a member already.")
        member = form.save(organization=organization)
        return Response(serialize(member, request.user, MemberSerializer()), status=201)

    @extend_schema(
        operation_id="Retrieve a Member",
        parameters=[GlobalParams.MEMBER_ID],
        responses={200: MemberSerializer, **REFUSALS},
        examples=MemberExamples.RETRIEVE_MEMBER,
    )
    def retrieve(
        self, request: Request, organization_slug: str, id: int
    ) -> Response[MemberResponse]:
        """
        Return a member of an organization.
        """
        member = get_object_or_404(self.get_members(organization_slug), pk=id)
        return Response(serialize(member, request.user, MemberSerializer()))

    @extend_schema(parameters=[GlobalParams.MEMBER_ID], responses={204: RESPONSE_NO_CONTENT})
    def destroy(self, request: Request, organization_slug: str, id: int) -> Response[None]:
        """
        Remove a member. Private until we know what becomes of the member's projects.
        """
        get_object_or_404(self.get_members(organization_slug), pk=id).delete()
        return Response(status=204)

    @extend_schema(
        operation_id="Search for Members",
        parameters=[GlobalParams.name("A part of the name or of the address.", required=True)],
        responses={400: RESPONSE_BAD_REQUEST, **REFUSALS},
        examples=MemberExamples.SEARCH_MEMBERS,
    )
    @action(detail=False)
    def search(self, request: Request, organization_slug: str) -> Response[MemberList]:
        """
        List the members whose name or email address contains a text.
        """
        members = self.get_members(organization_slug)
        text = request.query_params.get("name")
        if text is None:
            raise ValidationError({"name": ["This query parameter is required."]})
        found = members.filter(
            Q(email__icontains=text)
            | Q(user__first_name__icontains=text)
            | Q(user__last_name__icontains=text)
        )
        return Response(serialize(found, request.user, MemberSerializer()))

    @extend_schema(
        operation_id="Change a Member's Role",
        parameters=[GlobalParams.MEMBER_ID],
        request=RoleRequestSerializer,
        responses={200: MemberSerializer, 400: RESPONSE_BAD_REQUEST, **REFUSALS},
        examples=MemberExamples.CHANGE_ROLE,
    )
    @action(detail=True, methods=["put"])
    def role(self, request: Request, organization_slug: str, id: int) -> Response[MemberResponse]:
        """
        Give a member another role in the organization.
        """
        member = get_object_or_404(self.get_members(organization_slug), pk=id)
        form = RoleRequestSerializer(member, data=request.data)
        form.is_valid(raise_exception=True)
        return Response(serialize(form.save(), request.user, MemberSerializer()))
