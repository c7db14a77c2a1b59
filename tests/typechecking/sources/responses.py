# The checkers compare the body of a view method with its annotation.
from typing import Any, Generic, TypedDict, TypeVar

from rest_framework.request import Request
from rest_framework.response import Response as DRFResponse
from rest_framework.views import APIView

from drf_typed_responses.responses import Response


class TeamResponse(TypedDict):
    id: str


T = TypeVar("T")


class Page(TypedDict, Generic[T]):
    results: list[T]


def teams() -> list[TeamResponse]:
    return [{"id": "1"}]


class Good(APIView):
    def get(self, request: Request) -> Response[TeamResponse]:
        return Response({"id": "1"})

    def post(self, request: Request) -> Response[list[TeamResponse]]:
        return Response([{"id": "1"}], status=201)

    def put(self, request: Request) -> Response[list[TeamResponse]]:
        return Response(teams(), headers={"X-Total": "1"})

    def patch(self, request: Request) -> Response[Page[TeamResponse]]:
        return Response({"results": teams()})

    def delete(self, request: Request) -> Response[None]:
        return Response(status=204)


class AlsoGood(APIView):
    def get(self, request: Request) -> DRFResponse:
        return Response({"id": "1"})

    def post(self, request: Request) -> Response[TeamResponse | None]:
        team: TeamResponse = {"id": "1"}
        return Response(team)

    def put(self, request: Request) -> Response:
        return Response({"id": 1})

    def patch(self, request: Request) -> Response[TeamResponse]:
        data: Any = request.data
        return Response(data)

    def delete(self, request: Request) -> str:
        return Response[TeamResponse]({"id": "1"}).data["id"]

    def head(self, request: Request) -> Response[None]:
        return Response(None, 204)


class Bad(APIView):
    def get(self, request: Request) -> Response[TeamResponse]:
        return Response({"id": 1})  # error

    def post(self, request: Request) -> Response[list[TeamResponse]]:
        return Response([{"name": "one"}], status=201)  # error

    def put(self, request: Request) -> Response[list[TeamResponse]]:
        return Response({"id": "1"})  # error

    def patch(self, request: Request) -> Response[Page[TeamResponse]]:
        return Response({"results": [{"id": None}]})  # error

    def delete(self, request: Request) -> Response[None]:
        return Response({"id": "1"}, status=204)  # error


class AlsoBad(APIView):
    def get(self, request: Request) -> Response[TeamResponse]:
        return Response(status=204)  # error

    def post(self, request: Request) -> Response[TeamResponse]:
        return Response(teams())  # error

    def put(self, request: Request) -> Response[TeamResponse]:
        return Response({"id": "1"}, status="201")  # error

    def patch(self, request: Request) -> Response[TeamResponse]:
        return DRFResponse({"id": "1"})  # error
