"""Sample bodies of the tab Organizations."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

from .sample_data import data


class OrganizationExamples:
    """One list per operation."""

    LIST_ORGANIZATIONS = [
        OpenApiExample(
            "List your organizations",
            value=[data.organization("id", "slug", "name", "status", "dateCreated")],
            status_codes=["200"],
            response_only=True,
        )
    ]
    RETRIEVE_ORGANIZATION = [
        OpenApiExample(
            "An organization", value=data.organization(), status_codes=["200"], response_only=True
        )
    ]
