# The serializer of a class in another module; see `listed_call.py`.
from typing import Any, TypedDict

from listed_model import Book

from drf_typed_responses.serializers import Serializer, register


class BookResponse(TypedDict):
    title: str


@register(Book)
class BookSerializer(Serializer):
    def serialize(self, obj: Book, attrs: Any, user: Any, **kwargs: Any) -> BookResponse:
        return {"title": "Emma"}
