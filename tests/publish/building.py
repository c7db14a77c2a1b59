"""Builds of small projects: the views are given, the rest is the example's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, TypedDict

from django.conf import settings as settings_of_django
from django.test import override_settings
from django.urls import path
from drf_spectacular.settings import patched_settings, spectacular_settings
from drf_spectacular.utils import extend_schema
from openapi_spec_validator import validate
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.findings import Finding
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish import build as build_project

# The rules are off, because these views break them; they have their own tests.
NO_RULES = {"RULES": {"*": "off"}}
# A test of another version names it.
DEFAULTS = {"OAS_VERSION": "3.0.3", "SCHEMA_PATH_PREFIX": "", "TAGS": []}


class TeamResponse(TypedDict):
    id: str


class SecretResponse(TypedDict):
    password: str


class JSONView(APIView):
    renderer_classes = (JSONRenderer,)


class TeamView(JSONView):
    public = frozenset({"GET"})

    @extend_schema(operation_id="Retrieve a Team", responses=TeamResponse)
    def get(self, request): ...

    @extend_schema(request=None, responses={200: SecretResponse})
    def post(self, request): ...


class PrivateView(JSONView):
    @extend_schema(responses=SecretResponse)
    def get(self, request): ...


def _without_rules(settings: Any) -> Any:
    return {**NO_RULES, **settings} if isinstance(settings, dict) else settings


@contextmanager
def project(*views: Any, **settings: Any) -> Iterator[None]:
    """A project with these views at /0/, /1/, ..., or with these URL patterns."""
    patterns = [
        path(f"{i}/", view.as_view()) if isinstance(view, type) else view
        for i, view in enumerate(views)
    ]
    with (
        override_settings(
            ROOT_URLCONF=SimpleNamespace(urlpatterns=patterns),
            TYPED_RESPONSES=_without_rules(settings_of_django.TYPED_RESPONSES),
        ),
        _patched({**DEFAULTS, **settings}),
    ):
        yield


@contextmanager
def _patched(settings: dict[str, Any]) -> Iterator[None]:
    """`patched_settings` that can be nested, because upstream's restores one level only."""
    outer = spectacular_settings._original_settings
    spectacular_settings._original_settings = {}
    try:
        with patched_settings(settings):
            yield
    finally:
        spectacular_settings._original_settings = outer


def build(*views: Any, **settings: Any) -> Publication:
    with project(*views, **settings):
        return build_project()


def published(*views: Any, **settings: Any) -> Publication:
    """A build without findings, whose documents are valid."""
    publication = build(*views, **settings)
    assert publication.findings == ()
    validate(publication.document)
    validate(publication.dereferenced)
    return publication


def finding(*views: Any, **settings: Any) -> Finding:
    """The one finding of a build."""
    (only,) = build(*views, **settings).findings
    return only
