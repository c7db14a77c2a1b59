"""Projects. This module and `team` name each other's responses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from django.db.models import prefetch_related_objects

from drf_typed_responses.serializers import Email, Private, Serializer, Slug, Url, register
from teams_api.models import Alert, AlertKind, Platform, Project

if TYPE_CHECKING:
    from .team import TeamSummaryResponse


class EmailAlertResponse(TypedDict):
    """An alert that goes to an address."""

    kind: Literal["email"]
    address: Email


class WebhookAlertResponse(TypedDict):
    """An alert that is posted to a URL."""

    kind: Literal["webhook"]
    url: Url
    secret: Private[str]


AlertResponse = EmailAlertResponse | WebhookAlertResponse


class ProjectSummaryResponse(TypedDict):
    """A project as other objects mention it."""

    id: str
    slug: Slug
    name: str
    platform: Platform | None


class ProjectResponse(ProjectSummaryResponse):
    """A project with its teams and alerts."""

    dateCreated: datetime
    errorBudget: Decimal | None
    """How many percent of requests may fail; null for no limit."""
    category: Slug | None
    teams: list[TeamSummaryResponse]
    alerts: list[AlertResponse]


def project_summary(obj: Project) -> ProjectSummaryResponse:
    """The attributes of a project that other objects include."""
    return {
        "id": str(obj.pk),
        "slug": obj.slug,
        "name": obj.name,
        "platform": Platform(obj.platform) if obj.platform else None,
    }


def alert_response(alert: Alert) -> AlertResponse:
    """An alert in the shape of its kind."""
    if alert.kind == AlertKind.EMAIL:
        return {"kind": "email", "address": alert.target}
    return {"kind": "webhook", "url": alert.target, "secret": alert.secret}


@register(Project)
class ProjectSerializer(Serializer):
    """A project with its teams and alerts."""

    def get_attrs(
        self, item_list: list[Project], user: Any, **kwargs: Any
    ) -> dict[Project, dict[str, Any]]:
        """Load the related objects of all projects in three queries; no further attributes."""
        prefetch_related_objects(item_list, "teams", "alerts", "category")
        return {}

    def serialize(
        self, obj: Project, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> ProjectResponse:
        """The project; the same for every user."""
        # The modules import each other.
        from .team import team_summary

        return {
            **project_summary(obj),
            "dateCreated": obj.date_created,
            "errorBudget": obj.error_budget,
            "category": obj.category.slug if obj.category else None,
            "teams": [team_summary(team) for team in obj.teams.all()],
            "alerts": [alert_response(alert) for alert in obj.alerts.all()],
        }
