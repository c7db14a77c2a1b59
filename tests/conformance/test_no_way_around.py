"""A broken contract never leaves a green run, and an excuse needs a reason that is still needed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drf_typed_responses.conformance import ContractClient, contract_skip

from .test_plugin import BROKEN, GOOD, HEADER, Run, run  # noqa: F401

pytestmark = pytest.mark.slow

EXCUSED = """
@pytest.mark.contract(skip="Mended in October.")
def test_marked(broken):
    assert APIClient().get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200

def test_one_call(contract_client, broken):
    client = contract_client.unchecked("An old client needs it.")
    assert client.get(TEAM, HTTP_AUTHORIZATION=TOKEN).status_code == 200
"""
UNUSED = """
from drf_typed_responses.conformance import contract_skip

@pytest.fixture
def client(contract_client):
    contract_client.credentials(HTTP_AUTHORIZATION=TOKEN)
    return contract_client

@pytest.mark.contract(skip="Of a mark.")
def test_marked(client):
    client.get(TEAM)

@contract_skip("Of a decorator.")
def test_decorated(client):
    client.get(TEAM)

def test_one_call(client):
    client.unchecked("Of a call.").get(TEAM)
"""
# One of the tests that share an excuse needs it.
SHARED = """
from drf_typed_responses.conformance import contract_skip

def ask(client, number):
    from unittest import mock
    from teams_api.serializers import TeamSerializer
    plain = TeamSerializer.serialize
    changed = (lambda *a, **k: {"id": 5}) if number else plain
    with mock.patch.object(TeamSerializer, "serialize", changed):
        client.get(TEAM, HTTP_AUTHORIZATION=TOKEN)

@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.contract(skip="Of a mark.")
def test_marked(number):
    ask(APIClient(), number)

@pytest.mark.parametrize("number", [0, 1])
@contract_skip("Of a decorator.")
def test_decorated(number):
    ask(APIClient(), number)

@pytest.mark.parametrize("number", [0, 1])
def test_one_call(contract_client, number):
    ask(contract_client.unchecked("Of a call."), number)

@pytest.mark.contract(skip="Of a base class.")
class Base:
    number = 0
    def test_class(self):
        ask(APIClient(), self.number)

class TestZero(Base):
    pass

class TestOne(Base):
    number = 1
