"""Literals and enums of ours beside drf-spectacular's hook that names enums."""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, Optional, TypedDict

import pytest
from django.db import models
from django.urls import path
from drf_spectacular import plumbing
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.views import APIView

from drf_typed_responses.translate import schema_components

from .building import ENUM_HOOK, Built, built, responding, view


class Color(models.TextChoices):
    RED = "r", "Red"
    BLUE = "b", "Blue"


class Level(str, Enum):  # noqa: UP042 - the mix-in that older projects have
    LOW = "low"
    HIGH = "high"


class OneResponse(TypedDict):
    status: Literal["a", "b"]
    statuses: list[Literal["a", "b"]]
    maybe: Optional[Literal["a", "b"]]  # noqa: UP045
    either: Literal["a"] | int
    nested: list[list[Literal["a", "b"]]]
    by_key: dict[str, Literal["a", "b"]]
    color: Color
    level: Level


class TwoResponse(TypedDict):
    status: Literal["a", "c"]
    statuses: list[Literal["a", "c"]]
    maybe: Literal["a", "b"]
    either: Literal["c"] | int
    color: Level
    level: Color


class ThreeResponse(TypedDict):
    # The same choices under other names.
    state: Literal["a", "b"]
    status: Literal["x"]


class Form(serializers.Serializer):
    status = serializers.ChoiceField(choices=["a", "b"])
    kind = serializers.ChoiceField(choices=["x", "y"], allow_null=True)


class Plain(serializers.Serializer):
    status = serializers.ChoiceField(choices=["a", "d"])
    hue = serializers.MultipleChoiceField(choices=Color.choices)


class XView(APIView):
    renderer_classes = (JSONRenderer,)

    @extend_schema(request=Form, responses={200: OneResponse, 201: TwoResponse, 202: ThreeResponse})
    def post(self, request): ...


class DRFView(APIView):
    renderer_classes = (JSONRenderer,)

    @extend_schema(request=Form, responses={200: Plain})
    def post(self, request): ...


SETTINGS = pytest.mark.parametrize("settings", [{}, ENUM_HOOK], ids=["without hook", "hook"])
VERSIONS = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


@SETTINGS
@VERSIONS
def test_there_are_no_messages(settings: Any, version: str) -> None:
    assert built(view(XView), OAS_VERSION=version, **settings).said == []


@VERSIONS
def test_the_hook_changes_nothing_of_ours(version: str) -> None:
    ours = ("OneResponse", "TwoResponse", "ThreeResponse", "Color", "Level")
    without = built(view(XView), OAS_VERSION=version)
    hooked = built(view(XView), OAS_VERSION=version, **ENUM_HOOK)
    assert [hooked.schemas[name] for name in ours] == [without.schemas[name] for name in ours]


def test_literals_stay_inline() -> None:
    properties = built(view(XView), **ENUM_HOOK).schemas["OneResponse"]["properties"]
    literal = {"type": "string", "enum": ["a", "b"]}
    assert properties["status"] == literal
    assert properties["statuses"] == {"type": "array", "items": literal}
    assert properties["maybe"] == {
        "type": "string",
        "enum": ["a", "b", None],
        "nullable": True,
    }
    assert properties["nested"]["items"]["items"] == literal


def test_enums_are_components() -> None:
    document = built(view(XView), **ENUM_HOOK)
    properties = document.schemas["OneResponse"]["properties"]
    assert properties["color"] == {"$ref": "#/components/schemas/Color"}
    assert properties["level"] == {"$ref": "#/components/schemas/Level"}
    assert document.schemas["Level"] == {"type": "string", "enum": ["low", "high"]}


def choices(document: Built) -> Any:
    names = [name for name in document.schemas if name.endswith("Enum") or name == "Form"]
    return {name: document.schemas[name] for name in names}


