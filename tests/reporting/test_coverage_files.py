"""The coverage of contract tests that ran on several machines."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command

from drf_typed_responses.conformance.coverage import Coverage
from drf_typed_responses.conformance.document_coverage import DocumentCoverage
from drf_typed_responses.conformance.points import Point

LIST = "GET /teams/"
POINTS = [
    Point("operation", LIST),
    Point("status", f"{LIST} 200"),
    Point("nullable", "Team.lead", "null"),
    Point("enum", "Team.role", '"owner"'),
]
SENT = [
    Point("operation", LIST),
    Point("parameter", f"{LIST} query page"),
    Point("attribute", "TeamRequest.slug"),
    Point("refusal", f"{LIST} 403"),
]


def rows(points: list[Point], shown: tuple[int, ...], test: str) -> list[dict[str, Any]]:
    return [
        {**point._asdict(), "shown": number in shown, "tests": [test] if number in shown else []}
        for number, point in enumerate(points)
    ]


def reported(
    folder: Path, name: str, *shown: int, test: str = "tests/test_teams.py::test_it"
) -> str:
    """The path of a report in which some of the points are shown by a test."""
    coverage = DocumentCoverage()
    one = coverage.default
    one.responses.merge(rows(POINTS, shown, test))
    one.requests.merge(rows(SENT, shown, test))
    one.outcomes.update({"valid": len(shown)})
    file = folder / name
    file.write_text(json.dumps(coverage.as_json()))
    return str(file)


def covered(*arguments: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("apidocs", "coverage", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def two(tmp_path: Path) -> tuple[str, str]:
    """Reports of half of the points each, of which one is the same."""
    return reported(tmp_path, "one.json", 0, 1), reported(tmp_path, "two.json", 0, 2, test="b::c")


def test_what_one_of_the_runs_shows_is_shown(two: tuple[str, str]) -> None:
    code, text, _ = covered(*two)
    assert code == 0
    assert "4 responses: 4 valid, 0 additive, 0 breaking, 0 unchecked" in text
    assert "75.0 % of the contract shown" in text
    assert 'No test showed:\n  Team.role = "owner"' in text


def test_less_than_the_threshold_fails(two: tuple[str, str]) -> None:
    assert covered(*two, "--fail-under", "75")[0] == 0
    code, _, said = covered(*two, "--fail-under", "75.1")
    assert (code, said) == (1, "75.0 % is under 75.1 %\n")


def test_fewer_requests_than_the_threshold_fail(two: tuple[str, str]) -> None:
    assert covered(*two, "--fail-under-requests", "75")[0] == 0
    code, _, said = covered(*two, "--fail-under-requests", "75.1")
    assert (code, said.strip()) == (1, "75.0 % of requests is under 75.1 %")


def test_the_merged_report_is_a_report(two: tuple[str, str], tmp_path: Path) -> None:
    """It has the first tests of each point, and can be merged again."""
    merged = tmp_path / "merged.json"
    merged.write_text(covered(*two, "--format", "json")[1])
    report = json.loads(merged.read_text())
    tests = {each["label"]: each["tests"] for each in report["points"]}
    assert tests[LIST] == ["tests/test_teams.py::test_it", "b::c"]
    assert tests["Team.role"] == []
    assert covered(str(merged), "--format", "json")[1] == merged.read_text()


def test_a_junit_suite_for_each_operation_and_component(two: tuple[str, str]) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    text = covered(*two, "--format", "junit")[1]
    schemas = Path(__file__).parents[1] / "output" / "schemas"
    xmlschema.XMLSchema(schemas / "junit-10.xsd").validate(text)
    suites = ElementTree.fromstring(text)
    found = {s.get("name"): [(c.get("name"), len(c)) for c in s] for s in suites}
    assert found == {
        LIST: [("called", 0), ("200", 0)],
        "Team": [("lead null", 0), ('role = "owner"', 1)],
        f"requests: {LIST}": [("called", 0), ("query page", 0), ("403", 1)],
        "requests: TeamRequest": [("slug", 0)],
    }


def test_the_page_names_what_is_shown_by_which_test(two: tuple[str, str]) -> None:
    page = covered(*two, "--format", "html")[1]
    assert "3 of 4 parts of the contract shown" in page
    assert "<progress aria-hidden=true max=2 value=1></progress><code>Team</code>" in page
    assert "<code>200</code> <span class=has>shown</span> <small>by tests/test_teams.py" in page
    assert "<code>role = &quot;owner&quot;</code> <span class=lacks>not shown</span></li>" in page
    assert "<code>query page</code> <span class=has>shown</span>" in page
    assert "http" not in page.replace("Content-Security-Policy", "").replace("http-equiv", "")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"points": 1}', '{"points": [{}]}'])
def test_another_file_is_one_sentence(tmp_path: Path, content: str) -> None:
    file = tmp_path / "report.json"
    file.write_text(content)
    code, _, said = covered(str(file))
    assert (code, said.count("\n")) == (2, 1)
    assert str(file) in said


def test_each_point_keeps_three_tests() -> None:
    coverage = Coverage()
    rows = [{**POINTS[0]._asdict(), "shown": True, "tests": list("edcba")}]
    given: dict[str, Any] = {"points": rows, "outcomes": {}, "findings": 0, "notes": []}
    coverage.merge(given)
    assert coverage.exported()["points"][0]["tests"] == ["e", "d", "c"]


def with_exceptions(folder: Path, name: str, *used: bool, skipped: bool = False) -> str:
    file = Path(reported(folder, name))
    given = [
        {"reason": "Known.", "given": f"tests/test_teams.py:{number}", "kind": "call", "used": each}
        for number, each in enumerate(used)
    ]
    file.write_text(
        json.dumps({**json.loads(file.read_text()), "exceptions": given, "skipped": skipped})
    )
    return str(file)


def test_an_exception_that_no_machine_needs_is_a_finding(tmp_path: Path, settings: Any) -> None:
    files = [
        with_exceptions(tmp_path, "one.json", True, False, False),
        with_exceptions(tmp_path, "two.json", False, True, False),
    ]
    finding = (
        "contract-skip-unused: tests/test_teams.py:2: no response needs the exception any more; "
        "remove it: Known.\n"
    )
    code, text, _ = covered(*files)
    assert (code, text.count("contract-skip-unused"), finding in text) == (0, 1, True)
    merged = json.loads(covered(*files, "--format", "json")[1])["exceptions"]
    assert [each["used"] for each in merged] == [True, True, False]
    skipping = with_exceptions(tmp_path, "three.json", skipped=True)
    assert "contract-skip-unused" not in covered(*files, skipping)[1]
    settings.TYPED_RESPONSES = {**settings.TYPED_RESPONSES, "CONTRACT_SKIP_UNUSED": "fail"}
    code, text, said = covered(*files)
    assert (code, said, finding in text) == (1, finding, False)