"""
SETTING = """
from config.settings import *
TYPED_RESPONSES = {**TYPED_RESPONSES, "CONTRACT_SKIP": {
    "GET /api/0/teams/{organization_slug}/{team_slug}/ 200": "Mended in October.",
    "GET /api/0/teams/{organization_slug}/{team_slug}/ 404": "Nothing to see.",
}}
"""


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
        assert [each["used"] for each in done.report["exceptions"]] == [True, True]
        assert "2 responses: 0 valid, 0 additive, 0 breaking, 0 unchecked, 2 skipped" in done.text


def unused(done: Run) -> list[str]:
    """The reasons of the findings."""
    found = re.findall(r"contract-skip-unused: (\S+): .*remove it: (.*)", done.text)
    return [f"{given} {reason}" for given, reason in found]


def line_of(source: str, part: str) -> int:
    return (HEADER + source).split(part)[0].count("\n") + 1


def test_an_excuse_that_excuses_nothing_is_a_finding(run: Any) -> None:  # noqa: F811
    given = {
        "contract(skip": "Of a mark.",
        '@contract_skip("': "Of a decorator.",
        '("Of a call': "Of a call.",
    }
    wanted = [f"test_suite.py:{line_of(UNUSED, part)} {reason}" for part, reason in given.items()]
    for options in ([], ["-n", "2"]):
        done = run(UNUSED, "--contract-report=out/report.json", *options)
        assert done.code == 0, done.text
        assert unused(done) == wanted
        assert [each["used"] for each in done.report["exceptions"]] == [False] * 3
        assert done.report["whole"] is True


def test_an_unused_excuse_fails_where_a_team_wants(run: Any, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "strict.py").write_text(
        'from config.settings import *\nTYPED_RESPONSES["CONTRACT_SKIP_UNUSED"] = "fail"\n'
    )
    options = ("--contract", "--ds=strict", "-o", "pythonpath=.")
    done = run(UNUSED, *options)
    assert done.code == 1, done.text
    assert "3 passed" in done.text
    assert done.text.count("FAIL: contract-skip-unused: test_suite.py:") == 3
    assert run(UNUSED, *options, "-k", "marked or decorated").code == 0


PARTS = {
    "-k": ["-k", "marked"],
    "id": ["test_suite.py::test_marked"],
    "file": ["test_suite.py"],
    "deselect": ["--deselect", "test_suite.py::test_marked"],
    "ignore": ["--ignore", "elsewhere"],
    "last failed": ["--lf", "-p", "cacheprovider"],
    "shard": ["-p", "shard"],
}


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_suite_finds_no_unused_excuse(
    part: str,
    run: Any,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "shard.py").write_text("def pytest_collection_modifyitems(items): del items[1:]\n")
    (tmp_path / "elsewhere").mkdir()
    found = run(UNUSED, "--contract", "-o", "pythonpath=.", *PARTS[part])
    assert found.code == 0, found.text
    assert unused(found) == []


def test_a_test_that_fails_may_need_the_excuse(run: Any) -> None:  # noqa: F811
    assert unused(run(UNUSED + "\ndef test_other(): 1 / 0\n", "--contract")) == []


def test_a_test_that_is_skipped_may_need_the_excuse(run: Any) -> None:  # noqa: F811
    """Its own, and those of calls and of the settings."""
    skipped = UNUSED.replace("def test_decorated(client):", "def test_decorated():")
    skipped = skipped.replace(
        "    client.get(TEAM)\n\ndef test_one", "    pytest.skip('x')\n\ndef test_one"
    )
    for options in ([], ["-n", "2"]):
        done = run(skipped, "--contract-report=out/report.json", *options)
        assert "2 passed, 1 skipped" in done.text
        assert [each.split()[-1] for each in unused(done)] == ["mark."]
        assert done.report["skipped"] is True


def test_an_excuse_is_used_if_one_of_its_tests_needs_it(run: Any) -> None:  # noqa: F811
    for options in ([], ["-n", "2"]):
        done = run(SHARED, "--contract", *options)
        assert done.code == 0, done.text
        assert "8 responses: 4 valid, 0 additive, 0 breaking, 0 unchecked, 4 skipped" in done.text
        assert unused(done) == []


def test_an_excuse_in_the_settings(run: Any, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "skipping.py").write_text(SETTING)
    options = ("--contract-report=out/report.json", "--ds=skipping", "-o", "pythonpath=.")
    done = run(BROKEN, *options)
    assert done.code == 0, done.text
    assert (
        "/ 404: no response needs the exception any more; remove it: Nothing to see." in done.text
    )
    assert [each["used"] for each in done.report["exceptions"]] == [True, False]


@pytest.mark.parametrize("mark", ["", "skip=''", "'reason'", "skip='x', other=1"])
def test_a_mark_without_a_reason_is_one_sentence(mark: str, run: Any) -> None:  # noqa: F811
    done = run(f"@pytest.mark.contract({mark})\ndef test_marked(): pass\n", "--contract")
    assert done.code == pytest.ExitCode.USAGE_ERROR, done.text
    assert 'test_marked: write @pytest.mark.contract(skip="the reason")' in done.text


def test_a_call_without_a_reason() -> None:
    with pytest.raises(ValueError, match="the reason is empty"):
        ContractClient().unchecked(" ")


@pytest.mark.parametrize(("reason", "error"), [(" ", ValueError), (print, TypeError)])
def test_a_decorator_without_a_reason(reason: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="say why the contract is not checked"):
        contract_skip(reason)
