# The classes of Django and REST framework in our signatures, for type checkers only.
#
# mypy takes a class of a package without types for Any. Any as a base class would make `Response`
# fit everything, and Any as an argument would take every object for a query set. The classes below
# stand in for those of a package without types. mypy skips a star import of such a package, and
# keeps the first of two classes of one name, which is the imported one where there are types.
# pyright reads packages without types, and leaves out a class in an `except` if there is another.
# ruff: noqa: F403, I001
# pyright: reportAssignmentType=false, reportRedeclaration=false
# mypy: disable-error-code="no-redef, assignment, misc"

from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any, Generic

from typing_extensions import TypeVar

from django.db.models.query import *
from rest_framework.response import *

_Row_co = TypeVar("_Row_co", covariant=True, default=Any)

try: ...
except ImportError:
    class QuerySet(Generic[_Row_co]):
        def __iter__(self) -> Iterator[_Row_co]: ...
        def __len__(self) -> int: ...
        def __getattr__(self, name: str) -> Any: ...

    class Response:
        status_code: int
        headers: Any
        cookies: SimpleCookie
        data: Any
        exception: bool
        content: bytes
        def __init__(
            self,
            data: Any = None,
            status: int | None = None,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...
        def __getitem__(self, header: str) -> str: ...
        def __setitem__(self, header: str, value: str | int) -> None: ...
        def __delitem__(self, header: str) -> None: ...
        def __contains__(self, header: object) -> bool: ...
        def __iter__(self) -> Iterator[bytes]: ...
