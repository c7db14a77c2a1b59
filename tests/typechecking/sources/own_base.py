# A project with a serializer base of its own, named in SERIALIZER_BASES.
from abc import ABC, abstractmethod
from typing import Any, Generic, TypedDict, TypeVar

from drf_typed_responses.responses import Response
from drf_typed_responses.serializers import inline_sentry_response_serializer

M = TypeVar("M")
R = TypeVar("R")


class Team:
    id: int = 1


class TeamResponse(TypedDict):
    id: str


class OwnSerializer(ABC, Generic[M, R]):
    @abstractmethod
    def serialize(self, obj: M) -> R: ...

    def many(self, objects: list[M]) -> list[R]:
        return [self.serialize(obj) for obj in objects]


class TeamSerializer(OwnSerializer[Team, TeamResponse]):
    def serialize(self, obj: Team) -> TeamResponse:
        return {"id": str(obj.id)}


class WrongBody(OwnSerializer[Team, TeamResponse]):
    def serialize(self, obj: Team) -> TeamResponse:
        return {"id": obj.id}  # error


class WrongAnnotation(OwnSerializer[Team, TeamResponse]):
    def serialize(self, obj: Team) -> dict[str, str]:  # error
        return {"id": str(obj.id)}


def teams(every: list[Team]) -> Response[list[TeamResponse]]:
    return Response(TeamSerializer().many(every))


def one_too_many(team: Team) -> Response[list[TeamResponse]]:
    return Response(TeamSerializer().serialize(team))  # error


def documented() -> Any:
    return inline_sentry_response_serializer("Teams", list[TeamResponse])
