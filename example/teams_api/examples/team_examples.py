"""Sample bodies of the tab Teams."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

TEAM: dict[str, Any] = {
    "id": "1",
    "slug": "powerful-abolitionist",
    "name": "Powerful Abolitionist",
    "dateCreated": "2026-01-06T09:30:00Z",
    "isMember": True,
    "memberCount": 2,
    "avatar": {"avatarType": "upload", "avatarUrl": "https://example.org/avatars/1.png"},
}
TEAM_WITH_PROJECTS: dict[str, Any] = {
    **TEAM,
    "projects": [{"id": "1", "slug": "pump-station", "name": "Pump Station", "platform": "python"}],
}
NEW_TEAM: dict[str, Any] = {
    "id": "3",
    "slug": "my-team",
    "name": "My Team",
    "dateCreated": "2026-02-01T12:00:00Z",
    "isMember": False,
    "memberCount": 0,
    "avatar": None,
}


class TeamExamples:
    """One list per operation."""

    LIST_TEAMS = [
        OpenApiExample(
            "List an organization's teams",
            value=[TEAM_WITH_PROJECTS],
            status_codes=["200"],
            response_only=True,
        )
    ]
    CREATE_TEAM = [
        OpenApiExample(
            "Create a new team", value=NEW_TEAM, status_codes=["201"], response_only=True
        )
    ]
    RETRIEVE_TEAM = [
        OpenApiExample(
            "Retrieve a team", value=TEAM_WITH_PROJECTS, status_codes=["200"], response_only=True
        )
    ]
    UPDATE_TEAM = [
        OpenApiExample("Update a team", value=TEAM, status_codes=["200"], response_only=True)
    ]
