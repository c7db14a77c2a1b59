"""A response with more than is documented is reported, and fails its test if a project asks so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from rest_framework.test import APIClient

from drf_typed_responses.conformance import (
    Contract,
    ContractBroken,
    ContractClient,
    ContractExceeded,
    assert_contract,
)
from drf_typed_responses.conformance.coverage import Coverage
from drf_typed_responses.conformance.suite_run import RUN
from teams_api.endpoints.teams import TeamDetailsEndpoint
from teams_api.serializers import TeamSerializer

from . import serving
from .test_plugin import run  # noqa: F401

TEAM = "/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/"
OPERATION = "GET /api/0/teams/{organization_slug}/{team_slug}/"
FAILS = override_settings(TYPED_RESPONSES={"CONTRACT_ADDITIVE": "fail"})
SOURCE = Path(__file__).parents[2] / "example" / "teams_api" / "serializers" / "team.py"


def line_of(name: str) -> int:
    lines = SOURCE.read_text().splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith(f"class {name}("))


@pytest.fixture
def coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A team and its projects have a colour, which is not documented."""
    written = TeamSerializer.serialize

    def serialize(self: Any, *args: Any, **kwargs: Any) -> Any:
        body: Any = written(self, *args, **kwargs)
        for part in (body, *body.get("projects", ())):
            part["colour"] = "red"
        return body

    monkeypatch.setattr(TeamSerializer, "serialize", serialize)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the endpoint answer with another status."""
    written = TeamDetailsEndpoint.get

    def apply(status: int) -> None:
        def get(self: Any, *args: Any, **kwargs: Any) -> Any:
            response: Any = written(self, *args, **kwargs)
            response.status_code = status
            return response

        monkeypatch.setattr(TeamDetailsEndpoint, "get", get)

    return apply


@FAILS
@pytest.mark.usefixtures("coloured")
def test_an_undocumented_attribute_fails_with_place_and_source(ada: ContractClient) -> None:
    with pytest.raises(ContractExceeded) as caught:
        ada.get(TEAM, {"expand": "projects"})
    operation, of_team, by_team, of_project, by_project, *_ = str(caught.value).splitlines()
    assert operation == f"{OPERATION} 200 has more than its contract:"
    assert of_team == "  `colour` is not documented in `TeamResponse`"
    assert by_team.startswith("    declared by TeamResponse, ")
    assert by_team.endswith(f"teams_api/serializers/team.py:{line_of('TeamResponse')}")
    assert of_project == "  `projects[0].colour` is not documented in `ProjectSummaryResponse`"
    assert by_project.startswith("    declared by ProjectSummaryResponse, ")


@FAILS
def test_an_undocumented_error_status_fails(
    ada: ContractClient, answers: Callable[[int], None]
) -> None:
    answers(418)
    with pytest.raises(ContractExceeded, match="the status 418 is not documented; 200, 401"):
        ada.get(TEAM)


@FAILS
def test_a_request_beyond_its_documentation_is_only_reported(contract: Contract) -> None:
    sink = Coverage()
    client = ContractClient(contract=contract, sink=sink)
    client.credentials(HTTP_AUTHORIZATION="Token ada-demonstration-token")
    assert client.get(TEAM, {"sort": "name"}).status_code == 200
    [note] = sink.summary.notes
    assert note.outcome == "additive"
    assert note.message == "the query parameter `sort` is accepted but not documented"


@FAILS
@pytest.mark.usefixtures("coloured")
def test_a_request_beyond_its_documentation_is_not_named_beside_the_response(
    ada: ContractClient,
) -> None:
    with pytest.raises(ContractExceeded) as caught:
        ada.get(TEAM, {"sort": "name"})
    assert "sort" not in str(caught.value)


@FAILS
def test_a_private_attribute_is_not_more(ada: ContractClient) -> None:
    assert "nickname" in ada.get(TEAM).json()


@FAILS
@pytest.mark.usefixtures("coloured")
def test_the_outcome_in_the_coverage_stays_additive(contract: Contract) -> None:
    sink = Coverage()
    client = ContractClient(contract=contract, sink=sink)
    client.credentials(HTTP_AUTHORIZATION="Token ada-demonstration-token")
    with pytest.raises(ContractExceeded):
        client.get(TEAM)
    assert sink.summary.outcomes == {"additive": 1}


@pytest.mark.usefixtures("coloured")
def test_assert_contract_fails_too(contract: Contract) -> None:
    response = APIClient().get(TEAM, HTTP_AUTHORIZATION="Token ada-demonstration-token")
    assert assert_contract(response, contract).outcome == "additive"
    with FAILS, pytest.raises(ContractExceeded):
        assert_contract(response, contract)


@FAILS
@pytest.mark.usefixtures("coloured")
def test_what_is_broken_is_said_so_with_what_is_more(
    ada: ContractClient, answers: Callable[[int], None]
) -> None:
    answers(206)
    with pytest.raises(ContractBroken, match="206 breaks its contract") as caught:
        ada.get(TEAM)
    assert type(caught.value) is ContractBroken


def test_production_only_reports(tmp_path: Path) -> None:
    with serving.project(tmp_path, CONTRACT_ADDITIVE="fail"):
        serving.answers["content"] = b'{"id": "1", "colour": "red"}'
        status, _, content = serving.served(WSGIHandler())
    assert status == "200 OK"
    assert json.loads(content) == {"id": "1", "colour": "red"}


# ---------------------------------------------------------------- the option of pytest


@pytest.mark.usefixtures("coloured")
def test_a_run_goes_before_the_settings(
    ada: ContractClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RUN, "additive", "fail")
    with pytest.raises(ContractExceeded):
        ada.get(TEAM)
    monkeypatch.setattr(RUN, "additive", "report")
    with FAILS:
        assert ada.get(TEAM).json()["colour"] == "red"


SUITE = """
from drf_typed_responses.conformance import ContractClient, assert_contract

