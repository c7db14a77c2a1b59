"""The URLs of Weblate, after five of its operations are made public."""

from __future__ import annotations

from typing import TypedDict

from drf_spectacular.utils import OpenApiExample, extend_schema
from weblate.api.views import LanguageViewSet, Metrics, Search
from weblate.urls import *  # noqa: F403


class FoundResponse(TypedDict):
    """Something with the words of a search in its name."""

    url: str
    name: str
    category: str


Search.public = {"GET"}
Search.get = extend_schema(
    operation_id="Search the Site",
    tags=["search"],
    responses=list[FoundResponse],
    examples=[
        OpenApiExample(
            "A project",
            value=[{"url": "/projects/weblate/", "name": "Weblate", "category": "Project"}],
            response_only=True,
            status_codes=["200"],
        )
    ],
)(Search.get)
# The others keep DRF serializers and have no sample, tag or title: the findings say so.
LanguageViewSet.public = Metrics.public = {"GET"}
