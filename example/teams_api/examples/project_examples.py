"""Sample bodies of the tab Projects."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

from .sample_data import data

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
            value={"count": 1, "next": None, "previous": None, "results": [data.project()]},
            status_codes=["200"],
            response_only=True,
        )
    ]
    RETRIEVE_PROJECT = [
        OpenApiExample("A project", value=data.project(), status_codes=["200"], response_only=True)
    ]
    LIST_CATEGORIES = [
        OpenApiExample(
            "Two levels of categories",
            value=CATEGORIES,
            status_codes=["200"],
            response_only=True,
        )
    ]
