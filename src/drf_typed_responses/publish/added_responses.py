"""The responses with which REST framework's exception handler refuses, and those of a package."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final, Literal, TypeAlias

from drf_spectacular.utils import OpenApiResponse
from rest_framework.views import APIView, exception_handler
from typing_extensions import TypedDict

from ..responses import (
    RESPONSE_BAD_REQUEST,
    RESPONSE_FORBIDDEN,
    RESPONSE_NOT_FOUND,
    RESPONSE_THROTTLED,
    RESPONSE_UNAUTHORIZED,
)
from ..serializers import TypedResponse
from ..spectacular.operation_facts import OperationFacts
from .refusals import missing_refusals

Bodies: TypeAlias = Mapping[int, OpenApiResponse]

_OF_REST_FRAMEWORK: Final[Bodies] = {
    400: RESPONSE_BAD_REQUEST,
    401: RESPONSE_UNAUTHORIZED,
    403: RESPONSE_FORBIDDEN,
    404: RESPONSE_NOT_FOUND,
    429: RESPONSE_THROTTLED,
}


class ErrorDetail(TypedDict):
    """One reason for which the request was refused."""

    code: str
    """A short name of the reason, for programs."""
    detail: str
    """The reason in a sentence."""
    attr: str | None
    """The attribute of the request that it is about."""


class ClientErrorResponse(TypedDict):
    """The request was refused."""

    type: Literal["client_error"]
    """The kind of error."""
    errors: list[ErrorDetail]
    """The reasons."""


class RequestErrorResponse(TypedDict):
    """The body of the request was refused."""

    type: Literal["validation_error", "client_error"]
    """The kind of error: `client_error` if the body cannot be read."""
    errors: list[ErrorDetail]
    """The reasons."""


def _standardized(status: int, plain: OpenApiResponse) -> OpenApiResponse:
    hint = RequestErrorResponse if status == 400 else ClientErrorResponse
    return OpenApiResponse(TypedResponse(hint, module=__name__), description=plain.description)


_STANDARDIZED: Final[Bodies] = {
    status: _standardized(status, plain) for status, plain in _OF_REST_FRAMEWORK.items()
}


def bodies_of(view: APIView) -> Bodies:
    """The refusals that the exception handler of a view sends; none if it is not known."""
    handler = view.get_exception_handler()
    if handler is exception_handler:
        return _OF_REST_FRAMEWORK
    return _STANDARDIZED if _is_standardized(handler) else {}


def _is_standardized(handler: Any) -> bool:
    """Whether it is drf-standardized-errors' handler, and the project changes no body of it."""
    name = "drf_standardized_errors"
    if getattr(handler, "__module__", "") != f"{name}.handler":
        return False
    own, formatter = (import_module(f"{name}.{each}") for each in ("handler", "formatter"))
    settings = import_module(f"{name}.settings").package_settings
    cls = settings.EXCEPTION_HANDLER_CLASS
    return (
        handler is own.exception_handler
        and settings.EXCEPTION_FORMATTER_CLASS is formatter.ExceptionFormatter
        and all(
            getattr(cls, each, None) is getattr(own.ExceptionHandler, each)
            for each in ("run", "format_exception", "get_response")
        )
    )


def added_refusals(facts: OperationFacts, operation: Mapping[str, Any]) -> Bodies:
    """The refusals that an operation does not document, with the bodies that are known."""
    bodies = bodies_of(facts.view)
    missing = missing_refusals(facts, operation)
    return {each.status: bodies[each.status] for each in missing if each.status in bodies}
