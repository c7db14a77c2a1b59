"""The rule `chosen-fields`: one class is one component, with the fields of its first use."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from .judging import Endpoint, broken, endpoint, judged

HINT = "Give each choice of fields a serializer class of its own."


class Chosen(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()

    def __init__(self, *args: Any, fields: Any = ("id",), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(fields):
            del self.fields[name]


class Holder(serializers.Serializer[Any]):
    one = Chosen(fields=["slug"])


class First(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=Chosen(fields=["id", "slug"]))
    def get(self, request): ...


class Second(Endpoint):
    public = frozenset({"GET"})

    @extend_schema(responses=Chosen)  # broken
    def get(self, request): ...


def test_another_choice_in_another_operation() -> None:
    message = (
        "Chosen has other fields here than where it is first used, which are documented for all: "
        "without slug"
    )
    assert judged("chosen-fields", First, Second) == [
        broken(__file__, "chosen-fields", message, HINT, operation="GET /1/", level="warning")
    ]


@pytest.mark.parametrize(
    ("given", "difference"),
    [
        (Chosen(fields=["slug"]), "without id, and with slug"),
        (Chosen(fields=["id", "slug"], many=True), "with slug"),
        (Holder, "without id, and with slug"),
    ],
)
def test_other_ways_to_use_it(given: Any, difference: str) -> None:
    views = [endpoint(responses=Chosen), endpoint(responses=given)]
    (found,) = judged("chosen-fields", *views)
    assert found.message.endswith(f": {difference}")
    assert found.operation == "GET /1/"


class ByRequest(serializers.Serializer[Any]):
    id = serializers.CharField()

    def get_fields(self) -> Any:
        return super().get_fields() if "request" in self.context else {}


class Fixed(serializers.Serializer[Any]):
    id = serializers.CharField()


@pytest.mark.parametrize("serializer", [Chosen, ByRequest, Fixed, Fixed(many=True)])
def test_the_same_fields_everywhere(serializer: Any) -> None:
    views = [endpoint(responses=serializer) for _ in range(2)]
    assert judged("chosen-fields", *views) == []