def test_choice_fields_are_treated_as_before() -> None:
    alone = built(view(DRFView), **ENUM_HOOK)

    class Both(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=Form, responses={200: Plain, 201: OneResponse, 202: TwoResponse})
        def post(self, request): ...

    together = built(view(Both), **ENUM_HOOK)
    assert choices(together) == choices(alone)
    assert len(choices(alone)) > 2
    assert together.said == alone.said


@pytest.fixture
def overrides() -> Iterator[None]:
    """drf-spectacular reads the setting once in a process."""
    plumbing._load_enum_name_overrides.cache_clear()
    yield
    plumbing._load_enum_name_overrides.cache_clear()


class ColorResponse(TypedDict):
    color: Color


class ColorForm(serializers.Serializer):
    color = serializers.ChoiceField(choices=Color.choices)


@pytest.mark.usefixtures("overrides")
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_an_overridden_name_of_choices_is_our_component(version: str) -> None:
    """The choices of a request and the enum of a response are one component."""

    class XView(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=ColorForm, responses=ColorResponse)
        def post(self, request): ...

    names = {"Color": f"{__name__}.Color"}
    document = built(view(XView), **ENUM_HOOK, ENUM_NAME_OVERRIDES=names, OAS_VERSION=version)
    assert document.said == []
    assert set(document.schemas) == {"Color", "ColorForm", "ColorResponse"}
    reference = {"$ref": "#/components/schemas/Color"}
    assert document.schemas["ColorForm"]["properties"]["color"] == reference
    assert document.schemas["ColorResponse"]["properties"]["color"] == reference
    assert document.schemas["Color"]["enum"] == ["r", "b"]


@pytest.mark.usefixtures("overrides")
def test_other_choices_under_the_name_of_our_enum_are_a_collision() -> None:
    class XView(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=ColorForm, responses=ColorResponse)
        def post(self, request): ...

    class LevelForm(serializers.Serializer):
        level = serializers.ChoiceField(choices=["low", "high"])

    class YView(APIView):
        renderer_classes = (JSONRenderer,)

        @extend_schema(request=LevelForm, responses=ColorResponse)
        def post(self, request): ...

    names = {"Color": ["low", "high"]}
    urls = [view(XView), path("y/", YView.as_view())]
    document = built(*urls, **ENUM_HOOK, ENUM_NAME_OVERRIDES=names)
    assert any("component name Color is claimed" in said for said in document.said)
    assert document.schemas["Color"]["enum"] == ["low", "high"]


class MoonLanding(datetime.date, models.Choices):
    APOLLO_11 = 1969, 7, 20, "Apollo 11 (Eagle)"
    APOLLO_12 = 1969, 11, 19, "Apollo 12 (Intrepid)"


class LandingResponse(TypedDict):
    landing: MoonLanding


def test_choices_of_dates_are_what_is_rendered() -> None:
    document = responding(LandingResponse)
    assert document.said == []
    assert document.schemas["MoonLanding"] == {
        "type": "string",
        "enum": json.loads(JSONRenderer().render(list(MoonLanding))),
        "description": "* `1969-07-20` - Apollo 11 (Eagle)\n* `1969-11-19` - Apollo 12 (Intrepid)",
    }


SCALARS = {
    datetime.date: ("2026-01-31", [(2026, 1, 31)]),
    datetime.datetime: ("2026-01-31T12:00:00Z", [(2026, 1, 31, 12, 0, 0, 0, datetime.UTC)]),
    datetime.time: ("12:30:00", [(12, 30)]),
    datetime.timedelta: ("86400.0", [(1,)]),
    decimal.Decimal: (1.5, [("1.5",)]),
    bytes: ("a", [b"a"]),
    float: (0.5, [0.5]),
}


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: scalar.__name__)
def test_an_enum_lists_what_the_encoder_writes(scalar: type) -> None:
    rendered, values = SCALARS[scalar]
    cls = Enum("Made", {f"M{i}": value for i, value in enumerate(values)}, type=scalar)
    assert schema_components([cls])[1]["Made"]["enum"] == [rendered]
    assert json.loads(JSONRenderer().render(list(cls))) == [rendered]
