# mypy: disallow-untyped-defs=False, disallow-incomplete-defs=False, disallow-untyped-calls=False
# A serializer in an older style: arguments without types, names of Python 3.8.
# ruff: noqa: UP006, UP035, UP045
from typing import List, Optional, TypedDict

from drf_typed_responses.serializers import (
    Private,
    Serializer,
    inline_sentry_response_serializer,
    register,
)


class AvatarResponse(TypedDict):
    url: str


class TeamResponseOptional(TypedDict, total=False):
    nickname: Private[str]


class TeamResponse(TeamResponseOptional):
    id: str
    avatar: Optional[AvatarResponse]


class Team:
    id = "1"


class Member:
    id = "1"


@register(Team)
class TeamSerializer(Serializer):
    def get_attrs(self, item_list, user, **kwargs):
        return {item: {} for item in item_list}

    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": obj.id, "avatar": None}


class PrivateSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": obj.id, "avatar": {"url": "/1.png"}, "nickname": "the first"}


class MissingKeySerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": obj.id}  # error


class WrongTypeSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": 1, "avatar": None}  # error


class UnknownKeySerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": "1", "avatar": None, "name": "one"}  # error


class NestedSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": "1", "avatar": {"url": 1}}  # error


class PrivateWrongSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return {"id": "1", "avatar": None, "nickname": 1}  # error


class NoneSerializer(Serializer):
    def serialize(self, obj, attrs, user, **kwargs) -> TeamResponse:
        return None  # error


INLINE = inline_sentry_response_serializer("ListOrgTeamResponse", List[TeamResponse])
UNION = inline_sentry_response_serializer("TeamOrAvatar", TeamResponse | AvatarResponse)
