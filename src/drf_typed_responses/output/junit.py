"""Findings as a JUnit report, which every CI server shows.

Source: the schema of Jenkins' xUnit plugin, junit-10.xsd. JUnit has no warnings: an error and a
warning fail a test case, an info passes one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ..document_names import WHOLE_FILE
from ..findings import Finding
from .change_wording import details
from .covered_parts import grouped, named, points_of, request_points_of
from .places import in_repository
from .wording import lead, printable

NAME: Final = "apidocs"
# The characters beside control characters and surrogates that XML 1.0 does not have.
_NOT_XML = re.compile("[\ufffe\uffff]")


def junit(findings: Sequence[Finding]) -> str:
    """One suite with one test case for each finding; without findings, one that passes."""
    failures = str(sum(finding.level != "info" for finding in findings))
    counts = {"tests": str(len(findings) or 1), "failures": failures, "errors": "0"}
    suites = Element("testsuites", {"name": NAME, **counts})
    suite = SubElement(suites, "testsuite", {"name": NAME, **counts})
    for finding in findings:
        _add_case(suite, finding)
    if not findings:
        SubElement(suite, "testcase", classname=NAME, name="no findings")
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def junit_of_coverage(coverage: Mapping[str, Any]) -> str:
    """A suite for each operation and component, and for its requests, with a case for each part.

    A part that no test shows is a skipped case, because a threshold decides what fails.
    """
    suites = Element("testsuites", {"name": NAME})
    requests = grouped(request_points_of(coverage)).items()
    groups = {f"requests: {title}": points for title, points in requests}
    for title, points in {**grouped(points_of(coverage)), **groups}.items():
        skipped = str(sum(not point["shown"] for point in points))
        facts = {"name": _text(title), "tests": str(len(points)), "skipped": skipped}
        suite = SubElement(suites, "testsuite", {**facts, "failures": "0", "errors": "0"})
        for point in points:
            case = SubElement(suite, "testcase", classname=_text(title), name=_text(named(point)))
            if not point["shown"]:
                SubElement(case, "skipped", message="no test shows it")
    indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suites, encoding="unicode")}\n'


def _add_case(suite: Element, finding: Finding) -> None:
    name = ": ".join(part for part in (finding.id, finding.path, finding.message) if part)
    place = in_repository(finding.file)
    case = SubElement(
        suite,
        "testcase",
        classname=_text(finding.operation or place or WHOLE_FILE),
        name=_text(name),
    )
    where = ":".join(str(part) for part in (place, finding.line, finding.column) if part)
    lines = [lead(finding), *details(finding), f"at {where}" if where else ""]
    said = "\n".join(_text(line) for line in lines if line)
    if finding.level == "info":
        SubElement(case, "system-out").text = said
    else:
        failure = SubElement(case, "failure", type=finding.level, message=_text(finding.message))
        failure.text = said


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", printable(text))
