# A view that returns one of several bodies. Without its plugin, mypy cannot infer them.
from typing import Literal, TypedDict, assert_type

from django.http import HttpResponse

from drf_typed_responses.responses import ErrorResponse, Response


class TeamResponse(TypedDict):
    id: str


class UserResponse(TypedDict):
    name: str


def unstated(found: bool) -> Response[TeamResponse] | Response[ErrorResponse]:
    if not found:
        return Response({"detail": "No."}, status=400)  # error[plain]
    return Response({"id": "1"})  # error[plain]


def stated(found: bool) -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    if not found:
        return Response({"detail": "No."}, status=404)  # error[plain]
    return Response({"id": "1"})


def explicit(found: bool) -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    if not found:
        return Response[ErrorResponse, Literal[404]]({"detail": "No."}, status=404)
    return Response[TeamResponse]({"id": "1"})


def known(team: TeamResponse) -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response(team)


def conditional(found: bool) -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response({"id": "1"}) if found else Response({"detail": "No."}, 404)  # error[plain]


async def awaited(found: bool) -> Response[TeamResponse] | Response[None, Literal[204]]:
    if not found:
        return Response(status=204)
    return Response({"id": "1"})


def three(team: bool, user: bool) -> Response[TeamResponse] | Response[UserResponse] | HttpResponse:
    if team:
        return Response({"id": "1"})
    if user:
        return Response(data={"name": "ada"}, status=201)
    return HttpResponse(b"1")


def assigned(found: bool) -> None:
    given: Response[TeamResponse] | Response[ErrorResponse]
    given = Response({"id": "1"})  # error[plain]
    assert_type(given.data["id"], str)  # error[plain]


def another_body() -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response({"id": 1})  # error


def another_status() -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response({"detail": "No."}, status=400)  # error


def the_status_of_the_other() -> (
    Response[TeamResponse, Literal[200]] | Response[ErrorResponse, Literal[404]]
):
    return Response({"id": "1"}, status=404)  # error


def neither() -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response({"name": "ada"}, status=404)  # error


def no_body() -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    return Response()  # error
