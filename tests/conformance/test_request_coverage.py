"""Which parts of the documented requests tests sent."""

from __future__ import annotations

import json
from typing import Any

import pytest

from drf_typed_responses.conformance.checks import check
from drf_typed_responses.conformance.contract import Contract
from drf_typed_responses.conformance.coverage import Coverage
from drf_typed_responses.conformance.exchange import Exchange, Sent
from drf_typed_responses.conformance.request_points import documented_requests
from drf_typed_responses.openapi.types import Object

JSON = "application/json"
FORM = "multipart/form-data"


def parameter(name: str, place: str, **schema: Any) -> Object:
    return {"name": name, "in": place, "schema": schema}


TEAM = {"$ref": "#/components/schemas/TeamRequest"}
DOCUMENT: Object = {
    "openapi": "3.0.3",
    "paths": {
        "/teams/{id}/": {
            "parameters": [parameter("id", "path", type="string")],
            "put": {
                "parameters": [
                    parameter("page", "query", type="integer"),
                    parameter("sort", "query", type="string", enum=["up", "down"]),
                    parameter("kind", "query", type="array", items={"enum": ["a", "b"]}),
                    parameter("filter", "query", type="object"),
                    parameter("X-Trace", "header", type="string"),
                    parameter("Authorization", "header", type="string"),
                    parameter("theme", "cookie", type="string"),
                ],
                "requestBody": {"content": {JSON: {"schema": TEAM}, FORM: {"schema": TEAM}}},
                "responses": {
                    "200": {"description": ""},
                    "400": {"description": ""},
                    "4XX": {"description": ""},
                    "500": {"description": ""},
                },
            },
        },
        "/ping/": {"get": {"responses": {"200": {"description": ""}}}},
    },
    "components": {
        "schemas": {
            "TeamRequest": {
                "type": "object",
                "required": ["slug"],
                "properties": {
                    "id": {"type": "integer", "readOnly": True},
                    "slug": {"type": "string"},
                    "role": {"type": "string", "enum": ["owner", "member"]},
                    "size": {"type": "integer", "enum": [1, 2]},
                    "parent": TEAM,
                    "tags": {"type": "array", "items": {"type": "string", "enum": ["x", "y"]}},
                },
            }
        }
    },
}
NAME = "PUT /teams/{id}/"
EVERY = [
    NAME,
    f"{NAME} query page",
    f"{NAME} query sort",
    f'{NAME} query sort = "up"',
    f'{NAME} query sort = "down"',
    f"{NAME} query kind",
    f'{NAME} query kind[] = "a"',
    f'{NAME} query kind[] = "b"',
    f"{NAME} query filter",
    f"{NAME} header X-Trace",
    f"{NAME} cookie theme",
    "TeamRequest.slug",
    "TeamRequest.role",
    'TeamRequest.role = "owner"',
    'TeamRequest.role = "member"',
    "TeamRequest.size",
    "TeamRequest.size = 1",
    "TeamRequest.size = 2",
    "TeamRequest.parent",
    "TeamRequest.tags",
    'TeamRequest.tags[] = "x"',
    'TeamRequest.tags[] = "y"',
    f"{NAME} 400",
    f"{NAME} 4XX",
    "GET /ping/",
]


@pytest.fixture
def contract() -> Contract:
    return Contract(DOCUMENT)


def shown(contract: Contract, sent: Sent, status: int = 200) -> set[str]:
    coverage = Coverage()
    exchange = Exchange("PUT", "teams/{id}/", status, {}, b"", sent=sent)
    done = check(contract, exchange)
    assert done is not None
    coverage.add(contract, done)
    found = {str(point) for point, is_shown in coverage.requests.points.items() if is_shown}
    return found - {NAME}


def sent(body: Any) -> Sent:
    return Sent(JSON, json.dumps(body).encode())


def test_every_point_of_requests_in_the_order_of_the_document(contract: Contract) -> None:
    assert [*dict.fromkeys(map(str, documented_requests(contract)))] == EVERY


@pytest.mark.parametrize(
    ("request_sent", "points"),
    [
        (Sent(query={"page": ["2"]}), {"query page"}),
        (Sent(query={"sort": ["up"]}), {"query sort", 'query sort = "up"'}),
        (Sent(query={"sort": ["other"]}), {"query sort"}),
        (Sent(query={"kind": ["a", "c"]}), {"query kind", 'query kind[] = "a"'}),
        (Sent(query={"filter[name]": ["x"]}), {"query filter"}),
        (Sent(query={"more": ["x"]}), set()),
        (Sent(headers={"X-Trace": "1", "Authorization": "2"}), {"header X-Trace"}),
        (Sent(cookies={"theme": "dark"}), {"cookie theme"}),
    ],
)
def test_a_parameter_that_was_sent(
    contract: Contract, request_sent: Sent, points: set[str]
) -> None:
    assert shown(contract, request_sent) == {f"{NAME} {point}" for point in points}


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ({"slug": "a"}, {"slug"}),
        ({"role": "owner"}, {"role", 'role = "owner"'}),
        ({"role": "none"}, {"role"}),
        ({"size": 2}, {"size", "size = 2"}),
        ({"parent": {"size": 1}}, {"parent", "size", "size = 1"}),
        ({"tags": ["x"]}, {"tags", 'tags[] = "x"'}),
        ({"id": 1, "more": 1}, set()),
        ([], set()),
        (None, set()),
    ],
)
def test_a_body_that_was_sent(contract: Contract, body: Any, points: set[str]) -> None:
    assert shown(contract, sent(body)) == {f"TeamRequest.{point}" for point in points}


