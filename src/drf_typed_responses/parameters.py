"""Parameters that read as a sentence, and the class a project keeps its shared ones in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

from drf_spectacular.utils import OpenApiParameter

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
) -> OpenApiParameter:
    """A parameter of the path, always required.

    `name` is the one in the URL pattern; `description` is the sentence on the page; `type` is
    whatever drf-spectacular takes (a scalar class, `OpenApiTypes`, a schema); `enum` lists the
    values or is an Enum class; `pattern` is a regular expression (ECMA 262).
    """
    return OpenApiParameter(
        name,
        type,
        OpenApiParameter.PATH,
        required=True,
        description=description,
        enum=_values(enum),
        pattern=pattern,
        deprecated=deprecated,
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
) -> OpenApiParameter:
    """A parameter of the query string.

    `many` says it may be repeated, `type` is then that of one value; `default` is what the
    endpoint takes when it is left out; the others are as in `path_parameter`.
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
        deprecated=deprecated,
    )


def _values(enum: Iterable[Any] | None) -> list[Any] | None:
    if enum is None:
        return None
    return [member.value if isinstance(member, Enum) else member for member in enum]


class GlobalParams:
    """Base of a project's own shared parameters: constants, and makers that take a description.

    A project extends it, adds its own and replaces what reads differently in its API:
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
        """The query parameter `slug`, of the characters Django allows in one."""
        return query_parameter("slug", description, required=required, pattern=SLUG_PATTERN)
