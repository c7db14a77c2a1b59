"""Sample bodies of the tab Teams."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

from .sample_data import data

PROJECTS = [data.project("id", "slug", "name", "platform")]


class TeamExamples:
    """One list per operation."""

    LIST_TEAMS = [
        OpenApiExample(
            "List an organization's teams",
            value=[data.team(projects=PROJECTS)],
            status_codes=["200"],
            response_only=True,
        )
    ]
    CREATE_TEAM = [
        OpenApiExample(
            "Create a new team", value=data.new_team(), status_codes=["201"], response_only=True
        )
    ]
    RETRIEVE_TEAM = [
        OpenApiExample(
            "Retrieve a team",
            value=data.team(projects=PROJECTS),
            status_codes=["200"],
            response_only=True,
        )
    ]
    UPDATE_TEAM = [
        OpenApiExample("Update a team", value=data.team(), status_codes=["200"], response_only=True)
    ]
