"""Sample bodies of the tab Organizations."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

SUMMARY: dict[str, Any] = {
    "id": "1",
    "slug": "the-interstellar-jurisdiction",
    "name": "The Interstellar Jurisdiction",
    "status": "active",
    "dateCreated": "2026-01-05T08:00:00Z",
}
ORGANIZATION: dict[str, Any] = {
    **SUMMARY,
    "role": "owner",
    "features": ["alerts", "categories"],
    "teamCount": 2,
    "projectCount": 3,
}


class OrganizationExamples:
    """One list per operation."""

    LIST_ORGANIZATIONS = [
        OpenApiExample(
            "List your organizations", value=[SUMMARY], status_codes=["200"], response_only=True
        )
    ]
    RETRIEVE_ORGANIZATION = [
        OpenApiExample(
            "An organization", value=ORGANIZATION, status_codes=["200"], response_only=True
        )
    ]
