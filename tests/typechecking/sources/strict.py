# A serializer of a project under `strict`: every argument has a type.
from collections.abc import Mapping
from typing import Any, TypedDict

from drf_typed_responses.serializers import Serializer, register


class Team:
    id: str = "1"


class TeamAttrs(TypedDict):
    members: list[str]


class TeamResponse(TypedDict):
    id: str
    members: list[str]


@register(Team)
class TeamSerializer(Serializer):
    def get_attrs(self, item_list: list[Team], user: Any, **kwargs: Any) -> dict[Team, TeamAttrs]:
        return {item: {"members": []} for item in item_list}

    def serialize(self, obj: Team, attrs: TeamAttrs, user: Any, **kwargs: Any) -> TeamResponse:
        return {"id": obj.id, "members": attrs["members"]}


class ExpandingSerializer(Serializer):
    def serialize(
        self,
        obj: Team,
        attrs: Mapping[str, list[str]],
        user: Any,
        *,
        expand: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> TeamResponse:
        return {"id": obj.id, "members": attrs["members"] if "members" in expand else []}


class WrongAttrsSerializer(Serializer):
    def serialize(self, obj: Team, attrs: TeamAttrs, user: Any, **kwargs: Any) -> TeamResponse:
        return {"id": obj.id, "members": attrs["teams"]}  # error


class WrongModelSerializer(Serializer):
    def serialize(self, obj: Team, attrs: TeamAttrs, user: Any, **kwargs: Any) -> TeamResponse:
        return {"id": obj.pk, "members": []}  # error


class WrongSignatureSerializer(Serializer):
    def serialize(self, obj: Team) -> TeamResponse:  # error
        return {"id": obj.id, "members": []}


class NotASerializer:
    pass


register(Team)(NotASerializer)  # error
