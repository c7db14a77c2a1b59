"""The examples of the rules: each is completed to a project and built; docs/rules.md shows them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from textwrap import indent
from types import ModuleType
from typing import Any

from django.test import override_settings
from django.urls import path
from drf_spectacular.utils import extend_schema as extend_schema_of_spectacular
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from drf_typed_responses.findings import Finding
from drf_typed_responses.output.text import text_of_finding
from drf_typed_responses.publish.rules import Rule, own_rules
from drf_typed_responses.setting_values import PRESETS
from real.loading import imported

from ..building import build

IMPORTS = """\
from typing import Annotated, Literal, TypedDict

from django.urls import path
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication, TokenAuthentication
from rest_framework.decorators import api_view
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView
from typing_extensions import deprecated

from drf_typed_responses.parameters import path_parameter, query_parameter
from drf_typed_responses.publish import private_methods, public_methods
from drf_typed_responses.responses import *
from drf_typed_responses.serializers import Private, Serializer, Sunset
from publish.rules.examples import extend_schema
"""

TYPES = '''\
TAGS = [
    {"name": "Teams", "x-sidebar-name": "Teams", "description": "Who works together."},
    {"name": "Members", "x-sidebar-name": "Members", "description": "Who belongs to a team."},
]
SLUG = path_parameter("slug", "The team's URL-safe short name.")


class TeamResponse(TypedDict):
    """A team of an organization."""

    id: str
    """The number of the team."""
    slug: str
    """The team's URL-safe short name."""
    lead: str | None
    """The username of the lead."""
    nickname: Private[str]


class TeamRequestSerializer(serializers.Serializer):
    slug = serializers.SlugField(help_text="The new short name.")
'''

ENDPOINT = '''\
class TeamEndpoint(APIView):
    public = {"GET", "PUT"}

    @extend_schema(
        operation_id="Retrieve a Team",
        tags=["Teams"],
        parameters=[SLUG],
        responses={200: TeamResponse, 404: RESPONSE_NOT_FOUND},
        examples=[
            OpenApiExample(
                "A team",
                value={"id": "1", "slug": "owls", "lead": None},
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    def get(self, request, slug):
        """Return a team."""

    @extend_schema(
        operation_id="Rename a Team",
        tags=["Teams"],
        parameters=[SLUG],
        request=TeamRequestSerializer,
        responses={
            204: RESPONSE_NO_CONTENT,
            400: RESPONSE_BAD_REQUEST,
            404: RESPONSE_NOT_FOUND,
        },
    )
    def put(self, request, slug):
        """Give a team another short name."""
'''

# The method for an example that is only a decorator.
METHOD = '''\
def get(self, request, slug):
    """Return a team."""
'''

F = Callable[..., Any]
# The arguments of the first decorator of each method, which is that of the endpoint above.
_STANDARD: dict[str, dict[str, Any]] = {}


def extend_schema(**said: Any) -> Callable[[F], F]:
    """drf-spectacular's decorator, with the endpoint's arguments for those that are left out."""

    def decorate(method: F) -> F:
        # `@api_view` gives the name of its function to the class.
        name = getattr(method, "cls", method).__name__
        standard = _STANDARD.setdefault(name, said)
        return extend_schema_of_spectacular(**{**standard, **said})(method)

    return decorate


def completed(example: str) -> str:
    """The source of a project with an example: a decorator, methods, or statements."""
    if example.startswith("@") and "\ndef " not in example:
        example = f"{example.rstrip()}\n{METHOD}"
    if example.startswith("@") and "urlpatterns" not in example:
        methods = {name.upper() for name in re.findall(r"^def (\w+)", example, re.MULTILINE)}
        body = f"public = {methods}\n\n{example}"
        example = f"class TeamEndpoint(APIView):\n{indent(body, '    ')}"
    has_view = "APIView" in example or "api_view" in example
    return "\n\n".join(
        (IMPORTS, TYPES, *((ENDPOINT, example) if has_view else (example, ENDPOINT)))
    )


LEVELS_OF = {rule.id: rule.level or "error" for rule in own_rules()}


def findings_of(example: str, rule: str = "") -> list[Finding]:
    """The findings of a build of an example, with every rule on that a preset has, and `rule`."""
    _STANDARD.clear()
    levels = {"field-described": "error", **({rule: LEVELS_OF[rule]} if rule else {})}
    with (
        open_to_everyone(),
        imported(completed(example)) as module,
        override_settings(TYPED_RESPONSES={"RULES": levels}),
    ):
        return list(build(*_patterns(module), TAGS=module.TAGS).findings)


@contextmanager
def open_to_everyone() -> Iterator[None]:
    """Views have REST framework's own default, which refuses nobody, unless they say more."""
    before = APIView.permission_classes
    APIView.permission_classes = [AllowAny]
    try:
        yield
    finally:
        APIView.permission_classes = before


def _patterns(module: ModuleType) -> list[Any]:
    standard = [path("teams/<slug:slug>/", module.TeamEndpoint.as_view())]
    patterns: list[Any] = getattr(module, "urlpatterns", standard)
    return patterns


LEVELS = {
    "error": "Error",
    "warning": "Warning",
    None: "Off in every preset unless its level is set",
}


def page() -> str:
    """The part of docs/rules.md that is made from the rules."""
    rules = own_rules()
    index = "".join(f"- [{rule.id}](#{rule.id})\n" for rule in rules)
    types = f"```python\n{TYPES}\n\n{ENDPOINT}```\n"
    return f"{types}\n{index}\n" + "\n".join("\n".join(_section(rule)) for rule in rules)


def _section(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id}\n"
    # The pages have a line for each sentence.
    why = re.sub(r"(?<=\.) (?=[A-Z])", "\n", " ".join(rule.why.split()))
    yield f"{LEVELS[rule.level]}{_presets(rule)}.\n{why}\n"
    yield "Refused:\n"
    yield from map(_block, rule.bad)
    found = next(finding for finding in findings_of(rule.bad[0], rule.id) if finding.id == rule.id)
    shown = text_of_finding(replace(found, file="", line=None))
    yield f"```text\n{re.sub(r'written_module_[0-9]+', 'shop.endpoints', shown)}\n```\n"
    yield "Accepted:\n"
    yield from map(_block, rule.good)


def _presets(rule: Rule) -> str:
    """The presets that have a rule, in words; "" for a rule that is off by default."""
    if rule.level is None:
        return ""
    names = [f"`{name}`" for name in PRESETS[PRESETS.index(rule.preset) :]]
    return f"; in {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}"


def _block(example: str) -> str:
    return f"```python\n{example.strip()}\n```\n"
