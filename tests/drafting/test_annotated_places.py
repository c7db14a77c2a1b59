"""The functions that return the parts of a response are found, with their annotations."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any

import pytest
from django.urls import path
from drf_spectacular.utils import OpenApiResponse

from drf_typed_responses.conformance import Contract
from drf_typed_responses.conformance.recording import Recording
from drf_typed_responses.drafting.annotated_places import AnnotatedPlace, annotated_places
from drf_typed_responses.drafting.missing_parts import DraftedOperation
from drf_typed_responses.drafting.operation_names import OperationNames
from drf_typed_responses.drafting.placed_values import placed_types
from drf_typed_responses.drafting.python_source import TypedDictWriter
from drf_typed_responses.drafting.returned_values import FunctionNode, is_written_out, texts_in
from drf_typed_responses.drafting.shared_types import NOTHING_SHARED
from drf_typed_responses.publish import build
from drf_typed_responses.publish.selection import Unpublished
from publish.building import project

from . import unannotated


def places(viewset: Any, action: str = "retrieve", status: int = 200) -> Sequence[AnnotatedPlace]:
    with project(path("orders/<int:pk>/", viewset.as_view({"get": action}))):
        (source,) = build(selection=Unpublished(frozenset())).sources.values()
    return annotated_places(source.facts, status)


def named(found: Sequence[AnnotatedPlace]) -> list[tuple[str, str, str | None]]:
    return [(each.qualname, ".".join(each.path), each.annotation) for each in found]


FIELDS = [
    ("ItemSerializer.to_representation", "items.[]", None),
    ("Order.label", "label", None),
    ("Order.days", "days", None),
    ("Owner.initials", "initials", None),
    ("TitleField.to_representation", "title", None),
    ("OrderSerializer.get_total", "total", None),
    ("OrderSerializer.find_paid", "paid", "date | None"),
]


def test_the_functions_of_a_serializer_and_its_model_are_found() -> None:
    found = places(unannotated.OrderViewSet)
    assert named(found) == FIELDS
    assert {each.file for each in found} == {unannotated.__file__}
    assert {each.module for each in found} == {unannotated.__name__}
    assert [each.name for each in found if each.name] == ["ItemResponse"]


def test_those_of_a_page_are_below_its_list() -> None:
    found = places(unannotated.OrderViewSet, "list")
    assert named(found) == [(name, f"results.[].{where}", said) for name, where, said in FIELDS]


WHOLE = [
    ("WholeSerializer.to_representation", "", None),
    ("ItemSerializer.to_representation", "items.[]", None),
]
LOOSE = [
    ("LooseSerializer.to_representation", "", "dict[str, Any]"),
]
PAGE = "results.[]"  # drf-spectacular puts the page of the view around any `many=True`
# Of the `responses=` of a decorator, the functions.
DECLARED: list[tuple[Any, list[tuple[str, str, str | None]]]] = [
    (unannotated.WholeSerializer, WHOLE),
    ({200: unannotated.WholeSerializer}, WHOLE),
    ({"200": OpenApiResponse(unannotated.WholeSerializer)}, WHOLE),
    ({201: unannotated.WholeSerializer}, []),
    (
        unannotated.WholeSerializer(many=True),
        [(name, ".".join(filter(None, [PAGE, where])), said) for name, where, said in WHOLE],
    ),
    (unannotated.TeamSerializer, [("TeamSerializer.serialize", "", None)]),
    (unannotated.TypedSerializer, [("TypedSerializer.to_representation", "", "TypedOrder")]),
    (
        unannotated.LooseSerializer,
        [*LOOSE, ("LooseSerializer.get_total", "total", None)],
    ),
    (unannotated.TypedOrder, []),
    (int, []),
]


@pytest.mark.parametrize(("responses", "expected"), DECLARED)
def test_those_of_a_declared_response_are_found(responses: Any, expected: Any) -> None:
    assert named(places(unannotated.responding(responses))) == expected


# ---------------------------------------------------------------- what a function returns


def function(body: str) -> FunctionNode:
    lines = "".join(f"\n    {line}" for line in body.splitlines())
    node = ast.parse(f"def get(self, obj):{lines}").body[0]
    assert isinstance(node, ast.FunctionDef)
    return node


@pytest.mark.parametrize(
    ("value", "is_typed"),
    [
        ('{"id": obj.id}', True),
        ('{"id": 1, "owner": {**obj.owner}}', True),
        ('{**super().to_representation(obj), "id": 1}', False),
        ('[{"id": each.id} for each in obj]', True),
        ("[self.item(each) for each in obj]", False),
        ("[{}, {}]", True),
        ('{"id": 1} if obj else None', True),
        ("data if obj else None", False),
        ("obj or {}", False),
        ("data", False),
        ("dict(id=1)", False),
        ("super().to_representation(obj)", False),
    ],
)
def test_a_type_checker_takes_a_written_dictionary_for_a_typed_dict(
    value: str, is_typed: bool
) -> None:
    assert is_written_out(ast.parse(value, mode="eval").body) is is_typed


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("return obj.created.isoformat()", {()}),
        ("return str(obj.id) if obj else None", {()}),
        ("return f'{obj.id}'", {()}),
        ("return obj.created", set()),
        ('return {"at": obj.at.isoformat(), "id": obj.id, **more}', {("at",)}),
        ('return {"by": {"at": "2026-01-31"}}', {("by", "at")}),
        ('return [{"at": str(each)} for each in obj]', {("[]", "at")}),
    ],
)
def test_where_a_function_makes_texts(body: str, places: set[tuple[str, ...]]) -> None:
    assert texts_in(function(body)) == places


# ---------------------------------------------------------------- annotations

BODIES = [
    {
        "id": 1,
        "items": [{"sku": "a", "bought": "2026-01-31"}, {"sku": "b", "bought": "2026-02-01"}],
        "label": "Order 1",
        "days": 3,
        "initials": "A",
        "title": "Open",
        "total": {"amount": 5, "currency": "EUR"},
        "paid": None,
    },
    {"id": 2, "items": [], "label": "Order 2", "days": None, "title": None, "total": None},
]


def annotated(*bodies: Any, found: Sequence[AnnotatedPlace]) -> tuple[dict[str, str], str]:
    """The drafted annotations by function, and the classes in them."""
    contract = Contract({"openapi": "3.0.3", "paths": {}})
    recording = Recording("GET /orders/{pk}/", {200: list(bodies)})
    names = OperationNames(recording.operation, contract, False)
    drafted = DraftedOperation(contract, recording, 200, names, TypedDictWriter(), "")
    unsaid = [each for each in found if each.annotation is None]
    placed = placed_types(drafted, unsaid, NOTHING_SHARED)
    annotations = {each.place.qualname: each.annotation for each in placed.annotations}
    return annotations, placed.writer.source()


def test_each_function_gets_the_type_of_what_it_returned() -> None:
    annotations, classes = annotated(*BODIES, found=places(unannotated.OrderViewSet))
    assert annotations == {
        "ItemSerializer.to_representation": "ItemResponse",
        "Order.label": "str",
        "Order.days": "int | None",
        "Owner.initials": "str",
        # A serializer does not ask a field to render None.
        "TitleField.to_representation": "str",
        "OrderSerializer.get_total": "TotalResponse | None",
    }
    assert classes == (
        "class ItemResponse(TypedDict):\n    sku: str\n    bought: str\n\n\n"
        "class TotalResponse(TypedDict):\n    amount: int\n    currency: str"
    )


def test_a_function_of_which_nothing_is_recorded_stays() -> None:
    annotations, _ = annotated({"days": None}, found=places(unannotated.OrderViewSet))
    assert annotations == {}


def test_the_type_of_a_whole_body_names_those_of_the_serializers_inside() -> None:
    found = places(unannotated.responding(unannotated.WholeSerializer))
    annotations, classes = annotated({"items": BODIES[0]["items"], "total": 1}, found=found)
    assert annotations["WholeSerializer.to_representation"] == "WholeResponse"
    assert "items: list[ItemResponse]" in classes


def test_what_a_generator_yields_has_no_place() -> None:
    found = places(unannotated.responding(unannotated.YieldingSerializer))
    assert named(found) == [("LooseSerializer.get_total", "total", None)]
