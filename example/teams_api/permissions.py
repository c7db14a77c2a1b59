"""Permissions of members in an organization."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from .models import Member, Role


def account_of(request: Request) -> User:
    """The account of the requesting user; for views that require authentication."""
    assert isinstance(request.user, User)
    return request.user


class OrganizationPermission(IsAuthenticated):
    """Members read; owners and managers write."""

    def has_object_permission(self, request: Request, view: APIView, obj: Any) -> bool:
        """Whether the user may do this in the organization `obj`."""
        members = Member.objects.filter(organization=obj, user=account_of(request))
        if request.method not in SAFE_METHODS:
            members = members.filter(role__in=[Role.OWNER, Role.MANAGER])
        return members.exists()
