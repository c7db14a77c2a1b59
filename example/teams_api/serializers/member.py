"""Members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from django.contrib.auth.models import User

from drf_typed_responses.serializers import Email, Serializer, register
from teams_api.models import Member, Role


class UserResponse(TypedDict):
    """The account of a member."""

    id: str
    username: str
    name: str


class MemberResponse(TypedDict):
    """A person in an organization, or an invitation."""

    id: str
    email: Email
    role: Role
    user: UserResponse | None
    """Null as long as the invitation has not been accepted."""
    dateCreated: datetime


def member_response(obj: Member) -> MemberResponse:
    """A member; the same for every user."""
    return {
        "id": str(obj.pk),
        "email": obj.email,
        "role": Role(obj.role),
        "user": _user_response(obj.user) if obj.user else None,
        "dateCreated": obj.date_created,
    }


def _user_response(user: User) -> UserResponse:
    return {"id": str(user.pk), "username": user.username, "name": user.get_full_name()}


@register(Member)
class MemberSerializer(Serializer):
    """A member."""

    def serialize(
        self, obj: Member, attrs: Mapping[str, Any], user: Any, **kwargs: Any
    ) -> MemberResponse:
        """The member; the same for every user."""
        return member_response(obj)
