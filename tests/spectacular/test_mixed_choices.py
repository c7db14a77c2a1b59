"""Choices of several JSON types, on which drf-spectacular fails, have a schema."""

from __future__ import annotations

import datetime
import json
import zoneinfo
from typing import Any

import django_filters
import drf_spectacular
import pytest
from django.db import models
from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_choice_field
from drf_spectacular.utils import extend_schema
from jsonschema import Draft202012Validator
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.spectacular import AutoSchema as OurAutoSchema
from publish.building import JSONView, finding, published

from .building import ENUM_HOOK, built

MIXED = [(1, "One"), ("all", "All"), (2, "Two")]
NUMBERS = {"type": "integer", "enum": [1, 2]}


def texts(*values: str) -> dict[str, Any]:
    return {"type": "string", "enum": [*values]}


LABELS = "* `1` - One\n* `all` - All\n* `2` - Two"


def view(field: Any) -> Any:
    serializer = type("KindSerializer", (serializers.Serializer,), {"kind": field})

    class KindView(JSONView):
        public = frozenset({"POST"})

        @extend_schema(request=serializer, responses={201: serializer})
        def post(self, request): ...

    return KindView


def kind(field: Any, **settings: Any) -> Any:
    publication = published(view(field), **settings)
    return publication.document["components"]["schemas"]["Kind"]["properties"]["kind"]


FIELDS: dict[str, tuple[Any, Any]] = {
    "mixed": (
        serializers.ChoiceField(MIXED),
        {"anyOf": [NUMBERS, texts("all")], "description": LABELS},
    ),
    "blank": (
        serializers.ChoiceField(MIXED, allow_blank=True),
        {"anyOf": [NUMBERS, texts("all", "")], "description": LABELS},
    ),
    "help": (
        serializers.ChoiceField(MIXED, help_text="A kind."),
        {"anyOf": [NUMBERS, texts("all")], "description": f"A kind.\n\n{LABELS}"},
    ),
    "several": (
        serializers.MultipleChoiceField(choices=MIXED),
        {"type": "array", "items": {"anyOf": [NUMBERS, texts("all")]}, "description": LABELS},
    ),
    "in a list": (
        serializers.ListField(child=serializers.ChoiceField(MIXED)),
        {
            "type": "array",
            "items": {"anyOf": [NUMBERS, texts("all")], "description": LABELS},
        },
    ),
}


@pytest.mark.parametrize(("field", "schema"), FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("hook", [{}, ENUM_HOOK])
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_the_schema(field: Any, schema: Any, hook: Any, version: str) -> None:
    assert kind(field, **hook, OAS_VERSION=version) == schema


def test_null() -> None:
    schema = kind(serializers.ChoiceField(MIXED, allow_null=True), OAS_VERSION="3.1.0")
    validator = Draft202012Validator(schema)
    valid = [value for value in (1, "1", "all", None, "two", 2) if validator.is_valid(value)]
    assert valid == [1, "all", None, 2]


@pytest.mark.parametrize("value", [1, "all", 2])
def test_what_is_rendered_fits(value: Any) -> None:
    field = serializers.ChoiceField(MIXED)
    rendered = json.loads(JSONRenderer().render(field.to_representation(value)))
    assert Draft202012Validator(kind(field)).is_valid(rendered)


@pytest.mark.skipif(
    drf_spectacular.__version__.startswith("0.28."), reason="it hashes choices without sorting them"
)
def test_drf_spectacular_alone_fails() -> None:
    """If it does not, it has learned it, and the module is not needed."""
    with pytest.raises(TypeError, match="'<' not supported"):
        build_choice_field(serializers.ChoiceField(MIXED))


@pytest.mark.parametrize(
    "choices", [[("b", "B"), ("a", "A")], [(True, "Yes"), (2, "Two")], [(2, "Two"), (1.5, "Half")]]
)
def test_choices_that_drf_spectacular_sorts_are_as_it_has_them(choices: Any) -> None:
    field = serializers.ChoiceField(choices, allow_blank=True, allow_null=True)
    alone = build_choice_field(field)
    document = built(path("x/", view(field).as_view()))
    properties = document.schemas["Kind"]["properties"]
    assert {**properties["kind"], "nullable": None} == {**alone, "nullable": None}


def test_choices_that_json_cannot_write_are_an_error() -> None:
    day = datetime.date(2026, 1, 1)
    found = finding(view(serializers.ChoiceField([(day, "A day"), ("all", "All")])))
    assert found.id == "unsupported-type"
    assert found.message == (
        "the choices of kind have values of the types date, str, of which not all are written in "
        "JSON"
    )
    assert "@extend_schema_field" in found.hint
    assert found.operation == "POST /0/"


class Zoned(models.Model):
    """As django-timezone-field has it: the values of the choices are no texts."""

    zone = models.CharField(
        choices=[(zoneinfo.ZoneInfo(f"Africa/{name}"), name) for name in ("Accra", "Tunis")]
    )
    kind = models.CharField(choices=MIXED)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class ZonedFilters(django_filters.FilterSet):
    zone = django_filters.MultipleChoiceFilter(choices=[("a", "A")])
    kind = django_filters.MultipleChoiceFilter(choices=[("a", "A")])

    class Meta:
        model = Zoned
        fields = ("zone", "kind")


def test_a_filter_is_as_drf_spectacular_has_it() -> None:
    def parameters(schema: AutoSchema) -> Any:
        class ZonedView(ListAPIView[Any]):
            queryset = Zoned.objects.none()
            serializer_class = type("NoSerializer", (serializers.Serializer,), {})
            filter_backends = (DjangoFilterBackend,)
            filterset_class = ZonedFilters

        ZonedView.schema = schema
        document = built(path("x/", ZonedView.as_view())).document
        return document["paths"]["/x/"]["get"]["parameters"]

    ours = parameters(OurAutoSchema())
    assert ours == parameters(AutoSchema())
    assert {each["name"]: each["schema"]["items"]["enum"] for each in ours} == {
        "kind": ["a"],
        "zone": ["a"],
    }
