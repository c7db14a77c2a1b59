"""`Response[T]`, and constants for common responses, with the bodies that DRF sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, overload

from drf_spectacular.utils import OpenApiResponse
from typing_extensions import TypeAliasType, TypedDict, TypeVar

from .serializers import TypedResponse

if TYPE_CHECKING:
    from .framework_types import (  # pyright: ignore[reportMissingModuleSource]
        Response as DRFResponse,
    )
else:
    from rest_framework.response import Response as DRFResponse

__all__ = [
    "RESPONSE_ACCEPTED",
    "RESPONSE_BAD_REQUEST",
    "RESPONSE_CONFLICT",
    "RESPONSE_FORBIDDEN",
    "RESPONSE_METHOD_NOT_ALLOWED",
    "RESPONSE_NOT_ACCEPTABLE",
    "RESPONSE_NOT_FOUND",
    "RESPONSE_NO_CONTENT",
    "RESPONSE_THROTTLED",
    "RESPONSE_UNAUTHORIZED",
    "RESPONSE_UNSUPPORTED_MEDIA_TYPE",
    "CursorPage",
    "ErrorMessages",
    "ErrorResponse",
    "Page",
    "Response",
    "ValidationErrorResponse",
]

T_co = TypeVar("T_co", covariant=True, default=Any)
Status_co = TypeVar("Status_co", bound=int, covariant=True, default=int)
Item = TypeVar("Item")

# Variables of one call.
Given = TypeVar("Given", bound=int, default=int)
Besides = TypeVar("Besides", bound=int, default=Literal[200])

# Always true for mypy, whatever its value. mypy does not infer a type from a default, and pyright
# not from the type of `self`, so each has the signatures by which it knows the status of a response
# that gives none.
MYPY = False


# Generic is the first base, because DRF's own __class_getitem__ drops the argument.
class Response(Generic[T_co, Status_co], DRFResponse):
    """DRF's response with the types of its body and of its status.

    A method annotated `-> Response[TeamResponse]` succeeds, and one annotated
    `-> Response[TeamResponse] | Response[ErrorResponse, Literal[404]]` may also return a 404.
    Arguments and behaviour are those of `rest_framework.response.Response`. A type checker infers
    both types from `data` and `status`, and compares them with the return annotation.
    """

    data: T_co

    if MYPY:

        @overload
        def __init__(
            self: Response[T_co, Literal[200] | Besides],  # pyright: ignore[reportInvalidTypeVarUse]
            data: T_co,
            *,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self,
            data: T_co,
            status: Status_co | None,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self: Response[None, Literal[200] | Besides],
            *,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        @overload
        def __init__(
            self: Response[None, Given],
            *,
            status: Given | None,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        def __init__(  # pyright: ignore[reportRedeclaration]
            self, *args: Any, **kwargs: Any
        ) -> None: ...

    else:

        @overload
        def __init__(
            self,
            data: T_co,
            status: Status_co | None = 200,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        # Without `data`, because pyright would choose it for an argument of type Any.
        @overload
        def __init__(
            self: Response[None, Status_co],  # pyright: ignore[reportInvalidTypeVarUse]
            *,
            status: Status_co | None = 200,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None: ...
        def __init__(
            self,
            data: Any = None,
            status: int | None = None,
            template_name: str | None = None,
            headers: Mapping[str, str] | None = None,
            exception: bool = False,
            content_type: str | None = None,
        ) -> None:
            super().__init__(data, status, template_name, headers, exception, content_type)

    def __getstate__(self) -> dict[str, Any]:
        """The state that a cache pickles: without T, which may be local to a function."""
        # Response[T](...) leaves T on the instance.
        state: Any = super().__getstate__()
        return {key: value for key, value in state.items() if key != "__orig_class__"}


class ErrorResponse(TypedDict):
    """The request was refused."""

    detail: str
    """What went wrong, in a sentence."""


# DRF keeps the nesting of the error that is raised: messages of a field, of a nested serializer, of
# the items of a list by index. Source: rest_framework.exceptions._get_error_details.
# The recursion goes through an object, because generators of clients refuse a union that contains
# itself (openapi-typescript 7.13, openapi-python-client 0.29). A list inside a list, which only an
# error raised by hand contains, may therefore hold anything.
# The whole type is a string, because mypy resolves the name of the alias only there.
ErrorMessages = TypeAliasType(
    "ErrorMessages",
    "dict[str, str | ErrorMessages | list[str | ErrorMessages | list[Any]]]",
)
"""Messages by field, nested as the request is."""
ValidationErrorResponse = TypeAliasType(
    "ValidationErrorResponse", ErrorMessages | list[str | ErrorMessages | list[Any]]
)
"""The body of a 400: messages by field (nested as the request is), or a bare list of them."""


class Page(TypedDict, Generic[Item]):
    """One page of a list: `Page[TeamResponse]`.

    The body of `PageNumberPagination` and of `LimitOffsetPagination`.
    """

    count: int
    """How many there are on all pages."""
    next: str | None
    """The URL of the next page."""
    previous: str | None
    """The URL of the page before."""
    results: list[Item]
    """Those on this page."""


class CursorPage(TypedDict, Generic[Item]):
    """One page of a list whose length is not known: the body of `CursorPagination`."""

    next: str | None
    """The URL of the next page."""
    previous: str | None
    """The URL of the page before."""
    results: list[Item]
    """Those on this page."""


def _refusal(description: str) -> OpenApiResponse:
    return OpenApiResponse(TypedResponse(ErrorResponse, module=__name__), description=description)


RESPONSE_ACCEPTED = OpenApiResponse(description="Accepted")
RESPONSE_NO_CONTENT = OpenApiResponse(description="No Content")
RESPONSE_BAD_REQUEST = OpenApiResponse(
    TypedResponse(ValidationErrorResponse, module=__name__), description="Bad Request"
)
RESPONSE_UNAUTHORIZED = _refusal("Unauthorized")
RESPONSE_FORBIDDEN = _refusal("Forbidden")
RESPONSE_NOT_FOUND = _refusal("Not Found")
RESPONSE_METHOD_NOT_ALLOWED = _refusal("Method Not Allowed")
RESPONSE_NOT_ACCEPTABLE = _refusal("Not Acceptable")
RESPONSE_CONFLICT = _refusal("Conflict")
RESPONSE_UNSUPPORTED_MEDIA_TYPE = _refusal("Unsupported Media Type")
RESPONSE_THROTTLED = _refusal("Too Many Requests")
