"""The pytest plugin, in separate suites against the example."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE, SOURCE = ROOT / "example", ROOT / "src"
HEADER = """
import pytest
from django.test import AsyncClient
from rest_framework.test import APIClient, APITestCase

TEAM = "/api/0/teams/the-interstellar-jurisdiction/powerful-abolitionist/"
TOKEN = "Token ada-demonstration-token"

@pytest.fixture(autouse=True)
def demo(db):
    from django.core.management import call_command
    call_command("loaddata", "demo", verbosity=0)
"""
GOOD = """
def test_retrieve():
    assert APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200

def test_retrieve_nothing():
    assert APIClient().get(TEAM).status_code == 401
"""
BROKEN = """
@pytest.fixture(autouse=True)
def broken(monkeypatch):
    from teams_api.serializers import TeamSerializer
    monkeypatch.setattr(TeamSerializer, "serialize", lambda *a, **k: {"id": 5, "more": "x"})

def test_broken():
    assert APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200
"""
CASES = """
class TeamTests(APITestCase):
    def test_retrieve(self):
        self.client.credentials(HTTP_AUTHORIZATION=TOKEN)
        assert self.client.get(TEAM).status_code == 200

def test_async():
    from asgiref.sync import async_to_sync
    assert async_to_sync(AsyncClient().get)(TEAM).status_code == 401

def test_fixture(contract_client):
    contract_client.credentials(HTTP_AUTHORIZATION=TOKEN)
    assert contract_client.get(TEAM).status_code == 200
"""
FIXTURE = """
def test_fixture(contract_client):
    contract_client.credentials(HTTP_AUTHORIZATION=TOKEN)
    contract_client.get(TEAM)
"""
MOVED = """
@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
"""
ASKING_URLS = """
from django.db import connection
from django.urls import path
from rest_framework.generics import RetrieveAPIView
from rest_framework.serializers import ChoiceField, Serializer

class ThingSerializer(Serializer):
    kind = ChoiceField(choices=["a", "b"])

class ThingView(RetrieveAPIView):
    public = {"GET"}
    def get_serializer_class(self):
        connection.cursor().execute("SELECT 1")
        return ThingSerializer

urlpatterns = [path("thing/", ThingView.as_view())]
"""
UNUSED = """
def test_nothing_is_loaded_or_patched():
    import os, sys, threading
    from django.test import Client
    loaded = [name for name in sys.modules if name.startswith("drf_typed_responses.conformance.")]
    names = ("breaks", "checked_tests", "chosen_tests", "contract_origin", "excuses",
             "late_breaks", "plugin", "run_folder", "run_options", "suite_run")
    assert sorted(loaded) == [f"drf_typed_responses.conformance.{name}" for name in names]
    assert Client.request.__module__ == "django.test.client"
    assert threading.Thread.start.__module__ == "threading"
    assert "DRF_TYPED_RESPONSES_RUN" not in os.environ
