"""The URLs of Nautobot, after five of its operations are made public."""

from __future__ import annotations

from typing import TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from nautobot.core.api.views import StatusView
from nautobot.core.urls import *  # noqa: F403
from nautobot.users.api.views import GroupViewSet, ObjectPermissionViewSet

StatusResponse = TypedDict(
    "StatusResponse",
    {
        "django-version": str,
        "installed-apps": dict[str, str],
        "nautobot-version": str,
        "nautobot-apps": dict[str, str | None],
        "plugins": dict[str, str | None],
        "python-version": str,
        "celery-workers-running": int,
    },
)
STATUS = {
    "django-version": "5.2",
    "installed-apps": {"django_filters": "25.2"},
    "nautobot-version": "3.2",
    "nautobot-apps": {},
    "plugins": {},
    "python-version": "3.12.1",
    "celery-workers-running": 1,
}

StatusView.public = {"GET"}
extend_schema_view(
    get=extend_schema(
        operation_id="Retrieve the Status",
        description="The versions that this installation runs.",
        tags=["Operations"],
        responses=StatusResponse,
        examples=[OpenApiExample("Status", value=STATUS, response_only=True, status_codes=["200"])],
    )
)(StatusView)
# The others keep DRF serializers and have no sample, tag or title: the findings say so.
GroupViewSet.public = ObjectPermissionViewSet.public = {"GET"}
