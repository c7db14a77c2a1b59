"""Fields of a public document have the values that DRF renders, by settings and arguments."""

from __future__ import annotations

import datetime
import json
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as settings_of_django
from django.core.validators import FileExtensionValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.test import RequestFactory, override_settings
from rest_framework import fields, serializers
from rest_framework.renderers import JSONRenderer

from drf_typed_responses.validation import Validator

from .test_representations import PLAIN, build_of, one

NOON = datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC)
ID = uuid.UUID("12345678123456781234567812345678")
VERSIONS = pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])


def schema_of(field: Any, value: Any, version: str = "3.0.3") -> Any:
    """The schema of a public field, which the rendering of the value fits."""
    serializer = one(field)
    publication = build_of(serializer, OAS_VERSION=version)
    assert publication.findings == ()
    document = publication.document
    body = json.loads(JSONRenderer().render(serializer({"x": value}).data))
    schema = document["components"]["schemas"]["Form"]
    assert list(Validator(document).violations(schema, body)) == []
    return schema["properties"]["x"]


def drf(**settings: Any) -> Any:
    return override_settings(REST_FRAMEWORK={**settings_of_django.REST_FRAMEWORK, **settings})


TEXT = {"type": "string"}
DATETIME = {"type": "string", "format": "date-time"}


@VERSIONS
@pytest.mark.parametrize(
    ("field", "setting", "value"),
    [
        (serializers.DateTimeField, "DATETIME_FORMAT", NOON),
        (serializers.DateField, "DATE_FORMAT", NOON.date()),
        (serializers.TimeField, "TIME_FORMAT", NOON.time()),
    ],
)
def test_a_format_of_the_settings(field: Any, setting: str, value: Any, version: str) -> None:
    with drf(**{setting: "%d.%m.%Y"}):
        assert schema_of(field(), value, version) == TEXT
        assert schema_of(field(format="iso-8601"), value, version) != TEXT
    assert schema_of(field(format="%d.%m.%Y"), value, version) == TEXT
    nullable = schema_of(field(format="%H", allow_null=True), None, version)
    assert "format" not in nullable
    lists = schema_of(serializers.ListField(child=field(format="%H")), [value], version)
    assert lists == {"type": "array", "items": TEXT}


