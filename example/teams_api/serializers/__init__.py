"""Response bodies: one module for each kind of object.

Importing this package registers every serializer for its model.
"""

from .category import CategoryResponse, CategorySerializer
from .member import MemberResponse, MemberSerializer
from .organization import (
    OrganizationResponse,
    OrganizationSerializer,
    OrganizationSummaryResponse,
    OrganizationSummarySerializer,
)
from .project import ProjectResponse, ProjectSerializer, ProjectSummaryResponse
from .team import TeamResponse, TeamSerializer, TeamSummaryResponse

__all__ = [
    "CategoryResponse",
    "CategorySerializer",
    "MemberResponse",
    "MemberSerializer",
    "OrganizationResponse",
    "OrganizationSerializer",
    "OrganizationSummaryResponse",
    "OrganizationSummarySerializer",
    "ProjectResponse",
    "ProjectSerializer",
    "ProjectSummaryResponse",
    "TeamResponse",
    "TeamSerializer",
    "TeamSummaryResponse",
]
