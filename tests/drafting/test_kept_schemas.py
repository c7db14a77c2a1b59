"""A schema that a view documents is compared with what is recorded of its responses."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.pagination import PageNumberPagination

from drf_typed_responses.conformance import Contract
from drf_typed_responses.drafting.annotated_places import AnnotatedPlace
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
