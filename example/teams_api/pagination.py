"""One page of a list, as the API returns it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypedDict, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from drf_typed_responses.serializers import Url

T = TypeVar("T")
M = TypeVar("M", bound=Model)

PAGE_SIZE = 2


class Page(TypedDict, Generic[T]):
    """One page of a longer list."""

    count: int
    """How many there are on all pages."""
    next: Url | None
    previous: Url | None
    results: list[T]


def page_of(
    queryset: QuerySet[M], request: Request, serialize: Callable[[list[M]], list[T]]
) -> Page[T]:
    """The page that the query parameter `page` asks for."""
    paginator: Any = PageNumberPagination()
    paginator.page_size = PAGE_SIZE
    objects: list[M] = paginator.paginate_queryset(queryset, request)
    return {
        "count": paginator.page.paginator.count,
        "next": paginator.get_next_link(),
        "previous": paginator.get_previous_link(),
        "results": serialize(objects),
    }