@pytest.mark.parametrize(
    "pattern", [None, "ISO-8601", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S.%fZ"]
)
def test_formats_of_a_datetime_as_in_rfc_3339(pattern: Any) -> None:
    assert schema_of(serializers.DateTimeField(format=pattern), NOON) == DATETIME


def test_a_datetime_without_offset() -> None:
    with override_settings(USE_TZ=False):
        assert schema_of(serializers.DateTimeField(), NOON.replace(tzinfo=None)) == TEXT
        aware = serializers.DateTimeField(default_timezone=datetime.UTC)
        assert schema_of(aware, NOON) == DATETIME


@pytest.mark.parametrize("pattern", [None, "iso-8601", "%H:%M:%S"])
def test_a_time_has_no_offset(pattern: Any) -> None:
    """RFC 3339 section 5.6 requires one of a `full-time`, which the format `time` is."""
    local = {"type": "string", "format": "time-local"}
    assert schema_of(serializers.TimeField(format=pattern), NOON.time()) == local


@pytest.mark.parametrize(
    ("format_", "schema"),
    [
        ("hex_verbose", {"type": "string", "format": "uuid"}),
        ("hex", TEXT),
        ("urn", TEXT),
        ("int", {"type": "integer"}),
    ],
)
def test_a_uuid(format_: str, schema: Any) -> None:
    assert schema_of(serializers.UUIDField(format=format_), ID) == schema


needs_big_integers = pytest.mark.skipif(
    not hasattr(fields, "BigIntegerField"),
    reason="not in this Django REST framework",
)


@VERSIONS
@needs_big_integers
def test_a_big_integer_as_a_string(version: str) -> None:
    digits = {"type": "string", "pattern": r"^-?\d+$"}
    big: Any = fields.BigIntegerField
    with drf(COERCE_BIGINT_TO_STRING=True):
        assert schema_of(big(max_value=2**60), -(2**53), version) == digits
        assert schema_of(big(coerce_to_string=False), 3, version)["type"] == "integer"
    assert schema_of(big(coerce_to_string=True), 3, version) == digits
    assert schema_of(big(), 3, version)["type"] == "integer"


@VERSIONS
def test_a_decimal(version: str) -> None:
    def decimal(**arguments: Any) -> Any:
        return serializers.DecimalField(max_digits=None, decimal_places=None, **arguments)

    number, text = {"type": "number", "format": "double"}, {"type": "string", "format": "decimal"}
    with drf(COERCE_DECIMAL_TO_STRING=False):
        assert schema_of(decimal(), Decimal("1.5"), version) == number
        assert schema_of(decimal(coerce_to_string=True), Decimal("1.5"), version) == text
    assert schema_of(decimal(), Decimal("1.5"), version) == text
    assert schema_of(decimal(coerce_to_string=False), Decimal("1.5"), version) == number


class Price(models.Model):
    amount = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class PriceSerializer(serializers.ModelSerializer[Price]):
    raw = serializers.ReadOnlyField(source="amount")

    class Meta:
        model = Price
        fields = ("amount", "raw")


def test_a_decimal_that_is_rendered_as_it_is() -> None:
    document = build_of(PriceSerializer, **PLAIN).document
    schema = document["components"]["schemas"]["Price"]
    assert schema["properties"]["raw"] == {"type": "number", "format": "double", "readOnly": True}
    body = json.loads(JSONRenderer().render(PriceSerializer(Price(amount=Decimal("1.50"))).data))
    assert body == {"amount": "1.50", "raw": 1.5}
    assert list(Validator(document).violations(schema, body)) == []


# ---------------------------------------------------------------- bounds


@VERSIONS
@pytest.mark.parametrize(
    "field",
    [
        serializers.FloatField(min_value=Decimal("-90.0"), max_value=Decimal("90.5")),  # type: ignore[arg-type]
        serializers.FloatField(
            validators=[MinValueValidator(Decimal("-90.0")), MaxValueValidator(Decimal("90.5"))]
        ),
        serializers.FloatField(
            validators=[
                MinValueValidator(lambda: Decimal("-90.0")),
                MaxValueValidator(lambda: Decimal("90.5")),
            ]
        ),
        serializers.DecimalField(
            None,
            None,
            min_value=Decimal("-90.0"),
            max_value=Decimal("90.5"),
            coerce_to_string=False,
        ),
    ],
)
def test_decimal_bounds(field: Any, version: str) -> None:
    schema = schema_of(field, 1.5, version)
    assert json.dumps(schema["minimum"]) == "-90"
    assert json.dumps(schema["maximum"]) == "90.5"


def test_a_bound_that_is_infinite() -> None:
    field = serializers.FloatField(max_value=float("inf"), min_value=Decimal("-Infinity"))  # type: ignore[arg-type]
    assert schema_of(field, 1.5) == {"type": "number", "format": "double"}


def test_a_default_of_decimals() -> None:
    item = serializers.DecimalField(None, 1, coerce_to_string=False)
    field = serializers.ListField(child=item, default=[Decimal("1.5"), Decimal(2)])
    assert schema_of(field, [1.5])["default"] == [1.5, 2]


class Paper(models.Model):
    file = models.FileField(validators=[FileExtensionValidator(["png"])])
    scan = models.ImageField(blank=True)

    class Meta:
        app_label = "spectacular_tests"
        managed = False


class PaperSerializer(serializers.ModelSerializer[Paper]):
    class Meta:
        model = Paper
        fields = ("file", "scan")


class Uploads(serializers.Serializer[Any]):
    file = serializers.FileField(allow_null=True)
    files = serializers.ListField(child=serializers.ImageField(required=False))


REFERENCE = {"type": "string", "format": "uri-reference"}
NO_CONTEXT: list[dict[str, Any]] = [{}, {"request": None}, {"request": RequestFactory().get("/")}]


def file_schema(version: str) -> Any:
    """The schema of a public file, which each of its renderings fits."""
    document = build_of(PaperSerializer, OAS_VERSION=version).document
    schema = document["components"]["schemas"]["Paper"]
    for paper in (Paper(file="a/B.PNG"), Paper(file="a.png", scan="b.png")):
        for context in NO_CONTEXT:
            data = PaperSerializer(paper, context=context).data
            body = json.loads(JSONRenderer().render(data))
            assert list(Validator(document).violations(schema, body)) == []
    return schema["properties"]["file"]


@VERSIONS
def test_a_file_is_a_path_without_a_request(version: str) -> None:
    assert file_schema(version) == REFERENCE
    with override_settings(MEDIA_URL="https://files.example.com/"):
        assert file_schema(version) == {"type": "string", "format": "uri"}
    with drf(UPLOADED_FILES_USE_URL=False):
        assert file_schema(version) == TEXT


def test_a_file_is_null_only_if_there_may_be_none() -> None:
    shown = build_of(PaperSerializer).document["components"]["schemas"]["Paper"]["properties"]
    assert shown == {"file": REFERENCE, "scan": {**REFERENCE, "nullable": True}}


def test_a_request_has_the_file_itself() -> None:
    schemas = build_of(Uploads).document["components"]["schemas"]
    binary = {"type": "string", "format": "binary"}
    assert schemas["UploadsRequest"]["properties"] == {
        "file": {**binary, "nullable": True},
        "files": {"type": "array", "items": binary},
    }


@VERSIONS
def test_a_path_does_not_list_the_files_of_this_machine(version: str) -> None:
    path = serializers.FilePathField(path=Path(__file__).parent, help_text="A template.")
    schema = schema_of(path, __file__, version)
    assert schema == {"type": "string", "description": "A template."}


def test_a_path_that_may_be_null() -> None:
    path = serializers.FilePathField(path=Path(__file__).parent, allow_null=True)
    assert schema_of(path, None, "3.1.0") == {"type": ["string", "null"]}
