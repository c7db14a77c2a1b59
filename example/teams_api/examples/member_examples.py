"""Sample bodies of the tab Members."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

from .sample_data import data


class MemberExamples:
    """One list per operation."""

    LIST_MEMBERS = [
        OpenApiExample(
            "A member and an open invitation",
            value=[data.member(), data.invitation()],
            status_codes=["200"],
            response_only=True,
        )
    ]
    INVITE_MEMBER = [
        OpenApiExample(
            "An open invitation", value=data.invitation(), status_codes=["201"], response_only=True
        )
    ]
    RETRIEVE_MEMBER = [
        OpenApiExample("A member", value=data.member(), status_codes=["200"], response_only=True)
    ]
    SEARCH_MEMBERS = [
        OpenApiExample(
            "Members named Ada", value=[data.member()], status_codes=["200"], response_only=True
        )
    ]
    CHANGE_ROLE = [
        OpenApiExample(
            "A member who became a manager",
            value=data.member(role="manager"),
            status_codes=["200"],
            response_only=True,
        )
    ]
