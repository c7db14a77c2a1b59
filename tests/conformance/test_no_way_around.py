"""A broken contract never leaves a green run, and an excuse needs a reason that is still needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.conformance import ContractClient

from .test_plugin import BROKEN, GOOD, run  # noqa: F401

pytestmark = pytest.mark.slow

CAUGHT = """
import asyncio, contextlib, threading, unittest
from concurrent.futures import ThreadPoolExecutor
from drf_typed_responses.conformance import ContractClient, assert_contract

@pytest.fixture(autouse=True)
def broken(monkeypatch):
    from teams_api.serializers import TeamSerializer
    monkeypatch.setattr(TeamSerializer, "serialize", lambda *a, **k: {"id": 5})

def ask(client=None):
    return (client or APIClient()).get(TEAM, HTTP_AUTHORIZATION=TOKEN)

def test_try():
    try:
        ask()
    except Exception:
        pass

def test_suppress():
    with contextlib.suppress(AssertionError):
        ask()

def test_raises():
    with pytest.raises(Exception):
        ask()

def test_own_client():
    with pytest.raises(AssertionError):
        ask(ContractClient())

def test_fixture_client(contract_client):
    with pytest.raises(AssertionError):
        ask(contract_client)

def test_skip():
    with contextlib.suppress(AssertionError):
        ask()
    pytest.skip("later")

def test_retry():
    for _ in range(3):
        try:
            return ask()
        except AssertionError:
            continue

def given(self, request, **kwargs):
    from rest_framework.response import Response
    return Response({"id": 5})

def test_thread(monkeypatch):
    thread = threading.Thread(target=ask)
    in_thread(monkeypatch)
    thread.start()
    thread.join()

def test_executor(monkeypatch):
    in_thread(monkeypatch)
    with ThreadPoolExecutor() as executor:
        executor.submit(ask)

def in_thread(monkeypatch):
    from teams_api.endpoints.teams import TeamDetailsEndpoint
    monkeypatch.setattr(TeamDetailsEndpoint, "authentication_classes", [])
    monkeypatch.setattr(TeamDetailsEndpoint, "permission_classes", [])
    monkeypatch.setattr(TeamDetailsEndpoint, "initial", lambda *a, **k: None)
    monkeypatch.setattr(TeamDetailsEndpoint, "get", given)

def test_gather(monkeypatch):
    in_thread(monkeypatch)
    async def both():
        asked = AsyncClient().get(TEAM)
        await asyncio.gather(asked, return_exceptions=True)
    asyncio.run(both())

class TeamTests(APITestCase):
    def test_assert_raises(self):
        with self.assertRaises(AssertionError):
            ask(self.client)

@pytest.fixture
def asking():
    with contextlib.suppress(AssertionError):
        ask()

def test_setup(asking):
    pass

@pytest.fixture
def asking_at_the_end():
    yield
    with contextlib.suppress(AssertionError):
        ask()

def test_teardown(asking_at_the_end):
    pass
"""
OUTSIDE = """
from unittest.mock import patch

def pytest_runtest_logfinish():
    from rest_framework.test import APIClient
    from rest_framework.response import Response
    from teams_api.endpoints.teams import TeamDetailsEndpoint
    with (
        patch.object(TeamDetailsEndpoint, "initial", lambda *a, **k: None),
        patch.object(TeamDetailsEndpoint, "get", lambda *a, **k: Response({"id": 5})),
    ):
        try:
            APIClient().get("/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/")
        except AssertionError:
            pass
"""
EXCUSED = """
@pytest.mark.contract(skip="Mended in October.")
def test_marked(broken):
    assert APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200

def test_one_call(contract_client, broken):
    client = contract_client.unchecked("An old client needs it.")
    assert client.get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200
"""
IDLE = """
@pytest.mark.contract(skip="Mended in October.")
def test_marked():
    assert APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200

def test_one_call(contract_client):
    client = contract_client.unchecked("An old client needs it.")
    assert client.get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200
