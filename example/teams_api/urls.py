"""URLs below `/api/0/`."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from .endpoints.internal import InternalHealthEndpoint, InternalStatsEndpoint
from .endpoints.members import MemberViewSet
from .endpoints.organizations import OrganizationDetailsEndpoint, OrganizationIndexEndpoint
from .endpoints.projects import (
    OrganizationProjectsEndpoint,
    ProjectDetailsEndpoint,
    project_categories,
)
from .endpoints.teams import OrganizationTeamsEndpoint, TeamDetailsEndpoint

ORGANIZATION = "organizations/<slug:organization_slug>/"

members = SimpleRouter(use_regex_path=False)
members.register(f"{ORGANIZATION}members", MemberViewSet, basename="member")

urlpatterns = [
    path("organizations/", OrganizationIndexEndpoint.as_view(), name="organizations"),
    path(ORGANIZATION, OrganizationDetailsEndpoint.as_view(), name="organization"),
    path(f"{ORGANIZATION}teams/", OrganizationTeamsEndpoint.as_view(), name="teams"),
    path(f"{ORGANIZATION}projects/", OrganizationProjectsEndpoint.as_view(), name="projects"),
    path(f"{ORGANIZATION}categories/", project_categories, name="categories"),
    path(
        "teams/<slug:organization_slug>/<slug:team_slug>/",
        TeamDetailsEndpoint.as_view(),
        name="team",
    ),
    path(
        "projects/<slug:organization_slug>/<slug:project_slug>/",
        ProjectDetailsEndpoint.as_view(),
        name="project",
    ),
    path("internal/stats/", InternalStatsEndpoint.as_view(), name="internal-stats"),
    path("internal/health/", InternalHealthEndpoint.as_view(), name="internal-health"),
    path("", include(members.urls)),
]
