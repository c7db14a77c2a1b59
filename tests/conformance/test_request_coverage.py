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
