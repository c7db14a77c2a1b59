"""Path and query parameters, and a base class for the shared parameters of a project."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from drf_spectacular.utils import OpenApiParameter

from .openapi.deprecations import sunset_keywords

__all__ = ["GlobalParams", "path_parameter", "query_parameter"]

# The characters of Django's <slug:...> converter.
SLUG_PATTERN = "^[-a-zA-Z0-9_]+$"


def path_parameter(
    name: str,
    description: str,
    *,
    type: Any = str,
    enum: Iterable[Any] | None = None,
    pattern: str | None = None,
    deprecated: bool = False,
    sunset: str = "",
    since: str = "",
) -> OpenApiParameter:
    """A required parameter in the path, for `@extend_schema(parameters=[...])`.

    `name` is the variable's name in the URL pattern; `type` is anything that drf-spectacular
    accepts (a scalar class, `OpenApiTypes` or a schema), or a type hint such as
    `Literal["a", "b"]`, `list[int]` or an Enum class.
    `enum` is an Enum class or a list of the values. `pattern` is a regular expression of ECMA 262.
    `sunset` is the day, such as "2027-03-01", after which a deprecated parameter may be removed.
    `since` is the day of its deprecation. Raises ValueError if a text is not a date, or if the
    sunset is before the deprecation.
    """
    return OpenApiParameter(
        name,
        type,
        OpenApiParameter.PATH,
        required=True,
        description=description,
        enum=_values(enum),
        pattern=pattern,
        deprecated=deprecated or bool(sunset),
        extensions=_ending(sunset, since),
    )


def query_parameter(
    name: str,
    description: str,
    *,
    required: bool = False,
    type: Any = str,
    many: bool = False,
    enum: Iterable[Any] | None = None,
    default: Any = None,
    pattern: str | None = None,
    deprecated: bool = False,
    sunset: str = "",
    since: str = "",
) -> OpenApiParameter:
    """A parameter in the query string, for `@extend_schema(parameters=[...])`.

    With `many` the parameter may be repeated, and `type` is the type of one value; `default` is the
    value that the endpoint assumes if the parameter is omitted; the other arguments are those of
    `path_parameter`.
    """
    return OpenApiParameter(
        name,
        type,
        OpenApiParameter.QUERY,
        required=required,
        description=description,
        many=many,
        enum=_values(enum),
        default=default,
        pattern=pattern,
        deprecated=deprecated or bool(sunset),
        extensions=_ending(sunset, since),
    )


def _ending(sunset: str, since: str) -> dict[str, str] | None:
    if since and not sunset:
        raise ValueError(f"it is deprecated since {since}: say until when, with sunset=")
    return sunset_keywords(sunset, since) if sunset else None


def _values(enum: Iterable[Any] | None) -> list[Any] | None:
    if enum is None:
        return None
    if isinstance(enum, type) and issubclass(enum, Enum):
        from .translate.metadata import public_members  # what authors import loads no translator

        enum = public_members(enum)
    return [member.value if isinstance(member, Enum) else member for member in enum]


class GlobalParams:
    """Base class for the parameters that a project shares: constants and static methods.

    A project adds its own and overrides those that its API describes differently:
    `class GlobalParams(parameters.GlobalParams): TEAM_SLUG = path_parameter(...)`.
    """

    ORG_SLUG = path_parameter(
        "organization_slug",
        "The slug of the organization the resource belongs to.",
        pattern=SLUG_PATTERN,
    )

    @staticmethod
    def name(description: str, required: bool = False) -> OpenApiParameter:
        """The query parameter `name`."""
        return query_parameter("name", description, required=required)

    @staticmethod
    def slug(description: str, required: bool = False) -> OpenApiParameter:
        """The query parameter `slug`, with the characters that Django allows in a slug."""
        return query_parameter("slug", description, required=required, pattern=SLUG_PATTERN)
