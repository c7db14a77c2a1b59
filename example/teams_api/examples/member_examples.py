"""Sample bodies of the tab Members."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

MEMBER: dict[str, Any] = {
    "id": "1",
    "email": "ada@example.org",
    "role": "owner",
    "user": {"id": "1", "username": "ada", "name": "Ada Lovelace"},
    "dateCreated": "2026-01-05T08:00:00Z",
}
INVITATION: dict[str, Any] = {
    "id": "3",
    "email": "mary@example.org",
    "role": "member",
    "user": None,
    "dateCreated": "2026-01-20T10:00:00Z",
}


class MemberExamples:
    """One list per operation."""

    LIST_MEMBERS = [
        OpenApiExample(
            "A member and an open invitation",
            value=[MEMBER, INVITATION],
            status_codes=["200"],
            response_only=True,
        )
    ]
    INVITE_MEMBER = [
        OpenApiExample(
            "An open invitation", value=INVITATION, status_codes=["201"], response_only=True
        )
    ]
    RETRIEVE_MEMBER = [
        OpenApiExample("A member", value=MEMBER, status_codes=["200"], response_only=True)
    ]
    SEARCH_MEMBERS = [
        OpenApiExample(
            "Members named Ada", value=[MEMBER], status_codes=["200"], response_only=True
        )
    ]
    CHANGE_ROLE = [
        OpenApiExample(
            "A member who became a manager",
            value={**MEMBER, "role": "manager"},
            status_codes=["200"],
            response_only=True,
        )
    ]
