"""Sample bodies of the tab Members."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

from .world import world


class MemberExamples:
    """One list per operation."""

    LIST_MEMBERS = [
        OpenApiExample(
            "A member and an open invitation",
            value=[world.member(), world.invitation()],
            status_codes=["200"],
            response_only=True,
        )
    ]
    INVITE_MEMBER = [
        OpenApiExample(
            "An open invitation", value=world.invitation(), status_codes=["201"], response_only=True
        )
    ]
    RETRIEVE_MEMBER = [
        OpenApiExample("A member", value=world.member(), status_codes=["200"], response_only=True)
    ]
    SEARCH_MEMBERS = [
        OpenApiExample(
            "Members named Ada", value=[world.member()], status_codes=["200"], response_only=True
        )
    ]
    CHANGE_ROLE = [
        OpenApiExample(
            "A member who became a manager",
            value=world.member(role="manager"),
            status_codes=["200"],
            response_only=True,
        )
    ]