"""


@dataclass(frozen=True)
class Run:
    code: int
    text: str
    report: Any


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def run_suite(source: str, *options: str) -> Run:
        (tmp_path / "pytest.ini").write_text("[pytest]\nDJANGO_SETTINGS_MODULE=config.settings\n")
        (tmp_path / "test_suite.py").write_text(HEADER + source)
        report = tmp_path / "out" / "report.json"
        # Not that of the run that this test belongs to.
        own = {k: v for k, v in os.environ.items() if k != "DRF_TYPED_RESPONSES_RUN"}
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
            cwd=tmp_path,
            env={**own, "PYTHONPATH": os.pathsep.join([str(EXAMPLE), str(SOURCE)])},
            capture_output=True,
            text=True,
            check=False,
        )
        found = json.loads(report.read_text()) if report.exists() else None
        return Run(done.returncode, done.stdout + done.stderr, found)

    return run_suite


def test_a_run_that_does_not_ask_for_it(run: Any) -> None:
    done = run(UNUSED)
    assert done.code == 0, done.text
    assert "contract" not in done.text


def test_every_client_of_the_suite_is_checked(run: Any) -> None:
    done = run(GOOD + CASES, "--contract", "--contract-report=out/report.json")
    assert done.code == 0, done.text
    assert "5 responses: 5 valid, 0 additive, 0 breaking, 0 unchecked" in done.text
    assert done.report["outcomes"] == {"valid": 5}
    assert done.report["covered"]["operation"] == [1, 17]
    missing = {point["text"] for point in done.report["missing"]}
    team = "/api/0/teams/{organization_slug}/{team_slug}/"
    assert {f"GET {team} 404", f"PUT {team}"} <= missing
    assert missing.isdisjoint({f"GET {team}", f"GET {team} 200", f"GET {team} 401"})


def test_recording_alone_checks_nothing(run: Any, tmp_path: Path) -> None:
    done = run(BROKEN, "--contract-record=kept")
    assert done.code == 0, done.text
    assert "% of the contract" not in done.text
    assert "Recorded 1 operation in kept; `apidocs draft` lists them\n" in done.text
    [file] = (tmp_path / "kept").glob("*.jsonl")
    assert json.loads(file.read_text()) == {
        "operation": "GET /api/0/teams/{organization_slug}/{team_slug}/",
        "route": "api/0/teams/<slug:organization_slug>/<slug:team_slug>/",
        "status": 200,
        "body": {"id": 5, "more": "x"},
    }


def test_a_test_may_go_to_another_folder_while_it_records(run: Any, tmp_path: Path) -> None:
    done = run(MOVED + GOOD, "--contract-record=kept")
    assert done.code == 0, done.text
    assert "Recorded 1 operation in kept" in done.text


def test_a_run_that_only_collects_fails_and_empties_nothing(run: Any, tmp_path: Path) -> None:
    run(GOOD, "--contract-record=kept")
    done = run(GOOD, "--contract-record=kept", "--contract-fail-under=90", "--collect-only")
    assert done.code == 0, done.text
    assert "% of the contract" not in done.text
    assert len(list((tmp_path / "kept").glob("*.jsonl"))) == 1


def test_workers_of_xdist_record_side_by_side(run: Any, tmp_path: Path) -> None:
    done = run(GOOD, "--contract-record=kept", "-n", "2", "--dist=each")
    assert "Recorded 1 operation in kept" in done.text
    files = [file.read_text() for file in (tmp_path / "kept").glob("*.jsonl")]
    assert [len(text.splitlines()) for text in files] == [2, 2]


def test_a_broken_contract_fails_its_test(run: Any) -> None:
    done = run(BROKEN, "--contract")
    assert done.code == 1
    assert "`slug` is missing" in done.text
    assert "`id` is 5, which is an integer, not a string" in done.text
    assert "team.py:" in done.text
    assert "conformance/client.py" not in done.text
    assert "1 response: 0 valid, 0 additive, 1 breaking, 0 unchecked" in done.text


def test_the_fixture_checks_without_an_option(run: Any) -> None:
    done = run(BROKEN + FIXTURE)
    assert done.code == 1
    assert "1 failed, 1 passed" in done.text
    assert "% of the contract" not in done.text


SENDING = """
TEAMS = "/api/0/organizations/the-interstellar-jurisdiction/teams/"

def test_json():
    client = APIClient(headers={"Authorization": TOKEN})
    assert client.post(TEAMS, {"name": "Owls"}, format="json").status_code == 201
    assert client.post(TEAMS, {}, format="json").status_code == 400

def test_form():
    client = APIClient(headers={"Authorization": TOKEN})
    assert client.post(TEAMS, {"name": "Cats", "slug": "cats"}).status_code == 201

def test_query():
    client = APIClient(headers={"Authorization": TOKEN})
    assert client.get(TEAMS, {"expand": ["members"]}).status_code == 200
