# A call in a module that does not name the serializer: a setting of the plugin names its module.
from typing import Any, assert_type

from listed_model import Book

from drf_typed_responses.serializers import serialize


def books(book: Book, every: list[Book]) -> None:
    assert_type(serialize(book), Any)  # error[asked]
    assert_type(serialize(every), list[Any])  # error[asked]
    serialize(book)["name"]  # error[asked]
