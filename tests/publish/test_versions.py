"""Whole documents in each version of OpenAPI, and keywords that only some versions have."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from drf_spectacular import validation
from drf_spectacular.settings import patched_settings
from drf_spectacular.utils import extend_schema
from openapi_spec_validator import validate
from rest_framework import generics, serializers
from rest_framework.pagination import LimitOffsetPagination, PageNumberPagination
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.exceptions import SettingsError
from drf_typed_responses.openapi.pointers import objects
from drf_typed_responses.publish import Publication
from drf_typed_responses.publish import build as build_project

from .building import JSONView, TeamResponse, TeamView, build, finding, published

VERSIONS = ["3.0.3", "3.1.0", "3.1.1"]
# An older drf-spectacular does not know 3.2.
KNOWS_3_2 = Path(validation.__file__).with_name("openapi_3_2_schema.json").exists()
if KNOWS_3_2:
    VERSIONS.append("3.2.0")


def example(version: str) -> Publication:
    """The published document of the example in a version."""
    with patched_settings({"OAS_VERSION": version}):
        return build_project()


def keywords(document: Any) -> set[str]:
    """The keys of all objects of a document, those that are names left out."""
    return {key for each in objects(document) for key in each}


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.slow
def test_the_example_is_published_in_each_version(version: str) -> None:
    publication = example(version)
    assert (publication.findings, publication.waivers) == ((), ())
    for document in (publication.document, publication.dereferenced):
        assert document["openapi"] == version
        validate(document)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.slow
def test_the_example_is_tested_in_each_version(version: str) -> None:
    err = StringIO()
    with patched_settings({"OAS_VERSION": version}):
        call_command("apidocs", "test", stdout=StringIO(), stderr=err)
    assert err.getvalue().endswith("No findings.\n")


class Fields(serializers.Serializer):
    slug = serializers.CharField()


def listed(**said: Any) -> Any:
    class Listed(generics.ListAPIView):
        public = frozenset({"GET"})
        renderer_classes = (JSONRenderer,)
        serializer_class = Fields

        @extend_schema(operation_id="List Them", **said)
        def get(self, request): ...

    return Listed


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("said", [{}, {"responses": list[TeamResponse]}])
@pytest.mark.parametrize("paginator", [PageNumberPagination, LimitOffsetPagination])
def test_the_envelope_of_a_paginator(version: str, said: Any, paginator: Any) -> None:
    class Paginator(paginator):  # type: ignore[misc]
        page_size = default_limit = 10

    view = type("View", (listed(**said),), {"pagination_class": Paginator})
    publication = published(view, OAS_VERSION=version)
    media = publication.dereferenced["paths"]["/0/"]["get"]["responses"]["200"]["content"]
    following = media["application/json"]["schema"]["properties"]["next"]
    assert following["format"] == "uri"
    if version < "3.1":
        assert (following["type"], following["nullable"]) == ("string", True)
    else:
        assert (following["type"], "nullable" in following) == (["string", "null"], False)


@pytest.mark.parametrize("version", VERSIONS[1:])
@pytest.mark.slow
def test_no_keyword_of_3_0_in_later_versions(version: str) -> None:
    publication = example(version)
    for document in (publication.document, publication.dereferenced):
        assert keywords(document).isdisjoint({"nullable", "example"})
    assert "nullable" in keywords(example("3.0.3").document)


@pytest.mark.parametrize("version", VERSIONS[1:])
def test_raw_openapi_of_another_version(version: str) -> None:
    class RawView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(responses={200: {"type": "string", "nullable": True}})
        def get(self, request): ...

    found = finding(RawView, OAS_VERSION=version)
    assert (found.level, found.id, found.operation) == ("error", "outdated", "GET /0/")
    assert found.file == __file__
    assert build(RawView).findings == ()


@pytest.mark.parametrize("version", ["2.0", "3.0", "3.3.0", "3.1", 3.1, None])
def test_an_unknown_version_of_openapi(version: Any) -> None:
    with pytest.raises(SettingsError, match=r'write "3\.0\.3", "3\.1\.0" or'):
        build(TeamView, OAS_VERSION=version)


@pytest.mark.skipif(KNOWS_3_2, reason="this drf-spectacular knows OpenAPI 3.2")
def test_a_version_that_an_older_drf_spectacular_does_not_know() -> None:
    with pytest.raises(SettingsError, match="this drf-spectacular does not know: upgrade it"):
        build(TeamView, OAS_VERSION="3.2.0")
