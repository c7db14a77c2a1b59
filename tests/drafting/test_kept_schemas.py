"""A schema that a view documents is compared with what is recorded of its responses."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.drafting.annotated_places import AnnotatedPlace
from drf_typed_responses.drafting.draft import Draft, draft, view_of
from drf_typed_responses.drafting.kept_schemas import components_in, misfits
from drf_typed_responses.publish import build
from drf_typed_responses.publish.selection import Unpublished
from publish.building import project


class SeatSerializer(serializers.Serializer[Any]):
    row = serializers.CharField()


class HallSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    seats = SeatSerializer(many=True)


class HallPage(PageNumberPagination):
    page_size = 10


class HallsView(ListAPIView[Any]):
    serializer_class = HallSerializer
    pagination_class = HallPage


@pytest.fixture(scope="module")
def halls() -> tuple[Contract, dict[str, Any]]:
    """The contract of a private view, and the schema of its page."""
    with project(path("halls/", HallsView.as_view())):
        contract = Contract.of(build(selection=Unpublished(frozenset())))
    responses = contract.operations["GET /halls/"].spec["responses"]
    return contract, responses["200"]["content"]["application/json"]["schema"]


def page(*results: Any) -> dict[str, Any]:
    return {"count": len(results), "next": None, "previous": None, "results": list(results)}


def unannotated(*where: str) -> AnnotatedPlace:
    return AnnotatedPlace("halls.py", "halls", "HallSerializer.get", where, None)


HALL = {"name": "A", "seats": [{"row": "1"}]}


@pytest.mark.parametrize(
    ("hall", "places", "found"),
    [
        (HALL, [], []),
        ({"name": 1, "seats": []}, [], ["results[].name"]),
        ({"name": "A", "seats": [{"row": None}]}, [], ["results[].seats[].row"]),
        ({"seats": []}, [], ["results[].name"]),
        ({"name": 1, "seats": []}, [("results", "[]", "name")], []),
        ({"name": 1, "seats": []}, [("results", "[]", "nam")], ["results[].name"]),
        ({"name": 1, "seats": [{}]}, [("results", "[]")], []),
        ({"name": "A", "seats": [{}]}, [("results", "[]", "seats", "[]")], []),
        ({"name": 1}, [()], []),
    ],
)
def test_where_recorded_bodies_break_the_schema(
    halls: tuple[Contract, dict[str, Any]], hall: Any, places: list[Any], found: list[str]
) -> None:
    contract, schema = halls
    own = [unannotated(*each) for each in places]
    assert misfits(contract, schema, [page(HALL), page(hall)], own) == found


def test_the_components_of_a_page_are_those_of_its_elements(
    halls: tuple[Contract, dict[str, Any]],
) -> None:
    (component,) = components_in(*halls)
    assert component.startswith("Hall (")
    assert "test_kept_schemas.py:" in component


# ---------------------------------------------------------------- drafts


def drafted(view: Any, *bodies: Any) -> Draft:
    """The draft of a private operation."""
    recording = Recording("GET /halls/", {200: list(bodies)}, route="halls/")
    with project(path("halls/", view.as_view())):
        private = build(selection=Unpublished(frozenset()))
        public = Contract({"openapi": "3.0.3", "paths": {}})
        view_of_it = view_of(recording, private, Contract.of(private))
        return draft(public, recording, ("Halls",), view=view_of_it)


def test_a_documented_schema_stays() -> None:
    found = drafted(HallsView, page(HALL))
    (schema,) = found.schema or ()
    assert schema.startswith("Hall (")
    assert found.about.endswith(
        f"{schema} documents its response: mark the operation public, and keep that schema."
    )
    assert found.types == ""
    assert "responses=" not in found.decorator
    assert "examples=[LIST_HALLS]" in found.decorator
    # drf-spectacular puts the page around the sample.
    assert 'value={\n        "name": ' in found.example


def test_a_schema_that_does_not_fit_is_drafted_anew() -> None:
    found = drafted(HallsView, page({"name": 1, "seats": []}))
    assert found.schema is None
    assert "class HallResponse(TypedDict):\n    name: int\n" in found.types
    assert "200: Page[HallResponse]" in found.decorator


class ShelfSerializer(serializers.BaseSerializer[Any]):
    def to_representation(self, instance):  # type: ignore[no-untyped-def]
        return {"title": instance.title}


class ShelfView(ListAPIView[Any]):
    serializer_class = ShelfSerializer
    pagination_class = None


def test_a_serializer_without_annotation_is_named_with_its_type() -> None:
    found = drafted(ShelfView, [{"title": "Notes"}])
    assert found.types == "class ShelfResponse(TypedDict):\n    title: str"
    assert "responses=" not in found.decorator
    assert found.decorator.startswith("# Annotate ShelfSerializer.to_representation in ")
    assert ": -> ShelfResponse\n" in found.decorator
    assert 'value={\n        "title": ' in found.example
