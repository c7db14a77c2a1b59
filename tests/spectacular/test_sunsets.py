"""The sunsets of fields of a serializer of Django REST framework."""

from __future__ import annotations

from typing import Annotated

import pytest
from rest_framework import serializers
from typing_extensions import deprecated

from drf_typed_responses.parameters import query_parameter
from drf_typed_responses.serializers import Sunset
from drf_typed_responses.translate import schema_components

from .building import responding


class Owner(serializers.Serializer):
    name = serializers.CharField()


@Sunset("2027-03-01", fields=["nick", "owner"])
class Form(serializers.Serializer):
    slug = serializers.CharField()
    nick = serializers.CharField()
    owner = Owner()


@Sunset("2027-09-01", fields=["slug"])
class LaterForm(Form):
    pass


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_a_field_says_its_sunset(version: str) -> None:
    form = responding(Form, OAS_VERSION=version).schemas["Form"]["properties"]
    end = {"deprecated": True, "x-sunset": "2027-03-01"}
    assert form["slug"] == {"type": "string"}
    assert form["nick"] == {"type": "string", **end}
    assert form["owner"].items() >= end.items()


def test_a_subclass_inherits_the_sunsets_and_adds_its_own() -> None:
    schemas = responding(LaterForm).schemas["LaterForm"]["properties"]
    ends = {name: schema.get("x-sunset") for name, schema in schemas.items()}
    assert ends == {"slug": "2027-09-01", "nick": "2027-03-01", "owner": "2027-03-01"}


def test_a_day_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="next spring"):
        Sunset("next spring")


def test_a_sunset_above_a_serializer_names_its_fields() -> None:
    with pytest.raises(ValueError, match="name the fields"):
        Sunset("2027-03-01")(Form)


@Sunset("2027-03-01", since="2026-06-01", fields=["nick"])
class DatedForm(Form):
    pass


def test_the_day_of_the_deprecation() -> None:
    nick = responding(DatedForm).schemas["DatedForm"]["properties"]["nick"]
    end = {"deprecated": True, "x-sunset": "2027-03-01", "x-deprecated-since": "2026-06-01"}
    assert nick == {"type": "string", **end}
    hint = Annotated[str, deprecated("Use slug."), Sunset("2027-03-01", since="2026-06-01")]
    ((schema,), _) = schema_components([hint])
    assert schema.items() >= end.items()
    parameter = query_parameter("nick", "", sunset="2027-03-01", since="2026-06-01")
    assert {"deprecated": parameter.deprecated, **(parameter.extensions or {})} == end


def test_days_in_the_wrong_order() -> None:
    with pytest.raises(ValueError, match="the sunset 2027-03-01 is before the deprecation"):
        Sunset("2027-03-01", since="2027-03-02")
    with pytest.raises(ValueError, match="say until when"):
        query_parameter("nick", "", since="2026-06-01")
