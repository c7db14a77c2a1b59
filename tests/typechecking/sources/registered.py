# `serialize` without a serializer: the plugin knows the registered ones, the types alone do not.
from typing import Any, TypeAlias, TypedDict, assert_type

from drf_typed_responses.serializers import Serializer, register, serialize


class TeamResponse(TypedDict):
    id: str


class UserResponse(TypedDict):
    name: str


Either: TypeAlias = TeamResponse | UserResponse


class Team: ...


class Squad(Team): ...


class User: ...


class Member: ...


class Other: ...


@register(Team)
class TeamSerializer(Serializer):
    def serialize(self, obj: Team, attrs: Any, user: Any, **kwargs: Any) -> TeamResponse:
        return {"id": "1"}


@register(User, Member)
class UserSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> UserResponse:
        return {"name": "ada"}


class UnregisteredSerializer(Serializer):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> UserResponse:
        return {"name": "ada"}


def objects(team: Team, squad: Squad, member: Member, other: Other, some: Any) -> None:
    assert_type(serialize(team), TeamResponse)  # error[plain or pyright]
    assert_type(serialize(team, some), TeamResponse)  # error[plain or pyright]
    assert_type(serialize(team, some, None), TeamResponse)  # error[plain or pyright]
    assert_type(serialize(team, expand=["x"]), TeamResponse)  # error[plain or pyright]
    assert_type(serialize(squad, some), TeamResponse)  # error[plain or pyright]
    assert_type(serialize(member), UserResponse)  # error[plain or pyright]
    assert_type(serialize(other), Any)
    assert_type(serialize(some), Any)
    assert_type(serialize(None), None)


def alternatives(either: Team | User, perhaps: Team | None, partly: Team | Other) -> None:
    assert_type(serialize(either), Either)  # error[plain or pyright]
    assert_type(serialize(perhaps), TeamResponse | None)  # error[plain or pyright]
    assert_type(serialize(partly), Any)  # error[plugin]


def several(teams: list[Team], mixed: set[Team | User], others: list[Other]) -> None:
    either, none = (teams[0], Member()), [teams[0], None]
    assert_type(serialize(teams), list[TeamResponse])  # error[plain or pyright]
    assert_type(serialize([teams[0]]), list[TeamResponse])  # error[plain or pyright]
    assert_type(serialize(tuple(teams)), list[TeamResponse])  # error[plain or pyright]
    assert_type(serialize(either), list[Either])  # error[plain or pyright]
    assert_type(serialize(mixed), list[Either])  # error[plain or pyright]
    assert_type(serialize(none), list[TeamResponse | None])  # error[plain or pyright]
    assert_type(serialize(others), list[Any])


def chosen(team: Team, teams: list[Team]) -> None:
    assert_type(serialize(team, None, UnregisteredSerializer()), UserResponse)
    assert_type(serialize(team, serializer=UnregisteredSerializer()), UserResponse)
    assert_type(serialize(teams, None, UnregisteredSerializer()), list[UserResponse])


def wrong(team: Team) -> UserResponse:
    return serialize(team)  # error[plugin or plain]
