"""Test clients check the real responses of the example."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import AsyncClient, Client
from rest_framework.test import APIClient

from drf_typed_responses.conformance import (
    Contract,
    ContractBroken,
    ContractClient,
    NotChecked,
    assert_contract,
)
from drf_typed_responses.conformance.checks import Check
from drf_typed_responses.conformance.coverage import Coverage
from teams_api.endpoints.teams import TeamDetailsEndpoint
from teams_api.serializers import TeamSerializer

TEAM = "/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/"
FIELDS = Path(__file__).parents[2] / "example" / "teams_api" / "serializers" / "team.py"

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def change(monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Let the team serializer return something else than its annotation."""
    written = TeamSerializer.serialize

    def apply(changed: Change) -> None:
        def serialize(self: Any, *args: Any, **kwargs: Any) -> Any:
            body: Any = written(self, *args, **kwargs)
            changed(body)
            return body

        monkeypatch.setattr(TeamSerializer, "serialize", serialize)

    return apply


def line_of(field: str) -> int:
    lines = FIELDS.read_text().splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("class TeamResponse("))
    below = enumerate(lines[start:], start + 1)
    return next(number for number, line in below if re.match(rf"    {field}: ", line))


BROKEN = [
    (lambda body: body.pop("slug"), "`slug` is missing", "slug"),
    (
        lambda body: body.update(memberCount="2"),
        '`memberCount` is "2", which is a string, not an integer',
        "memberCount",
    ),
    (
        lambda body: body.update(dateCreated=None),
        "`dateCreated` is null, but `dateCreated` is not Optional",
        "dateCreated",
    ),
]


@pytest.mark.parametrize(("changed", "words", "field"), BROKEN, ids=[w for _, w, _ in BROKEN])
def test_a_broken_contract_fails_with_place_and_source(
    ada: ContractClient, change: Callable[[Change], None], changed: Change, words: str, field: str
) -> None:
    change(changed)
    with pytest.raises(ContractBroken) as caught:
        ada.get(TEAM)
    operation, violation, declared = str(caught.value).splitlines()
    assert operation == (
        "GET /api/0/teams/{organization_slug}/{team_slug}/ 200 breaks its contract:"
    )
    assert violation == f"  {words}"
    assert declared.startswith(f"    declared by TeamResponse.{field}, ")
    assert declared.endswith(f"teams_api/serializers/team.py:{line_of(field)}")


def test_an_undocumented_attribute_is_no_failure(
    contract: Contract, change: Callable[[Change], None]
) -> None:
    change(lambda body: body.update(colour="red"))
    sink = Coverage()
    client = ContractClient(contract=contract, sink=sink)
    client.credentials(HTTP_AUTHORIZATION="Token ada-demonstration-token")
    assert client.get(TEAM).json()["colour"] == "red"
    [note] = sink.summary.notes
    assert (note.outcome, note.message) == (
        "additive",
        "`colour` is not documented in `TeamResponse`",
    )


def test_a_private_attribute_is_not_mentioned(ada: ContractClient, contract: Contract) -> None:
    response = ada.get(TEAM)
    assert "nickname" in response.json()
    assert assert_contract(response, contract).outcome == "valid"
    assert contract.private["TeamResponse"] == ["nickname"]


def test_an_undocumented_success_is_broken(
    ada: ContractClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = TeamDetailsEndpoint.get

    def get(self: Any, *args: Any, **kwargs: Any) -> Any:
        response: Any = written(self, *args, **kwargs)
        response.status_code = 206
        return response

    monkeypatch.setattr(TeamDetailsEndpoint, "get", get)
    with pytest.raises(ContractBroken, match="the status 206 is not documented"):
        ada.get(TEAM)


def test_the_request_is_still_read_by_the_view(ada: ContractClient) -> None:
    assert ada.put(TEAM, {"name": "Renamed"}).json()["name"] == "Renamed"


def test_the_members_of_the_path_are_read_from_a_request(contract: Contract) -> None:
    """The example has no enum in a path; this is what one is read from."""
    kept: list[Check] = []

    class Sink:
        def add(self, contract: Contract, check: Check) -> None:
            kept.append(check)

    ContractClient(contract=contract, sink=Sink()).get(TEAM)
    assert [check.sent.path for check in kept if check.sent] == [TEAM]


def test_assert_contract_reads_any_client(contract: Contract) -> None:
    for client in (APIClient(), Client()):
        response = client.get(TEAM, HTTP_AUTHORIZATION="Token ada-demonstration-token")
        done = assert_contract(response, contract)
        assert (done.operation, done.status, done.outcome) == (
            "GET /api/0/teams/{organization_slug}/{team_slug}/",
            200,
            "valid",
        )


async def _async_get(path: str) -> Any:
    return await AsyncClient().get(path)


def test_assert_contract_reads_the_async_client(contract: Contract) -> None:
    from asgiref.sync import async_to_sync

    response = async_to_sync(_async_get)(TEAM)
    done = assert_contract(response, contract)
    assert (done.status, done.outcome) == (401, "valid")


@pytest.mark.parametrize("path", ["/api/0/internal/health/", "/nowhere/"])
def test_assert_contract_refuses_what_is_not_public(contract: Contract, path: str) -> None:
    with pytest.raises(NotChecked, match=f"GET {path} is not a public operation"):
        assert_contract(APIClient().get(path), contract)


def test_a_streamed_response_is_named_as_unchecked(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        TeamDetailsEndpoint, "get", lambda *args, **kwargs: StreamingHttpResponse([b"{}"])
    )
    response = APIClient().get(TEAM, HTTP_AUTHORIZATION="Token ada-demonstration-token")
    with pytest.raises(NotChecked, match="200 is unchecked: the response is streamed"):
        assert_contract(response, contract)