@pytest.fixture(autouse=True)
def coloured(monkeypatch):
    from teams_api.serializers import TeamSerializer
    written = TeamSerializer.serialize
    def serialize(*args, **kwargs):
        return {**written(*args, **kwargs), "colour": "red"}
    monkeypatch.setattr(TeamSerializer, "serialize", serialize)

def test_any_client():
    APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN)
"""
CLIENTS = """
def test_fixture(contract_client):
    contract_client.get(TEAM, HTTP_AUTHORIZATION=TOKEN)

def test_client():
    ContractClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN)

def test_assert():
    assert_contract(APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN))
"""
SET = """
@pytest.fixture(autouse=True)
def set_to_fail(settings):
    settings.TYPED_RESPONSES = {"CONTRACT_ADDITIVE": "fail"}
"""


@pytest.mark.slow
def test_the_option_fails_every_way_of_checking(run: Any) -> None:  # noqa: F811
    done = run(SUITE + CLIENTS, "--contract", "--contract-additive=fail")
    assert "4 failed" in done.text
    assert "ContractExceeded: GET /api/0/teams/{organization_slug}/{team_slug}/ 200" in done.text
    assert "4 additive, 0 breaking" in done.text


@pytest.mark.slow
def test_the_option_counts_for_clients_that_check_by_themselves(run: Any) -> None:  # noqa: F811
    done = run(SUITE + CLIENTS, "--contract-additive=fail")
    assert "3 failed, 1 passed" in done.text


@pytest.mark.slow
def test_the_option_counts_in_workers_of_xdist(run: Any) -> None:  # noqa: F811
    done = run(SUITE, "--contract", "--contract-additive=fail", "-n", "2", "--dist=each")
    assert "2 failed" in done.text


@pytest.mark.slow
def test_the_setting_fails_and_the_option_takes_it_back(run: Any) -> None:  # noqa: F811
    assert "1 failed" in run(SUITE + SET, "--contract").text
    done = run(SUITE + SET, "--contract", "--contract-additive=report")
    assert "1 passed" in done.text
    assert (
        "additive: GET /api/0/teams/{organization_slug}/{team_slug}/: `colour` is not" in done.text
    )


@pytest.mark.slow
def test_the_option_takes_two_values(run: Any) -> None:  # noqa: F811
    done = run(SUITE, "--contract-additive=error")
    assert done.code == pytest.ExitCode.USAGE_ERROR
    assert "argument --contract-additive: invalid choice: 'error'" in done.text
