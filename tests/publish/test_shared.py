"""Parameters that several operations share are components, and their names are stable."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from drf_spectacular.utils import extend_schema

from drf_typed_responses.parameters import GlobalParams, query_parameter
from drf_typed_responses.publish.shared_parameters import with_shared_parameters

from .building import JSONView, TeamResponse, published

Json = dict[str, Any]


def parameter(name: str, place: str = "query", **more: Any) -> Json:
    return {"name": name, "in": place, **more}


def shared(*operations: list[Json], **components: Json) -> tuple[list[list[Json]], Json]:
    """The parameters of operations, and the components, after parameters are shared."""
    paths = {f"/{n}/": {"get": {"parameters": list(own)}} for n, own in enumerate(operations)}
    document = with_shared_parameters({"paths": paths, "components": {"parameters": components}})
    left = [item["get"]["parameters"] for item in document["paths"].values()]
    return left, document["components"]["parameters"]


def ref(name: str) -> Json:
    return {"$ref": f"#/components/parameters/{name}"}


def test_one_of_several_operations_is_a_component() -> None:
    cursor, own = parameter("cursor"), parameter("query")
    assert shared([cursor, own], [cursor]) == (
        [[ref("Cursor"), own], [ref("Cursor")]],
        {"Cursor": cursor},
    )


@pytest.mark.parametrize(
    ("name", "component"),
    [
        ("organization_slug", "OrganizationSlug"),
        ("X-Page", "XPage"),
        ("clé", "Cle"),
        ("列", "Parameter"),
    ],
)
def test_its_name(name: str, component: str) -> None:
    _, components = shared([parameter(name)], [parameter(name)])
    assert list(components) == [component]


def test_two_of_one_name_get_their_place() -> None:
    path, query = parameter("slug", "path"), parameter("slug")
    _, components = shared([path, query], [path, query])
    assert components == {"SlugPath": path, "SlugQuery": query}


def test_two_of_one_name_and_place_are_numbered_by_their_text() -> None:
    one, two = parameter("slug", description="a"), parameter("slug", description="b")
    for operations in permutations([[one], [two], [one], [two]]):
        _, components = shared(*operations)
        assert components == {"SlugQuery": one, "SlugQuery2": two}


def test_a_component_that_is_there_keeps_its_name() -> None:
    cursor, other = parameter("cursor"), parameter("Cursor", "header")
    left, components = shared([cursor], [cursor], Cursor=other)
    assert components == {"Cursor": other, "CursorQuery": cursor}
    assert left == [[ref("CursorQuery")], [ref("CursorQuery")]]


def test_a_reference_stays_as_it_is() -> None:
    left, _ = shared([ref("Cursor")], [ref("Cursor")], Cursor=parameter("cursor"))
    assert left == [[ref("Cursor")], [ref("Cursor")]]


def test_what_is_no_parameter_stays_as_it_is() -> None:
    assert shared([{}, parameter("x")], [{}, {"name": "y"}])[0] == [
        [{}, parameter("x")],
        [{}, {"name": "y"}],
    ]


class Params(GlobalParams):
    """The parameters that a project shares."""

    CURSOR = query_parameter("cursor", "Where the page begins.")


class First(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[Params.CURSOR, Params.name("One.")])
    def get(self, request): ...


class Second(JSONView):
    public = frozenset({"GET"})

    @extend_schema(responses=TeamResponse, parameters=[Params.CURSOR, Params.name("Two.")])
    def get(self, request): ...


def test_global_params_of_a_project() -> None:
    publication = published(First, Second)
    assert publication.document["components"]["parameters"] == {
        "Cursor": {
            "in": "query",
            "name": "cursor",
            "schema": {"type": "string"},
            "description": "Where the page begins.",
        }
    }
    expanded = publication.dereferenced["paths"]["/0/"]["get"]["parameters"]
    assert [parameter["name"] for parameter in expanded] == ["cursor", "name"]
