"""Contract tests of `manage.py test`, in separate suites against the example."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .test_plugin import EXAMPLE, SOURCE, Run, base_with

pytestmark = pytest.mark.slow

SETTINGS = """
from config.settings import *
TEST_RUNNER = "drf_typed_responses.conformance.ContractRunner"
"""
SUITE = """
from contextlib import suppress
from unittest import TestCase, mock
from django.test import Client
from rest_framework.test import APITestCase
from teams_api.serializers import TeamSerializer

TEAM = "/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/"
TOKEN = "Token ada-demonstration-token"

class Demo(APITestCase):
    fixtures = ["demo"]

class RetrieveTests(Demo):
    def test_retrieve(self):
        assert self.client.get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200

class NothingTests(Demo):
    def test_retrieve_nothing(self):
        assert Client().get(TEAM).status_code == 401
"""
BROKEN = """
@mock.patch.object(TeamSerializer, "serialize", lambda *a, **k: {"id": 5})
class BrokenTests(Demo):
    def test_raised(self):
        self.client.get(TEAM, HTTP_AUTHORIZATION=TOKEN)

    def test_swallowed(self):
        with suppress(AssertionError):
            self.client.get(TEAM, HTTP_AUTHORIZATION=TOKEN)

    def test_after_it(self):
        pass
"""
MORE = (
    SUITE
    + """
class MoreTests(Demo):
    def test_more(self):
        plain = TeamSerializer.serialize
        more = lambda *a, **k: {**plain(*a, **k), "more": "x"}
        with mock.patch.object(TeamSerializer, "serialize", more):
            self.client.get(TEAM, HTTP_AUTHORIZATION=TOKEN)
"""
)
PARALLEL = pytest.mark.parametrize("options", [(), ("--parallel", "2")], ids=["one", "two"])


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def run_suite(source: str, *options: str) -> Run:
        (tmp_path / "running.py").write_text(SETTINGS)
        (tmp_path / "test_suite.py").write_text(source)
        report = tmp_path / "out" / "report.json"
        path = os.pathsep.join(map(str, (tmp_path, EXAMPLE, SOURCE)))
        done = subprocess.run(
            [sys.executable, "-m", "django", "test", "--contract-report", str(report), *options],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "running"},
            capture_output=True,
            text=True,
            check=False,
        )
        found = json.loads(report.read_text()) if report.exists() else None
        return Run(done.returncode, done.stdout + done.stderr, found)

    return run_suite


@PARALLEL
def test_every_client_is_checked(run: Any, options: tuple[str, ...]) -> None:
    done = run(SUITE, *options)
    assert done.code == 0, done.text
    assert "2 responses: 2 valid, 0 additive, 0 breaking, 0 unchecked" in done.text
    assert done.report["outcomes"] == {"valid": 2}
    assert done.report["covered"]["operation"] == [1, 17]
    tests = [name for point in done.report["points"] for name in point["tests"]]
    assert set(tests) == {
        "test_suite.RetrieveTests.test_retrieve",
        "test_suite.NothingTests.test_retrieve_nothing",
    }


@PARALLEL
def test_a_broken_contract_fails_its_test(run: Any, options: tuple[str, ...]) -> None:
    pytest.importorskip("tblib")  # Django needs it for a failure of a parallel test
    done = run(SUITE + BROKEN, *options)
    assert done.code == 1
    assert "FAILED (failures=2)" in done.text
    assert done.text.count("`slug` is missing") >= 2
    assert "test_swallowed" in done.text
    assert "test_after_it" not in done.text
    assert done.report["outcomes"] == {"valid": 2, "breaking": 2}


@PARALLEL
def test_more_than_is_documented_fails_a_test(run: Any, options: tuple[str, ...]) -> None:
    done = run(MORE, *options, "--contract-additive", "fail")
    assert done.code == 1
    assert "ContractExceeded" in done.text
    assert "`more`" in done.text
    assert run(MORE, *options).code == 0


def test_too_little_shown_fails_the_run(run: Any) -> None:
    done = run(SUITE, "--contract-fail-under", "90")
    assert done.code == 1
    assert "is under 90 %" in done.text


@PARALLEL
def test_a_response_that_the_base_forbids(
    run: Any, tmp_path: Path, options: tuple[str, ...]
) -> None:
    done = run(SUITE, base_with(tmp_path, "string"), *options)
    assert done.code == 1
    assert "FAIL: responses of tests break the base in 1 place" in done.text
    [change] = done.report["base"]
    assert change["tests"] == ["test_suite.RetrieveTests.test_retrieve"]


def test_what_the_tests_see_is_recorded(run: Any, tmp_path: Path) -> None:
    done = run(SUITE, "--contract-record", "kept")
    assert done.code == 0, done.text
    [file] = (tmp_path / "kept").glob("*.jsonl")
    assert len(file.read_text().splitlines()) == 2


def test_without_an_option_nothing_is_checked(tmp_path: Path) -> None:
    (tmp_path / "running.py").write_text(SETTINGS)
    (tmp_path / "test_suite.py").write_text(SUITE + BROKEN)
    path = os.pathsep.join(map(str, (tmp_path, EXAMPLE, SOURCE)))
    done = subprocess.run(
        [sys.executable, "-m", "django", "test"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "running"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "contract" not in done.stdout + done.stderr
