"""Sample bodies of the tab Projects."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

PROJECT: dict[str, Any] = {
    "id": "1",
    "slug": "pump-station",
    "name": "Pump Station",
    "platform": "python",
    "dateCreated": "2026-01-07T07:15:00Z",
    "errorBudget": 0.5,
    "category": "water",
    "teams": [
        {"id": "1", "slug": "powerful-abolitionist", "name": "Powerful Abolitionist"},
    ],
    "alerts": [
        {"kind": "email", "address": "pumps@example.org"},
        {"kind": "webhook", "url": "https://example.org/hooks/pumps"},
    ],
}
CATEGORIES: list[Any] = [
    {
        "slug": "utilities",
        "name": "Utilities",
        "children": [{"slug": "water", "name": "Water", "children": []}],
    }
]


class ProjectExamples:
    """One list per operation."""

    LIST_PROJECTS = [
        OpenApiExample(
            "The only page of a list",
            value={"count": 1, "next": None, "previous": None, "results": [PROJECT]},
            status_codes=["200"],
            response_only=True,
        )
    ]
    RETRIEVE_PROJECT = [
        OpenApiExample("A project", value=PROJECT, status_codes=["200"], response_only=True)
    ]
    LIST_CATEGORIES = [
        OpenApiExample(
            "Two levels of categories",
            value=CATEGORIES,
            status_codes=["200"],
            response_only=True,
        )
    ]
