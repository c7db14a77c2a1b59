# The checkers compare the status of a response with the one that the annotation states.
from http import HTTPStatus
from typing import Any, Literal, TypedDict

from rest_framework import status
from rest_framework.response import Response as DRFResponse
from typing_extensions import TypeVar

from drf_typed_responses.responses import ErrorResponse, Response

T = TypeVar("T")


class TeamResponse(TypedDict):
    id: str


class Created(Response[T, Literal[201]]):
    pass


def any_status(given: int | None, at_hand: Any) -> Response[TeamResponse]:
    if given == 1:
        return Response({"id": "1"}, status=201)
    if given == 2:
        return Response({"id": "1"}, status.HTTP_201_CREATED)
    if given == 3:
        return Response({"id": "1"}, status=None)
    if given == 4:
        return Response({"id": 1}, status=at_hand)  # error
    return Response({"id": "1"}, status=given)


def one_status(given: int) -> Response[TeamResponse, Literal[201]]:
    if given == 1:
        return Response({"id": "1"}, status=201)
    if given == 2:
        return Response({"id": "1"}, status=status.HTTP_201_CREATED)
    if given == 3:
        return Response({"id": "1"}, 201, headers={"X-Total": "1"})
    if given == 4:
        return Created({"id": "1"}, status=201)
    if given == 5:
        return Response({"id": "1"}, status=200)  # error
    if given == 6:
        return Response({"id": "1"}, status=given)  # error
    if given == 7:
        return Response({"id": 1}, status=201)  # error
    return Response({"id": "1"})  # error


def two_statuses(given: int) -> Response[TeamResponse, Literal[200, 201]]:
    if given == 1:
        return Response({"id": "1"}, status=201)
    if given == 2:
        return Response({"id": "1"}, status=202)  # error
    return Response({"id": "1"})


def no_content(given: int) -> Response[None, Literal[204]]:
    if given == 1:
        return Response(status=204)
    if given == 2:
        return Response(status=status.HTTP_204_NO_CONTENT)
    if given == 3:
        return Response(None, 204)
    if given == 4:
        return Response(status=200)  # error
    return Response()  # error


def a_member() -> Response[TeamResponse, Literal[HTTPStatus.CREATED]]:
    return Response({"id": "1"}, status=HTTPStatus.CREATED)


def not_found() -> Response[ErrorResponse, Literal[404]]:
    return Response[ErrorResponse, Literal[404]]({"detail": "No."}, status=404)


def of_any_status() -> Response[ErrorResponse]:
    return not_found()


def of_drf() -> DRFResponse:
    return not_found()


def of_another_status() -> Response[ErrorResponse, Literal[403]]:
    return not_found()  # error


def no_response() -> TeamResponse:
    return Response({"id": "1"})  # error


def no_text() -> Response[TeamResponse, Literal["404"]]:  # error
    raise NotImplementedError