def test_a_form_that_was_sent(contract: Contract) -> None:
    form = Sent(FORM, form={"slug": ["a"], "size": ["2"], "role": ["owner"], "tags": ["x"]})
    points = {"slug", "size", "size = 2", "role", 'role = "owner"', "tags"}
    assert {f"TeamRequest.{point}" for point in points} <= shown(contract, form)


def test_a_body_that_is_no_json(contract: Contract) -> None:
    assert shown(contract, Sent(JSON, b"{")) == set()


def test_a_refused_request(contract: Contract) -> None:
    assert shown(contract, sent({"role": "none"}), 400) == {f"{NAME} 400", "TeamRequest.role"}
    assert shown(contract, Sent(), 403) == {f"{NAME} 4XX"}
    assert shown(contract, Sent(), 500) == set()


def test_what_was_not_sent_is_in_the_report(contract: Contract) -> None:
    coverage = Coverage()
    coverage.begin(contract)
    report = coverage.summary.as_json()["requests"]
    assert report["percent"] == 0
    # Below an operation that no test called, only the operation is missing.
    below = [name for name in EVERY if not name.startswith(f"{NAME} ")]
    assert [row["text"] for row in report["missing"]] == below


# ---------------------------------------------------------------- members of enums, as texts

SIZE = {"$ref": "#/components/schemas/Size"}
SPELLINGS: list[tuple[str, Any]] = [
    ("plain", {"type": "integer", "enum": [1, 2]}),
    ("referenced", SIZE),
    ("combined", {"allOf": [SIZE], "default": 1}),
    ("nullable", {"anyOf": [SIZE, {"type": "null"}]}),
    ("constant", {"const": 1}),
    ("number", {"type": "number", "enum": [1.0, 2.5]}),
    ("boolean", {"type": "boolean", "enum": [True]}),
    ("digits", {"type": "string", "enum": ["1", "true"]}),
]
PLACES = ("path", "query", "header", "cookie", FORM, "application/x-www-form-urlencoded")


def asking(place: str, schema: Any, **style: Any) -> Contract:
    """A contract of one operation, which takes `kind` at a place."""
    path = "/teams/{kind}/" if place == "path" else "/teams/"
    operation: Object = {"responses": {"200": {"description": ""}}}
    if "/" in place:
        body = {"type": "object", "properties": {"kind": schema}}
        operation["requestBody"] = {"content": {place: {"schema": body}}}  # type: ignore[index]
    else:
        given = {"name": "kind", "in": place, "schema": schema, **style}
        operation["parameters"] = [given]  # type: ignore[index]
    components = {"Size": {"type": "integer", "enum": [1, 2]}, "Sizes": ARRAY}
    document = {
        "openapi": "3.1.0",
        "paths": {path: {"post": operation}},
        "components": {"schemas": components},
    }
    return Contract(document)


ARRAY = {"type": "array", "items": SIZE}


def sent_as(place: str, *texts: str) -> Sent:
    match place:
        case "path":
            return Sent(path=f"/served/teams/{texts[0]}/")
        case "query":
            return Sent(query={"kind": [*texts]})
        case "header":
            return Sent(headers={"kind": ", ".join(texts)})
        case "cookie":
            return Sent(cookies={"kind": ",".join(texts)})
        case _:
            return Sent(place, form={"kind": [*texts]})


def members_sent(contract: Contract, sent: Sent) -> dict[str, bool]:
    """Whether each member of an enum was sent."""
    (operation,) = contract.operations.values()
    coverage = Coverage()
    done = check(contract, Exchange("POST", operation.path[1:], 200, {}, b"", sent=sent))
    assert done is not None
    coverage.begin(contract)
    coverage.add(contract, done)
    points = coverage.requests.points.items()
    return {point.state: is_shown for point, is_shown in points if point.kind == "enum"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("spelling", "schema"), SPELLINGS, ids=[name for name, _ in SPELLINGS])
def test_a_member_is_read_as_its_schema_reads_the_text(
    place: str, spelling: str, schema: Any
) -> None:
    contract = asking(place, schema)
    members = [*members_sent(contract, Sent())]
    for member in members:
        text = "True" if member == "true" else json.loads(member)  # as Django's client writes True
        found = members_sent(contract, sent_as(place, str(text)))
        assert found == {each: each == member for each in members}
    assert members
    assert not any(members_sent(contract, sent_as(place, "other")).values())


@pytest.mark.parametrize("place", [each for each in PLACES if each != "path"])
@pytest.mark.parametrize(
    "schema", [ARRAY, {"$ref": "#/components/schemas/Sizes"}, {"allOf": [ARRAY]}]
)
def test_each_item_of_an_array_is_read(place: str, schema: Any) -> None:
    contract = asking(place, schema, **({"explode": False} if place == "cookie" else {}))
    assert members_sent(contract, sent_as(place, "2")) == {"1": False, "2": True}
    assert members_sent(contract, sent_as(place, "2", "1")) == {"1": True, "2": True}


@pytest.mark.parametrize(
    ("style", "text"),
    [("form", "1,2"), ("spaceDelimited", "1 2"), ("pipeDelimited", "1|2")],
)
def test_items_in_one_text(style: str, text: str) -> None:
    contract = asking("query", ARRAY, style=style, explode=False)
    assert members_sent(contract, sent_as("query", text)) == {"1": True, "2": True}


def test_a_member_in_an_object_of_a_query() -> None:
    schema = {"type": "object", "properties": {"size": SIZE}}
    contract = asking("query", schema, style="deepObject")
    assert members_sent(contract, Sent(query={"kind[size]": ["2"]})) == {"1": False, "2": True}


def test_a_member_that_no_text_can_be_is_not_asked_for() -> None:
    contract = asking("query", {"enum": [None, [], {}, "x" * 300, "a"]})
    assert members_sent(contract, Sent()) == {'"a"': False}
