"""Parameters and response headers whose type drf-spectacular alone does not know."""

from __future__ import annotations

import enum
from typing import Any, Literal, Optional

import pytest
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema

from drf_typed_responses.parameters import query_parameter

from .building import JSONView, finding, published


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


def view(*parameters: OpenApiParameter) -> type[JSONView]:
    class XView(JSONView):
        public = frozenset({"GET"})

        @extend_schema(operation_id="List Things", parameters=list(parameters), responses=str)
        def get(self, request): ...

    return XView


def declaring(*parameters: OpenApiParameter, **settings: Any) -> Any:
    """The operation of a view with these parameters."""
    return published(view(*parameters), **settings).document["paths"]["/0/"]["get"]


REF = {"$ref": "#/components/schemas/Colour"}
TYPES = [
    (Literal["a", "b"], {"type": "string", "enum": ["a", "b"]}),
    (list[int], {"type": "array", "items": {"type": "integer"}}),
    (Optional[int], {"type": "integer", "nullable": True}),  # noqa: UP045
    (list[OpenApiTypes.URI], {"type": "array", "items": {"type": "string", "format": "uri"}}),
    (list, {"type": "array", "items": {}}),
    (tuple, {"type": "array", "items": {}}),
    (set, {"type": "array", "items": {}}),
    (Colour, REF),
    (list[Colour], {"type": "array", "items": REF}),
]


@pytest.mark.parametrize(("hint", "schema"), TYPES, ids=str)
def test_the_type_of_a_parameter(hint: Any, schema: Any) -> None:
    plain = OpenApiParameter("x", hint)
    ours = query_parameter("x", "", type=hint)
    for parameter in (plain, ours):
        assert declaring(parameter)["parameters"] == [
            {"in": "query", "name": "x", "schema": schema}
        ]


def test_the_type_of_a_response_header() -> None:
    header = OpenApiParameter("X-Colour", Colour, OpenApiParameter.HEADER, response=True)
    assert declaring(header)["responses"]["200"]["headers"] == {"X-Colour": {"schema": REF}}


def test_keywords_beside_a_component() -> None:
    """3.0 ignores what stands beside a `$ref`."""
    parameter = OpenApiParameter("x", Colour, default=Colour.RED)
    (old,) = declaring(parameter)["parameters"]
    assert old["schema"] == {"allOf": [REF], "default": "red"}
    (new,) = declaring(parameter, OAS_VERSION="3.1.0")["parameters"]
    assert new["schema"] == {**REF, "default": "red"}


def test_a_parameter_that_may_be_repeated() -> None:
    (parameter,) = declaring(OpenApiParameter("x", Colour, many=True))["parameters"]
    assert parameter["schema"] == {"type": "array", "items": REF}


def test_a_decorated_parameter_keeps_its_type() -> None:
    parameter = OpenApiParameter("x", Colour)
    declaring(parameter)
    assert parameter.type is Colour


def test_a_type_that_is_refused() -> None:
    found = finding(view(OpenApiParameter("x", list[complex])))
    assert (found.id, found.message) == ("unsupported-type", "no schema is known for complex")
    assert (found.operation, found.file) == ("GET /0/", __file__)
    assert found.line is not None
