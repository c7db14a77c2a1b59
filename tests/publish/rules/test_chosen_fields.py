"""The rule `chosen-fields`: one class is one component, with the fields of its first use."""

from __future__ import annotations

from typing import Any

import pytest
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.renderers import JSONRenderer

from ..building import build
from .judging import OWNER, Endpoint, broken, endpoint, judged

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


class ByView(serializers.Serializer[Any]):
    id = serializers.CharField()
    slug = serializers.CharField()

    def get_fields(self) -> Any:
        shown = self.context["view"].shown
        return {name: field for name, field in super().get_fields().items() if name in shown}


class ByMethod(serializers.Serializer[Any]):
    """Cannot be made without the context of a view."""

    id = serializers.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.context["request"].method != "GET":
            del self.fields["id"]


def showing(*names: str) -> Any:
    return type("Base", (Endpoint,), {"shown": names, "get_serializer_context": in_view})


def in_view(view: Any) -> Any:
    return {"request": view.request, "view": view}


def test_a_choice_by_the_view() -> None:
    views = [endpoint(showing(*names), responses=ByView) for names in (("id",), ("id", "slug"))]
    (found,) = judged("chosen-fields", *views)
    assert (found.operation, found.message[-11:]) == ("GET /1/", ": with slug")


class Guessed(generics.ListCreateAPIView[Any]):
    """Makes its serializer with the context, as in a real request."""

    owner = OWNER
    public = frozenset({"GET", "POST"})
    renderer_classes = (JSONRenderer,)
    serializer_class = ByMethod


def test_a_serializer_that_needs_the_request() -> None:
    found, *more = judged("chosen-fields", Guessed)
    assert more == []
    assert (found.operation, found.message[-12:]) == ("POST /0/", ": without id")


class ByContext(serializers.Serializer[Any]):
    id = serializers.CharField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "request" not in self.context:
            del self.fields["id"]


def test_a_class_is_made_in_the_context_of_its_view() -> None:
    schemas = build(endpoint(responses=ByContext)).document["components"]["schemas"]
    assert list(schemas["ByContext"]["properties"]) == ["id"]
