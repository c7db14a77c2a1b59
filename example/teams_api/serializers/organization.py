"""Organizations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, TypedDict

from django.db.models import Count

from drf_typed_responses.serializers import Private, Serializer, Slug, register
from teams_api.models import Member, Organization, OrganizationStatus, Role

Feature = Literal["alerts", "categories"]
COUNTS = ("team_count", "project_count", "category_count")


class OrganizationSummaryResponse(TypedDict):
    """An organization in a list."""

    id: str
    slug: Slug
    """The organization's URL-safe short name."""
    name: str
    status: OrganizationStatus
    dateCreated: datetime


class OrganizationResponse(OrganizationSummaryResponse):
    """An organization with what the asking member may know about it."""

    role: Role
    """The role of the member who asks."""
    features: list[Feature]
    teamCount: int
    projectCount: int
    isBillable: Private[bool]


def summary(obj: Organization) -> OrganizationSummaryResponse:
    """The attributes that every response has of an organization."""
    return {
        "id": str(obj.pk),
        "slug": obj.slug,
        "name": obj.name,
        "status": OrganizationStatus(obj.status),
        "dateCreated": obj.date_created,
    }


class OrganizationSummarySerializer(Serializer):
    """An organization in a list."""

    def serialize(
        self, obj: Organization, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> OrganizationSummaryResponse:
        """The attributes of the organization that need no query."""
        return summary(obj)


@register(Organization)
class OrganizationSerializer(Serializer):
    """An organization by itself."""

    def get_attrs(
        self, item_list: list[Organization], user: Any, **kwargs: Any
    ) -> dict[Organization, dict[str, Any]]:
        """The asking user's role in each organization and what it holds, in two queries."""
        memberships = Member.objects.filter(organization__in=item_list, user__id=user.pk)
        roles = dict(memberships.values_list("organization_id", "role"))
        counted = Organization.objects.filter(pk__in=[item.pk for item in item_list]).annotate(
            team_count=Count("teams", distinct=True),
            project_count=Count("projects", distinct=True),
            category_count=Count("categories", distinct=True),
        )
        counts = {row["pk"]: row for row in counted.values("pk", *COUNTS)}
        return {
            item: {"role": Role(roles.get(item.pk, Role.MEMBER)), **counts[item.pk]}
            for item in item_list
        }

    def serialize(
        self, obj: Organization, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> OrganizationResponse:
        """The summary and the counts."""
        features: list[Feature] = ["alerts"]
        if attrs["category_count"]:
            features.append("categories")
        return {
            **summary(obj),
            "role": attrs["role"],
            "features": features,
            "teamCount": attrs["team_count"],
            "projectCount": attrs["project_count"],
            "isBillable": obj.status == OrganizationStatus.ACTIVE,
        }
