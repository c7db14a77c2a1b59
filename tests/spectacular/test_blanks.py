"""A public text field admits "" if the field may render it, whatever its format or pattern."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models
from jsonschema import Draft202012Validator
from rest_framework import serializers

from drf_typed_responses.validation import Validator

from .test_rendered_values import VERSIONS, schema_of
from .test_representations import build_of

EMPTY = {"type": "string", "maxLength": 0}
URL = "https://example.com/größe?page=2"

FIELDS = {
    serializers.URLField: URL,
    serializers.EmailField: "ada@example.org",
    serializers.SlugField: "a-b",
}


@VERSIONS
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.__name__)
def test_a_field_that_may_be_blank(field: Any, version: str) -> None:
    for value in (FIELDS[field], ""):
        alternatives = schema_of(field(allow_blank=True), value, version)["anyOf"]
        assert [*map(len, alternatives)] == [2, 2]
        assert alternatives[1] == EMPTY
    for value in (FIELDS[field], "", None):
        nullable = schema_of(field(allow_blank=True, allow_null=True), value, version)
        marked = {"nullable": True} if version == "3.0.3" else {}
        assert nullable["anyOf"][1] == {**EMPTY, **marked}


@VERSIONS
def test_a_field_that_may_not_be_blank(version: str) -> None:
    assert schema_of(serializers.URLField(), URL, version)["format"] == "uri"


class Site(models.Model):
    url = models.URLField(blank=True)
    home = models.URLField()
    slug = models.SlugField(blank=True)
    kind = models.CharField(max_length=9, blank=True, choices=[("a", "A")])
    rank = models.IntegerField(blank=True, choices=[(1, "first")], default=1)

    class Meta:
        app_label = "blanks"


class SiteSerializer(serializers.ModelSerializer):
    class Meta:
        model = Site
        fields = ("url", "home", "slug", "kind", "rank")
        read_only_fields = fields


@VERSIONS
def test_a_field_that_is_only_read(version: str) -> None:
    """Such a field has no `allow_blank`: the field of the model says what it may hold."""
    document = build_of(SiteSerializer, OAS_VERSION=version).document
    schema = document["components"]["schemas"]["Site"]
    assert schema["properties"]["url"]["anyOf"][1] == EMPTY
    assert "anyOf" not in schema["properties"]["home"]
    assert schema["properties"]["rank"]["enum"] == [1]
    body = SiteSerializer(Site(home=URL)).data
    assert list(Validator(document).violations(schema, dict(body))) == []


@VERSIONS
def test_a_reader_that_takes_a_format_for_an_annotation(version: str) -> None:
    class Form(serializers.Serializer):
        url = serializers.URLField(allow_blank=True)

    schema = build_of(Form, OAS_VERSION=version).document["components"]["schemas"]["Form"]
    assert list(Draft202012Validator(schema).iter_errors({"url": ""})) == []