"""


def test_what_requests_send_has_a_coverage_of_its_own(run: Any) -> None:
    done = run(SENDING, "--contract-report=out/report.json", "--contract-fail-under-requests=100")
    assert done.code == 1
    assert "3 passed" in done.text
    assert "of requests is under 100 %" in done.text
    path = "/api/0/organizations/{organization_slug}/teams/"
    found = done.report["requests"]["points"]
    shown = {f"{p['label']} {p['state']}".strip() for p in found if p["shown"]}
    assert shown == {
        f"GET {path}",
        f"GET {path} query expand",
        f'GET {path} query expand[] "members"',
        f"POST {path}",
        f"POST {path} 400",
        "TeamRequest.name",
        "TeamRequest.slug",
    }


def test_too_little_shown_fails_the_run(run: Any) -> None:
    done = run(GOOD, "--contract-fail-under=90")
    assert done.code == 1
    assert "2 passed" in done.text
    assert "is under 90 %" in done.text


def test_workers_of_xdist_add_up(run: Any) -> None:
    options = ("--contract", "--contract-report=out/report.json", "--contract-fail-under=1")
    one, two = run(GOOD, *options).report, run(GOOD, *options, "-n", "2", "--dist=each")
    assert two.code == 0, two.text
    assert two.report["outcomes"] == {"valid": 4}
    assert {**two.report, "outcomes": None} == {**one, "outcomes": None}


def base_with(tmp_path: Path, count: str) -> str:
    """The document of the example, in which `TeamResponse.memberCount` has a JSON type."""
    document = json.loads((EXAMPLE / "openapi-base.json").read_text())
    schemas = document["components"]["schemas"]
    schemas["TeamResponse"]["properties"]["memberCount"] = {"type": count}
    (tmp_path / "base.json").write_text(json.dumps(document))
    return "--contract-base=base.json"


def test_a_response_that_the_base_forbids(run: Any, tmp_path: Path) -> None:
    """The tests pass, since the response is as documented now; the run fails."""
    base, report = base_with(tmp_path, "string"), "--contract-report=out/report.json"
    one = run(GOOD, base, report)
    assert (one.code, "2 passed" in one.text) == (1, True), one.text
    assert "FAIL: responses of tests break the base in 1 place" in one.text
    [change] = one.report["base"]
    assert (change["level"], change["id"]) == ("error", "response-type-changed")
    assert change["message"].startswith("The value was string and is integer")
    assert change["tests"] == ["test_suite.py::test_retrieve"]
    assert Path(change["file"]).name == "team.py"
    assert f"declared at {change['file']}:{change['line']}" in one.text
    two = run(GOOD, base, report, "-n", "2")
    assert two.report["base"] == one.report["base"]


def test_a_base_that_no_response_breaks(run: Any, tmp_path: Path) -> None:
    done = run(GOOD, base_with(tmp_path, "integer"))
    assert done.code == 0, done.text
    assert "No response of a test breaks the base base.json" in done.text


def test_a_break_of_the_base_that_the_document_hides(run: Any, tmp_path: Path) -> None:
    done = run(BROKEN, base_with(tmp_path, "integer"))
    assert "error: response-seen: GET /api/0/teams/{organization_slug}/{team_slug}/" in done.text
    assert "  `id` is 5, which is an integer, not a string" in done.text
    assert "  seen in test_suite.py::test_broken; declared at " in done.text


def test_a_base_that_cannot_be_read_is_one_sentence(run: Any) -> None:
    done = run(GOOD, "--contract-base=none.json")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.text
    assert "ERROR: no contract to check: none.json" in done.text
    assert "Traceback" not in done.text


def test_without_django_there_is_one_sentence(run: Any, tmp_path: Path) -> None:
    done = run(GOOD, "--contract", "-c", os.devnull, "-p", "no:django")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.text
    assert "ERROR: no contract to check: Django is not set up" in done.text
    assert "Traceback" not in done.text


def test_a_view_may_ask_the_database_for_its_schema(run: Any, tmp_path: Path) -> None:
    (tmp_path / "asking_urls.py").write_text(ASKING_URLS)
    (tmp_path / "asking.py").write_text(
        "from config.settings import *\nROOT_URLCONF = 'asking_urls'\n"
    )
    done = run(GOOD, "--contract", "--ds=asking", "-o", "pythonpath=.", "-k", "nothing")
    assert "members of enums: 0 of 2 shown" in done.text


def test_a_contract_that_cannot_be_built_is_one_sentence(run: Any, tmp_path: Path) -> None:
    (tmp_path / "broken_urls.py").write_text("1 / 0\n")
    (tmp_path / "broken.py").write_text(
        "from config.settings import *\nROOT_URLCONF = 'broken_urls'\n"
    )
    done = run(GOOD, "--contract", "--ds=broken", "-o", "pythonpath=.")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.text
    assert "ERROR: no contract to check: the document cannot be generated: Zero" in done.text
    assert "No operation is public" not in done.text


def test_a_report_that_cannot_be_written_is_one_sentence(run: Any, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    done = run(GOOD, "--contract-report=out/report.json")
    assert done.code == 1
    assert "FAIL: the report out/report.json cannot be written" in done.text
    assert "Traceback" not in done.text
