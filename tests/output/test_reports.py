"""The formats that review tools and CI servers read: SARIF, GitLab's Code Quality and JUnit.

Sources of the schemas: sarif-2.1.0.json is that of OASIS, as npm's @microsoft/jest-sarif has it;
junit-10.xsd is that of Jenkins' xUnit plugin, as the sdist of pytest has it; GitLab publishes
none, so gitlab-code-quality.json says what the table of "Code Quality report format" in its
documentation says.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema.validators import validator_for

from drf_typed_responses.findings import Change, Finding
from drf_typed_responses.output.output_formats import Output, write

from .test_changes import NEW, NULL, STALE
from .test_findings import BARE, FOUND

SCHEMAS = Path(__file__).parent / "schemas"
INFO = Finding("info", "null-unsaid", "nothing says whether `lead` may be null", file="teams.py")
ODD = Finding("error", "title", "is \x1b[2J\ud800\uffff <&> ]]>\n", hint="\x00", file="a b/ü.py")
FAR = replace(FOUND, file="/somewhere/else/ü.py", line=3, column=9)
FURTHER = replace(FOUND, document="partner")
REPORTS = [(), (FOUND,), (BARE, INFO, ODD, FURTHER, FOUND, FOUND), (NULL, NEW, STALE)]
ADDRESSES = {"sample-valid": "https://example.org/rules/#sample-valid"}
MEANINGS = {"sample-valid": "A sample is valid.", "title": "A title is a sentence."}


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)


def printed(format: str, *findings: Finding) -> str:
    out, err = StringIO(), StringIO()
    kind: Any = "changes" if any(isinstance(each, Change) for each in findings) else "findings"
    meaning: Callable[[str], str] = lambda id: MEANINGS.get(id, "")
    address: Callable[[str], str] = lambda id: ADDRESSES.get(id, "")
    output = Output(kind=kind, findings=findings, meaning=meaning, address=address)
    write(output, format, out, err)
    assert err.getvalue() == ""
    out.getvalue().encode()
    return out.getvalue()


def check(value: Any, name: str) -> None:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    validator_for(schema)(schema).validate(value)


def results(*findings: Finding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed("sarif", *findings))["runs"][0]["results"]
    return found


def issues(*findings: Finding) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(printed("gitlab", *findings))
    return found


def cases(*findings: Finding) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(printed("junit", *findings).encode()).iter("testcase"))


@pytest.mark.parametrize("findings", [*REPORTS, (FAR,)])
def test_sarif_is_valid(findings: tuple[Finding, ...]) -> None:
    check(json.loads(printed("sarif", *findings)), "sarif-2.1.0.json")


@pytest.mark.parametrize("findings", REPORTS)
def test_a_code_quality_report_is_valid(findings: tuple[Finding, ...]) -> None:
    check(issues(*findings), "gitlab-code-quality.json")
    fingerprints = [issue["fingerprint"] for issue in issues(*findings)]
    assert len(set(fingerprints)) == len(fingerprints)


@pytest.mark.parametrize("findings", REPORTS)
def test_a_junit_report_is_valid(findings: tuple[Finding, ...]) -> None:
    xmlschema = pytest.importorskip("xmlschema")
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(printed("junit", *findings))


def test_sarif() -> None:
    (run,) = json.loads(printed("sarif", replace(FOUND, column=5)))["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": "sample-valid",
            "shortDescription": {"text": "sample-valid"},
            "help": {"text": "A sample is valid."},
            "helpUri": "https://example.org/rules/#sample-valid",
        }
    ]
    (result,) = run["results"]
    assert len(result.pop("partialFingerprints")["finding/v1"]) == 64
    assert result == {
        "ruleId": "sample-valid",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": 'GET /teams/: 200 sample "A": `slug` is 1\nMend it, 100%.\nowner: team-x'
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "teams.py", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 7, "startColumn": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": 'GET /teams/: 200 sample "A"'}],
            }
        ],
        "properties": {"operation": "GET /teams/", "owner": "team-x"},
    }


def test_sarif_has_each_rule_once() -> None:
    (run,) = json.loads(printed("sarif", FOUND, BARE, FOUND))["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [BARE.id, FOUND.id]
    assert [result["ruleIndex"] for result in run["results"]] == [1, 0, 1]
    assert run["tool"]["driver"]["rules"][0]["help"] == {"text": BARE.id}


def test_a_place_in_sarif_is_a_uri() -> None:
    places = [r["locations"][0]["physicalLocation"]["artifactLocation"] for r in results(ODD, FAR)]
    assert places == [
        {"uri": "a%20b/%C3%BC.py", "uriBaseId": "%SRCROOT%"},
        {"uri": "file:///somewhere/else/%C3%BC.py"},
    ]


def test_levels() -> None:
    assert [result["level"] for result in results(FOUND, BARE, INFO)] == [
        "error",
        "warning",
        "note",
    ]
    assert [issue["severity"] for issue in issues(FOUND, BARE, INFO)] == ["major", "minor", "info"]
    assert [[part.tag for part in case] for case in cases(FOUND, BARE, INFO)] == [
        ["failure"],
        ["failure"],
        ["system-out"],
    ]


def test_a_code_quality_issue() -> None:
    (issue,) = issues(FOUND)
    assert issue["check_name"] == "sample-valid"
    assert issue["description"] == (
        'GET /teams/: 200 sample "A": `slug` is 1. Mend it, 100%. owner: team-x'
    )
    assert issue["location"] == {"path": "teams.py", "lines": {"begin": 7}}


def test_a_finding_without_a_file_is_about_the_document() -> None:
    (result,), (issue,), (case,) = results(BARE), issues(BARE), cases(BARE)
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "openapi.json", "uriBaseId": "%SRCROOT%"}}
    assert issue["location"] == {"path": "openapi.json", "lines": {"begin": 1}}
    assert case.get("classname") == "openapi.json"


@pytest.mark.parametrize("name", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_are_those_of_the_repository(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    monkeypatch.setenv(name, str(here.parent))
    (issue,) = issues(replace(FOUND, file="teams.py"))
    assert issue["location"]["path"] == f"{here.name}/teams.py"


def test_a_fingerprint_outlives_a_move_of_lines() -> None:
    before = replace(FOUND, message="it differs from teams.py:7:2")
    after = replace(FOUND, message="it differs from teams.py:40", line=39, column=2)
    assert issues(before)[0]["fingerprint"] == issues(after)[0]["fingerprint"]
    assert (
        results(before)[0]["partialFingerprints"]["finding/v1"] == (issues(after)[0]["fingerprint"])
    )


@pytest.mark.parametrize(
    "changed", [{"id": "title"}, {"operation": "GET /"}, {"path": "x"}, {"message": "`slug` is 2"}]
)
def test_a_fingerprint_tells_findings_apart(changed: dict[str, str]) -> None:
    other: Finding = replace(FOUND, **changed)
    assert issues(FOUND)[0]["fingerprint"] != issues(other)[0]["fingerprint"]


def test_both_sides_of_a_change_are_told() -> None:
    (result,), (issue,), (case,) = results(NULL), issues(NULL), cases(NULL)
    texts = [result["message"]["text"], issue["description"], case[0].text or ""]
    for said in ('was: {"type": "string"}', "also in: GET /teams/{slug}/", "Keep the type"):
        assert [said in text for text in texts] == [True] * 3


def test_a_junit_case() -> None:
    (case,) = cases(FOUND)
    assert (case.get("classname"), case.get("name")) == (
        "GET /teams/",
        'sample-valid: 200 sample "A": `slug` is 1',
    )
    assert case[0].attrib == {"type": "error", "message": "`slug` is 1"}
    assert case[0].text == (
        'GET /teams/: 200 sample "A": `slug` is 1\nMend it, 100%.\nowner: team-x\nat teams.py:7'
    )


def test_a_junit_report_without_findings_passes() -> None:
    (case,) = cases()
    assert (case.get("name"), list(case)) == ("no findings", [])