"""
SETTING = """
from config.settings import *
TYPED_RESPONSES = {**TYPED_RESPONSES, "CONTRACT_SKIP": {
    "GET /api/0/teams/{organization_slug}/{team_slug}/ 200": "Mended in October.",
    "GET /api/0/teams/{organization_slug}/{team_slug}/ 404": "Nothing to see.",
}}
"""


def test_every_way_around_fails_its_test(run: Any) -> None:  # noqa: F811
    names = set(re.findall(r"def (test_\w+)", CAUGHT))
    done = run(CAUGHT, "--contract", "-rfEs")
    failed = set(re.findall(r"^(?:FAILED|ERROR) \S+::(test_\w+)", done.text, re.MULTILINE))
    assert names - failed == set(), done.text
    assert done.code == 1
    assert "breaking: GET /api/0/teams/{organization_slug}/{team_slug}/: `slug` is missing" in (
        done.text
    )


def test_the_fixture_alone_fails_its_test(run: Any) -> None:  # noqa: F811
    """Without an option, only a test with the fixture is checked."""
    done = run(CAUGHT, "-k", "fixture_client or own_client", "-rf")
    assert re.findall(r"^FAILED \S+::(test_\w+)", done.text, re.MULTILINE) == [
        "test_fixture_client"
    ]


def test_a_break_outside_of_tests_fails_the_run(run: Any, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "conftest.py").write_text(OUTSIDE)
    for options in ([], ["-n", "2"]):
        done = run(GOOD, "--contract", *options)
        assert done.code == 1, done.text
        assert "2 passed" in done.text
        assert "FAIL: outside of all tests, GET /api/0/teams/" in done.text


def test_what_a_contract_client_gets_counts(run: Any) -> None:  # noqa: F811
    own = GOOD.replace("APIClient()", "ContractClient()")
    lead = "from drf_typed_responses.conformance import ContractClient\n"
    done = run(lead + own, "--contract-report=out/report.json")
    assert done.report["outcomes"] == {"valid": 2}
    assert done.report["covered"]["operation"][0] == 1


def test_an_excused_break_fails_nothing(run: Any) -> None:  # noqa: F811
    broken = BROKEN[: BROKEN.index("def test_broken")].replace("autouse=True", "")
    for options in ([], ["-n", "2"]):
        done = run(broken + EXCUSED, "--contract-report=out/report.json", *options)
        assert done.code == 0, done.text
        assert done.report["outcomes"] == {"skipped": 2}
        reasons = {note["message"] for note in done.report["notes"]}
        assert {"Mended in October.", "An old client needs it."} <= reasons
        assert done.report["idle"] == []
        assert "2 responses: 0 valid, 0 additive, 0 breaking, 0 unchecked, 2 skipped" in done.text


def test_an_excuse_that_excuses_nothing_is_named(run: Any) -> None:  # noqa: F811
    for options in ([], ["-n", "2"]):
        done = run(IDLE, "--contract-report=out/report.json", *options)
        assert done.code == 0, done.text
        assert done.report["idle"] == [
            {"reason": "Mended in October.", "given": "test_suite.py::test_marked"},
            {"reason": "An old client needs it.", "given": "test_suite.py::test_one_call"},
        ]
        said = "idle: test_suite.py::test_marked: no response needs the excuse: Mended in October."
        assert said in done.text


def test_an_excuse_in_the_settings(run: Any, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "skipping.py").write_text(SETTING)
    options = ("--contract-report=out/report.json", "--ds=skipping", "-o", "pythonpath=.")
    done = run(BROKEN, *options)
    assert done.code == 0, done.text
    assert [each["reason"] for each in done.report["idle"]] == ["Nothing to see."]


@pytest.mark.parametrize("mark", ["", "skip=''", "'reason'", "skip='x', other=1"])
def test_a_mark_without_a_reason_is_one_sentence(mark: str, run: Any) -> None:  # noqa: F811
    done = run(f"@pytest.mark.contract({mark})\ndef test_marked(): pass\n", "--contract")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.text
    assert 'test_marked: write @pytest.mark.contract(skip="the reason")' in done.text


def test_a_call_without_a_reason() -> None:
    with pytest.raises(ValueError, match="the reason is empty"):
        ContractClient().unchecked(" ")
