# A body that fits only because it is Any, which the plugin refuses where its settings ask for it.
from typing import Any, Literal, TypedDict

from drf_typed_responses.responses import ErrorResponse, Response


class TeamResponse(TypedDict):
    id: str


class Anything(TypedDict):
    value: Any


def whole(some: Any, several: list[Any]) -> Response[TeamResponse]:
    if several:
        return Response(some)  # error[asked]
    if some:
        return Response({"id": some})  # error[asked]
    return Response({"id": str(some)}, status=some)


def items(some: Any, several: list[Any]) -> Response[list[TeamResponse]]:
    if some:
        return Response(several)  # error[asked]
    if several:
        return Response([{"id": "1"}, {"id": some.name}])  # error[asked]
    return Response([{"id": "1"}] if some else several)  # error[asked]


def union(some: Any) -> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]:
    if some:
        return Response({"detail": some}, status=404)  # error[asked or plain]
    return Response({"id": some})  # error[asked]


def without_annotation(some: Any) -> Any:
    return Response(some)  # error[asked]


def declared(some: Any) -> Response[Anything]:
    return Response({"value": some})


def declared_alone(some: Any) -> Response[Any]:
    return Response(some)


def undeclared(some: Any) -> Response:
    return Response(some)
