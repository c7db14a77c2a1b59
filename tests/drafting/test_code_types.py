"""The Python types of what a function returns are read from its code."""

from __future__ import annotations

import datetime as dates  # noqa: F401  # named by the table
import functools
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import models
from django.utils import timezone  # noqa: F401  # named by the table
from rest_framework import serializers

from drf_typed_responses.drafting.code_types import types_in
from drf_typed_responses.drafting.observations import Observed, observed
from drf_typed_responses.drafting.python_source import TypedDictWriter
from drf_typed_responses.drafting.returned_values import FunctionNode

from .test_annotated_places import function


def as_text(method: Any) -> Any:
    return functools.wraps(method)(lambda self: str(method(self)))


class Shop(models.Model):
    rate = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        app_label = "code_types"


class Sale(models.Model):
    shop = models.ForeignKey(Shop, models.CASCADE)
    price = models.DecimalField(max_digits=4, decimal_places=2)
    rebate = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    weight = models.FloatField()
    count = models.IntegerField()
    sold = models.DateTimeField()
    day = models.DateField()
    at = models.TimeField()
    took = models.DurationField()
    code = models.UUIDField()
    title = models.CharField(max_length=9)

    class Meta:
        app_label = "code_types"

    @property
    def gross(self):
        return self.price * 2

    @property
    def said(self) -> Decimal:
        return self.unknown()

    @property
    @as_text
    def wrapped(self):
        return self.price

    def doubled(self):
        total = self.price
        return total + total

    def endless(self):
        return self.endless()


class SaleSerializer(serializers.ModelSerializer):
    class Meta:
        model = Sale
        fields = ("id",)


def tax(price):
    return Decimal(price)


# What `get(self, obj)` of a serializer of sales returns, and the types of that.
KINDS: list[tuple[str, set[Any]]] = [
    ("obj.price", {Decimal}),
    ("obj.price * obj.count", {Decimal}),
    ("-obj.price", {Decimal}),
    ("obj.price.quantize(1)", {Decimal}),
    ("obj.rebate", {Decimal, type(None)}),
    ("obj.price if obj else None", {Decimal, type(None)}),
    ("obj.shop.rate", {Decimal}),
    ("obj.gross", {Decimal}),
    ("obj.said", {Decimal}),
    ("obj.doubled()", {Decimal}),
    ("tax(obj.title)", {Decimal}),
    ("Decimal('1')", {Decimal}),
    ("float(obj.price)", {float}),
    ("obj.weight * 2", {float}),
    ("obj.count / 2", {float}),
    ("obj.count + 1", {int}),
    ("len(obj.title)", {int}),
    ("obj.sold", {datetime}),
    ("timezone.now()", {datetime}),
    ("datetime.now()", {datetime}),
    ("dates.date.today()", {date}),
    ("obj.sold.date()", {date}),
    ("obj.day", {date}),
    ("obj.at", {time}),
    ("obj.took", {timedelta}),
    ("obj.sold - obj.sold", {timedelta}),
    ("obj.took.total_seconds()", {float}),
    ("obj.code", {uuid.UUID}),
    ("uuid.uuid4()", {uuid.UUID}),
    ("obj.title", {str}),
    ("f'{obj.price}'", {str}),
    ("str(obj.price)", {str}),
    # The code does not tell.
    ("obj.price * obj.weight", set()),
    ("obj.endless()", set()),
    ("obj.unknown", set()),
    ("obj.wrapped", set()),
    ("self.price", set()),
    ("sum(obj.prices)", set()),
    ("compute(obj)", set()),
]


def kinds(node: FunctionNode) -> dict[tuple[str, ...], Any]:
    def get(self, obj): ...

    names = {**globals(), "__builtins__": __builtins__}
    written = type(get)(get.__code__, names)
    written.__qualname__ = "SaleSerializer.get"
    return types_in(written, node)


@pytest.mark.parametrize(("value", "expected"), KINDS)
def test_the_types_of_a_value(value: str, expected: set[Any]) -> None:
    assert kinds(function(f"return {value}")).get((), set()) == expected


def test_the_types_of_the_parts_of_a_dictionary() -> None:
    found = kinds(function('return {"a": obj.price, "b": [{"c": obj.at}], "d": obj.unknown}'))
    assert found == {("a",): {Decimal}, ("b", "[]", "c"): {time}}


def test_a_variable_that_gets_two_values_is_unknown() -> None:
    assert kinds(function("a = obj.price\na = obj.other\nreturn a")) == {}


# The JSON value of a function, the types that its code tells, and the drafted annotation.
ANNOTATIONS: list[tuple[Any, set[Any], str]] = [
    (1.5, {Decimal}, "Decimal"),
    (1.5, {float}, "float"),
    (1.5, set(), "Decimal | float"),
    (3, set(), "int"),
    (3, {Decimal}, "Decimal"),
    ("1.50", {Decimal}, "Decimal"),
    ("3", {int}, "int"),
    ("09:30:00", {time}, "time"),
    ("90.0", {timedelta}, "timedelta"),
    ("2026-01-31", {date}, "date"),
    ("2026-01-31", {str}, "str"),
    ("2026-01-31", set(), "date"),
    ({"a": 1.5}, set(), "NameResponse"),
]


@pytest.mark.parametrize(("value", "told", "annotation"), ANNOTATIONS)
def test_the_annotation_of_a_value(value: Any, told: set[Any], annotation: str) -> None:
    values: Observed = observed([value])
    values.are_returned()
    values.kinds = frozenset(told)
    writer = TypedDictWriter()
    assert writer.annotation(values, "NameResponse") == annotation
    assert "a: Decimal | float" in writer.source() or annotation != "NameResponse"
