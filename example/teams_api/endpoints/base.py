"""The base class of all endpoints below an organization."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from rest_framework.views import APIView

from teams_api.models import Organization, OrganizationStatus
from teams_api.permissions import OrganizationPermission


class OrganizationEndpoint(APIView):
    """A view below `organizations/<slug>/`."""

    permission_classes = (OrganizationPermission,)

    def get_organization(self, slug: str) -> Organization:
        """The organization, if the user may do in it what the request does; else 404 or 403."""
        active = Organization.objects.filter(status=OrganizationStatus.ACTIVE)
        organization = get_object_or_404(active, slug=slug)
        self.check_object_permissions(self.request, organization)
        return organization
