"""Teams. This module and `project` name each other's responses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Optional, TypedDict

from django.db.models import Prefetch, prefetch_related_objects

from drf_typed_responses.serializers import Private, Serializer, Slug, Url, register
from teams_api.models import Member, Team

if TYPE_CHECKING:
    from .member import MemberResponse
    from .project import ProjectSummaryResponse


class AvatarResponse(TypedDict):
    """The picture of a team."""

    avatarType: Literal["upload"]
    avatarUrl: Url


class TeamSummaryResponse(TypedDict):
    """A team as other objects mention it."""

    id: str
    slug: Slug
    name: str


class TeamResponseOptional(TypedDict, total=False):
    """The attributes of a team that may be absent."""

    nickname: Private[str]
    projects: list[ProjectSummaryResponse]
    """Present with `expand=projects`."""
    members: list[MemberResponse]
    """Present with `expand=members`."""


class TeamResponse(TeamResponseOptional):
    """A team of an organization."""

    id: str
    slug: Slug
    """The team's URL-safe short name."""
    name: str
    dateCreated: datetime
    isMember: bool
    """Whether who asks belongs to the team."""
    memberCount: int
    # Spelled as older code spells it; `AvatarResponse | None` is the same.
    avatar: Optional[AvatarResponse]  # noqa: UP045


def team_summary(obj: Team) -> TeamSummaryResponse:
    """The attributes of a team that other objects include."""
    return {"id": str(obj.pk), "slug": obj.slug, "name": obj.name}


@register(Team)
class TeamSerializer(Serializer):
    """A team, with its projects and members if `expand` names them."""

    def get_attrs(
        self, item_list: list[Team], user: Any, **kwargs: Any
    ) -> dict[Team, dict[str, Any]]:
        """The members of all teams in one query, and the projects if they are asked for."""
        members = Prefetch("members", Member.objects.select_related("user").order_by("email"))
        prefetch_related_objects(item_list, members)
        if "projects" in kwargs.get("expand", ()):
            prefetch_related_objects(item_list, "projects")
        return {item: {"members": list(item.members.all())} for item in item_list}

    def serialize(
        self, obj: Team, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> TeamResponse:
        """The team; `isMember` depends on `user`."""
        members: list[Member] = attrs["members"]
        response: TeamResponse = {
            "id": str(obj.pk),
            "slug": obj.slug,
            "name": obj.name,
            "dateCreated": obj.date_created,
            "isMember": user.pk in {member.user_id for member in members},
            "memberCount": len(members),
            "avatar": _avatar(obj),
        }
        if obj.nickname:
            response["nickname"] = obj.nickname
        return _expanded(response, obj, members, kwargs.get("expand", ()))


def _avatar(obj: Team) -> AvatarResponse | None:
    return {"avatarType": "upload", "avatarUrl": obj.avatar_url} if obj.avatar_url else None


def _expanded(
    response: TeamResponse, obj: Team, members: list[Member], expand: Any
) -> TeamResponse:
    # The modules import each other.
    from .member import member_response
    from .project import project_summary

    if "projects" in expand:
        projects = sorted(obj.projects.all(), key=lambda project: project.slug)
        response["projects"] = [project_summary(project) for project in projects]
    if "members" in expand:
        response["members"] = [member_response(member) for member in members]
    return response
