# Serializers and views with a generic base, whose subclass gives the type.
from typing import Any, Generic, TypedDict, TypeVar

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

from drf_typed_responses.responses import ErrorResponse, Response
from drf_typed_responses.serializers import Serializer, serialize

T = TypeVar("T")


class TeamResponse(TypedDict):
    id: str


class Page(TypedDict, Generic[T]):
    count: int
    results: list[T]


class PageSerializer(Serializer, Generic[T]):
    def item(self, obj: Any) -> T:
        raise NotImplementedError

    def serialize(self, obj: list[Any], attrs: Any, user: Any, **kwargs: Any) -> Page[T]:
        return {"count": len(obj), "results": [self.item(each) for each in obj]}


class TeamPageSerializer(PageSerializer[TeamResponse]):
    def item(self, obj: Any) -> TeamResponse:
        return {"id": str(obj)}


class WrongItemSerializer(PageSerializer[TeamResponse]):
    def item(self, obj: Any) -> TeamResponse:
        return {"id": 1}  # error


class WrongPageSerializer(PageSerializer[TeamResponse]):
    def serialize(self, obj: Any, attrs: Any, user: Any, **kwargs: Any) -> Page[TeamResponse]:
        return {"count": 1, "results": [{"id": None}]}  # error


class OtherPageSerializer(PageSerializer[TeamResponse]):
    def serialize(  # error
        self, obj: Any, attrs: Any, user: Any, **kwargs: Any
    ) -> Page[ErrorResponse]:
        return {"count": 0, "results": []}


def page(teams: object) -> Page[TeamResponse]:
    return serialize(teams, None, TeamPageSerializer())


def not_a_page(teams: object) -> TeamResponse:
    return serialize(teams, None, TeamPageSerializer())  # error


class ItemView(APIView, Generic[T]):
    def body(self) -> T:
        raise NotImplementedError

    def get(self, request: Request) -> Response[T]:
        return Response(self.body())


class TeamView(ItemView[TeamResponse]):
    def body(self) -> TeamResponse:
        return {"id": "1"}


class WrongView(ItemView[TeamResponse]):
    def body(self) -> TeamResponse:
        return {"name": "1"}  # error


class Several(APIView):
    def get(self, request: Request) -> Response[TeamResponse | None]:
        if request.query_params:
            return Response(status=204)
        return Response({"id": "1"})

    def post(self, request: Request) -> Response[TeamResponse | ErrorResponse]:
        if request.query_params:
            return Response({"detail": "No."}, status=409)
        return Response({"id": "1"})

    def put(self, request: Request) -> Response[TeamResponse] | HttpResponse:
        return HttpResponse(b"1") if request.query_params else Response({"id": "1"})

    def patch(self, request: Request) -> Response[TeamResponse | None]:
        return Response({"id": 1})  # error

    def delete(self, request: Request) -> Response[TeamResponse | ErrorResponse]:
        return Response(status=204)  # error


class Apart(APIView):
    # mypy 2 cannot infer the type of a dict for a union of responses, so it is explicit.
    def get(self, request: Request) -> Response[TeamResponse] | Response[None]:
        if request.query_params:
            return Response(status=204)
        return Response[TeamResponse]({"id": "1"})

    def post(self, request: Request) -> Response[TeamResponse] | Response[ErrorResponse]:
        if request.query_params:
            return Response[ErrorResponse]({"detail": "No."}, status=409)
        return Response[TeamResponse]({"id": "1"})

    def put(self, request: Request) -> Response[TeamResponse] | Response[None]:
        return Response[TeamResponse]({"id": 1})  # error

    def patch(self, request: Request) -> Response[TeamResponse] | Response[None]:
        return Response[ErrorResponse]({"detail": "No."})  # error
