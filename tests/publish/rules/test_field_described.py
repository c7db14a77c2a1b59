"""The rule `field-described`: every attribute has a description; off unless a project sets it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional, TypedDict

from django.test import override_settings
from rest_framework import serializers
from typing_extensions import Doc

from drf_typed_responses.findings import Finding

from ..building import build
from .judging import LEVELS, endpoint, judged

HINT = 'Write a docstring below the field, Annotated[..., Doc("...")], or help_text in a DRF field.'


class Avatar(TypedDict):
    """A picture."""

    url: str
    """Where it is."""


class Team(TypedDict):
    """A team."""

    name: str  # undescribed
    slug: str
    """Its name in URLs."""
    lead: Annotated[str, Doc("Who leads it.")]
    avatar: Avatar
    banner: Optional[Avatar]  # noqa: UP045


def test_an_attribute_without_description() -> None:
    lines = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = lines.index("    name: str  # undescribed") + 1
    place = {"path": "Team.name", "file": __file__, "line": line}
    expected = Finding("error", "field-described", "it has no description", hint=HINT, **place)
    for version in ("3.0.3", "3.1.0"):
        assert judged("field-described", endpoint(responses=Team), OAS_VERSION=version) == [
            expected
        ]


class Fields(serializers.Serializer):
    name = serializers.CharField()
    slug = serializers.CharField(help_text="Its name in URLs.")


def test_fields_of_a_serializer() -> None:
    found = judged("field-described", endpoint(responses=Fields))
    assert [finding.path for finding in found] == ["Fields.name"]


def test_it_is_off_by_default() -> None:
    assert LEVELS["field-described"] is None
    with override_settings(TYPED_RESPONSES={"RULES": {"*": "error"}}):
        ids = {finding.id for finding in build(endpoint(responses=Team)).findings}
    assert "field-described" not in ids
    assert "title" in ids
