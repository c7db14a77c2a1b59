"""Findings as SARIF, which GitHub code scanning, GitLab, Azure DevOps and editors read.

Sources: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0" of OASIS, and GitHub's
"SARIF support for code scanning", which requires a location of each result and a help of each rule.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from .. import __version__
from ..document_names import WHOLE_FILE
from ..findings import Finding, Level
from .change_wording import details
from .places import fingerprints, in_repository
from .wording import encodable, lead

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
# The prefix of GitHub's uploads and of other tools for the folder of the repository.
ROOT: Final = "%SRCROOT%"
LEVELS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(
    findings: Sequence[Finding], meaning: Callable[[str], str], address: Callable[[str], str]
) -> str:
    """One log with one run.

    `meaning` explains an id and `address` is that of its page, or both return an empty text.
    """
    ids = sorted({finding.id for finding in findings})
    results = [
        _result(finding, ids.index(finding.id), fingerprint)
        for finding, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    driver = {
        "name": "drf-typed-responses",
        "version": __version__,
        "rules": [_rule(id, meaning(id) or id, address(id)) for id in ids],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return encodable(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _rule(id: str, meaning: str, address: str) -> dict[str, Any]:
    rule = {"id": id, "shortDescription": {"text": id}, "help": {"text": meaning}}
    return {**rule, "helpUri": address} if address else rule


def _result(finding: Finding, index: int, fingerprint: str) -> dict[str, Any]:
    named = {"operation": finding.operation, "owner": finding.owner, "document": finding.document}
    properties = {name: value for name, value in named.items() if value}
    return {
        "ruleId": finding.id,
        "ruleIndex": index,
        "level": LEVELS[finding.level],
        "message": {"text": "\n".join((lead(finding), *details(finding)))},
        "locations": [_location(finding)],
        "partialFingerprints": {"finding/v1": fingerprint},
        **({"properties": properties} if properties else {}),
    }


def _location(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": _artifact(in_repository(finding.file) or WHOLE_FILE)
    }
    if finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        place["region"] = {"startLine": finding.line, **column}
    name = ": ".join(part for part in (finding.operation, finding.path) if part)
    logical = {"logicalLocations": [{"fullyQualifiedName": name}]} if name else {}
    return {"physicalLocation": place, **logical}


def _artifact(file: str) -> dict[str, str]:
    if Path(file).is_absolute():
        return {"uri": Path(file).as_uri()}
    return {"uri": quote(Path(file).as_posix()), "uriBaseId": ROOT}
